"""Opens a file once and reads all that the library keeps of it."""

from __future__ import annotations

import os
import stat
from io import FileIO

from loguru import logger

from actors.library.errors import Vanished
from actors.library.scan.header import UnreadableAudio, header
from actors.library.scan.reason import why
from actors.library.scan.token import token
from actors.library.scan.walk import storable
from models.library.file import Content, Entry
from models.library.naming import encoded


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
        content = Content(entry.size, entry.mtime_ns, error=why(error))
    if content.error:
        logger.warning("cannot read {}: {}", encoded(path), content.error)
    return content


def _read(file: FileIO) -> Content:
    status = os.fstat(file.fileno())
    size, mtime_ns = status.st_size, storable(status.st_mtime_ns)
    if not stat.S_ISREG(status.st_mode):
        return Content(size, mtime_ns, error="not a file")
    name = token(file, size)
    file.seek(0)
    try:
        return Content(size, mtime_ns, name, header(file.fileno(), size))
    except UnreadableAudio as error:
        return Content(size, mtime_ns, name, error=str(error))


def _opened(path: str, flags: int) -> int:
    # Not blocking: the entry may have become a pipe since it was seen.
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
