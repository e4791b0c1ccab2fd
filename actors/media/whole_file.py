"""Files that are written whole or not at all: under another name, synced, then renamed.

After a crash or a power cut a file has its old content or its new one. Not here: names that must
not overwrite another file (`rename_exclusively` does the last step for them), and copies of the
user's files (`actors/library/files/copy.py`).
"""

from __future__ import annotations

import ctypes
import errno
import os
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO

ENDING = ".new"
"""Ending of files that are being written."""
_STALE = 3600.0
"""Seconds after which an unfinished file is taken for one that a crash left."""
_HERE, _EXCHANGE = -100, 2
"""`AT_FDCWD` and `RENAME_EXCHANGE`; macOS calls it `RENAME_SWAP`. Source: Linux, renameat2(2)."""
_UNSUPPORTED = {errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES, errno.EPERM}
"""What systems answer that cannot sync a folder, as some network drives."""


@contextmanager
def replace_file(path: Path, *, durable: bool = True) -> Generator[BinaryIO]:
    """Yield a new file that takes the place of `path` at the end of the block.

    On any exception nothing has changed and nothing is left behind. A symlink stays one: its target
    is replaced. Permissions of the old file are kept.

    Args:
        path: In an existing folder; the file need not exist.
        durable: Sync content and name to disk. Without, a power cut may leave an empty file, which
            the reader must be able to recognise.

    Raises:
        OSError: The file cannot be written.
    """
    real = path.resolve()
    if durable:
        remove_leftovers(real)
    aside = temporary_path(real)
    try:
        with aside.open("xb") as file:
            yield file
        if real.exists():
            aside.chmod(real.stat().st_mode & 0o777)
        move_into_place(aside, real, durable=durable)
    except BaseException:
        with suppress(OSError):
            aside.unlink()
        raise


def temporary_path(path: Path) -> Path:
    """Return an unused hidden name beside `path`, for its new content."""
    return path.with_name(f".{path.name[:100]}.{token_hex(6)}{ENDING}")


def move_into_place(finished: Path, path: Path, *, durable: bool = True) -> None:
    """Rename a finished file to `path` in the same folder, replacing the file there.

    Raises:
        OSError: The file cannot be synced or renamed.
    """
    if durable:
        sync_file(finished)
    finished.replace(path)
    if durable:
        sync_folder(path.parent)


def swap(one: Path, other: Path) -> bool:
    """Let two files of a folder exchange their names at once; return whether the system can.

    Raises:
        OSError: One of them is missing, or the drive failed.
    """
    call = _exchange()
    if call is None:
        return False
    if not call(bytes(one), bytes(other)):
        return True
    number = ctypes.get_errno()
    if number in {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EPERM}:
        return False
    raise OSError(number, os.strerror(number), str(one), None, str(other))


@cache
def _exchange() -> Callable[[bytes, bytes], int] | None:
    """Return a function of the C library that exchanges two names; `None`: it has none."""
    try:
        library = ctypes.CDLL(None, use_errno=True)
    except (OSError, TypeError):  # Windows
        return None
    if (call := getattr(library, "renameat2", None)) is not None:
        call.argtypes = (*(ctypes.c_int, ctypes.c_char_p) * 2, ctypes.c_uint)
        return lambda one, other: int(call(_HERE, one, _HERE, other, _EXCHANGE))
    if (swap_names := getattr(library, "renamex_np", None)) is not None:  # macOS; untested there
        swap_names.argtypes = (ctypes.c_char_p, ctypes.c_char_p, ctypes.c_uint)
        return lambda one, other: int(swap_names(one, other, _EXCHANGE))
    return None


def rename_exclusively(finished: Path, path: Path) -> bool:
    """Rename a finished file within its folder without overwriting; return whether it succeeded.

    Raises:
        OSError: The file cannot be renamed.
    """
    try:
        path.hardlink_to(finished)  # unlike a rename, it fails if the name exists
    except FileExistsError:
        return False
    except OSError:  # a file system without hard links
        if os.path.lexists(path):
            return False
        finished.rename(path)
    else:
        finished.unlink()
    return True


def sync_file(path: Path) -> None:
    """Sync the content of a file to disk.

    Raises:
        OSError: The drive failed.
    """
    with path.open("rb+") as file:  # Windows syncs only files opened for writing
        sync(file)


def sync(file: BinaryIO) -> None:
    """Sync an open file to disk.

    Raises:
        OSError: The drive is full or failed.
    """
    file.flush()
    os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Sync the names in a folder to disk, where supported.

    Raises:
        OSError: The drive failed.
    """
    if not hasattr(os, "O_DIRECTORY"):  # Windows
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _UNSUPPORTED:
            raise
    finally:
        os.close(handle)


def remove_leftovers(path: Path) -> None:
    """Remove what writers of this file left that were killed."""
    begin, now = f".{path.name[:100]}.", time.time()
    with suppress(OSError):
        for one in path.parent.iterdir():
            if one.name.startswith(begin) and one.name.endswith(ENDING):
                with suppress(OSError):
                    if now - one.stat().st_mtime > _STALE:
                        one.unlink()
