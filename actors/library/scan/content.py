"""Reading of a file's stored properties in a single open."""

from __future__ import annotations

import os
import stat
import time
from io import FileIO

from loguru import logger

from actors.library.errors import Vanished
from actors.library.scan.header import read_header
from actors.library.scan.token import middle_hash
from actors.library.scan.walk import Identity, clamp_time, inode_identity
from actors.media.content_token import token_and_head
from actors.media.error import Unopened, Unreadable, os_error_reason
from models.library.file import Content, Entry, Sound
from models.library.file_name import encode_path
from models.library.identity import UNSETTLED, settling_time

PATIENCE = 30_000_000
"""Maximum wait in nanoseconds for the timestamp of a fresh file to settle: more than a tick."""


def read_content(root: bytes, entry: Entry) -> Content:
    """Return the content of a file, or why it cannot be decoded.

    Size and times are those before reading, so that the next scan notices concurrent writes.

    Raises:
        Vanished: It no longer exists.
    """
    path = os.path.join(root, entry.folder, entry.name)
    try:
        with FileIO(path, opener=_opened) as file:
            content = _read(file)
    except (FileNotFoundError, NotADirectoryError):
        raise Vanished from None
    except OSError as error:
        content = Content(entry.size, entry.mtime_ns, error=os_error_reason(error), transient=True)
    if content.error:
        logger.warning("cannot read {}: {}", encode_path(path), content.error)
    return content


def _read(file: FileIO) -> Content:
    status, identity, settled = _settled(file.fileno())
    size, mtime_ns = status.st_size, clamp_time(status.st_mtime_ns)
    if not stat.S_ISREG(status.st_mode):
        return Content(size, mtime_ns, error="not a file")
    name, head = token_and_head(file, size)
    between = middle_hash(file, size)
    sound, reason, passing = Sound(), "", False
    try:
        sound = read_header(file.fileno(), head, size)
    except Unreadable as error:
        reason, passing = str(error), isinstance(error, Unopened)
    if not settled:
        identity = (UNSETTLED, *identity[1:])
    return Content(size, mtime_ns, name, sound, reason, passing, between, *identity)


def _settled(descriptor: int) -> tuple[os.stat_result, Identity, bool]:
    """Return the file status, its identity, and whether any later change gets another timestamp.

    Waits for a file written just now, if the timestamp granularity is fine enough.
    """
    status, identity, left = _age(descriptor)
    if 0 < left <= PATIENCE:
        time.sleep(left / 1e9)
        status, identity, left = _age(descriptor)
    return status, identity, not left


def _age(descriptor: int) -> tuple[os.stat_result, Identity, int]:
    """Return the file status and identity, and nanoseconds until a change gets another time."""
    status = os.fstat(descriptor)
    identity = inode_identity(status)
    if identity[0] is None:
        return status, identity, 0
    return status, identity, settling_time(status.st_mtime_ns, identity[0], time.time_ns())


def _opened(path: str, flags: int) -> int:
    # Non-blocking: the entry may have become a named pipe.
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
