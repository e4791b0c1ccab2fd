"""Opens a file once and reads all that the library keeps of it."""

from __future__ import annotations

import os
import stat
import time
from io import FileIO

from loguru import logger

from actors.library.errors import Vanished
from actors.library.scan.header import header
from actors.library.scan.token import middle, token
from actors.library.scan.walk import identity, storable
from actors.media.error import Unopened, Unreadable
from actors.media.error import words as why
from models.library.file import Content, Entry, Sound
from models.library.file_name import encoded
from models.library.identity import UNSETTLED, unsettled

PATIENCE = 30_000_000
"""Nanoseconds that are waited for a file that was just written: more than a tick."""


def read(root: bytes, entry: Entry) -> Content:
    """Return what the file holds, or why it cannot be heard.

    Size and time are those before the reading, so that what is written
    meanwhile is noticed by the next scan.

    Raises:
        Vanished: it is no longer there.
    """
    path = os.path.join(root, entry.folder, entry.name)
    try:
        with FileIO(path, opener=_opened) as file:
            content = _read(file)
    except (FileNotFoundError, NotADirectoryError):
        raise Vanished from None
    except OSError as error:
        content = Content(entry.size, entry.mtime_ns, error=why(error), passing=True)
    if content.error:
        logger.warning("cannot read {}: {}", encoded(path), content.error)
    return content


def _read(file: FileIO) -> Content:
    status, settled = _settled(file.fileno())
    size, mtime_ns = status.st_size, storable(status.st_mtime_ns)
    if not stat.S_ISREG(status.st_mode):
        return Content(size, mtime_ns, error="not a file")
    name, between = token(file, size), middle(file, size)
    file.seek(0)
    sound, wrong, passing = Sound(), "", False
    try:
        sound = header(file.fileno())
    except Unreadable as error:
        wrong, passing = str(error), isinstance(error, Unopened)
    ctime_ns, device, inode = identity(status)
    if not settled:
        ctime_ns = UNSETTLED
    facts = (ctime_ns, device, inode)
    return Content(size, mtime_ns, name, sound, wrong, passing, between, *facts)


def _settled(descriptor: int) -> tuple[os.stat_result, bool]:
    """Return what the file system says, and whether any later change will have another time.

    What was just written is waited for, where the file system counts so finely that it is short.
    """
    status, left = _age(descriptor)
    if 0 < left <= PATIENCE:
        time.sleep(left / 1e9)
        status, left = _age(descriptor)
    return status, not left


def _age(descriptor: int) -> tuple[os.stat_result, int]:
    """Return what the file system says, and nanoseconds until another change has another time."""
    status = os.fstat(descriptor)
    ctime_ns = identity(status)[0]
    if ctime_ns is None:
        return status, 0
    return status, unsettled(status.st_mtime_ns, ctime_ns, time.time_ns())


def _opened(path: str, flags: int) -> int:
    # Not blocking: the entry may have become a pipe since it was seen.
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
