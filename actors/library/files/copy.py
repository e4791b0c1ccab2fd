"""A file, link or folder on its way to another drive: copied and compared first, removed then."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from typing import BinaryIO

from loguru import logger

from actors.library.errors import LibraryError
from models.library.file_name import shown

Pause = Callable[[int], None]
"""Called with the bytes copied since the last call; may raise to stop."""
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Seen:
    """One entry as it was copied."""

    path: bytes
    """Below what is copied; empty: that itself."""
    mode: int
    size: int
    mtime_ns: int
    inode: int


@dataclass(frozen=True, slots=True)
class Copy:
    """A whole copy that has not taken its name yet."""

    before: bytes
    place: bytes
    """Where it is, in the folder that it goes to."""
    seen: tuple[Seen, ...]
    """What it was made of, folders before what is in them."""


def listing(path: bytes) -> Iterator[Seen]:
    """Yield an entry and all below it, folders before what is in them; links are not followed.

    Raises:
        OSError: something cannot be looked at.
    """
    todo = [b""]
    while todo:
        below = todo.pop()
        full = os.path.join(path, below) if below else path
        status = os.lstat(full)
        folder = stat.S_ISDIR(status.st_mode)
        size = 0 if folder else status.st_size
        time = 0 if folder else status.st_mtime_ns
        yield Seen(below, status.st_mode, size, time, status.st_ino)
        if folder:
            todo += [os.path.join(below, name) for name in sorted(os.listdir(full), reverse=True)]


def copied(before: bytes, place: bytes, pause: Pause) -> Copy:
    """Copy to `place`, which is made, and compare; what was there of an earlier try is removed.

    If anything goes wrong, nothing is left of it.

    Args:
        before: Absolute path.
        place: On another drive; a name of our own.
        pause: See there.

    Raises:
        LibraryError: it holds something that is neither file, folder nor link, or changes.
        OSError: it cannot be read or written.
    """
    remove(place)
    seen = tuple(listing(before))
    _check(before, place, seen)
    try:
        for one in seen:
            source, target = _at(before, one), _at(place, one)
            if stat.S_ISDIR(one.mode):
                os.mkdir(target, 0o700)
            elif stat.S_ISLNK(one.mode):
                os.symlink(os.readlink(source), target)
                _keep_times(source, target)
            else:
                _copy_file(source, target, pause)
        for one in reversed(seen):
            if stat.S_ISDIR(one.mode):
                _keep_times(_at(before, one), _at(place, one))
                settle_folder(_at(place, one))
        if tuple(listing(before)) != seen:
            raise LibraryError(f"{shown(before)} changed while it was copied")
    except BaseException:
        with suppress(OSError):
            remove(place)
        raise
    return Copy(before, place, seen)


def drop(copy: Copy) -> None:
    """Remove a copy that is not wanted any more, as far as it can be."""
    with suppress(OSError):
        remove(copy.place)


def is_unchanged(copy: Copy) -> bool:
    """Tell whether what was copied is still the same."""
    try:
        return tuple(listing(copy.before)) == copy.seen
    except OSError:
        return False


def is_same(one: bytes, other: bytes) -> bool:
    """Tell whether two entries hold the same, byte by byte."""
    try:
        left, right = list(listing(one)), list(listing(other))
        if [_kind(seen) for seen in left] != [_kind(seen) for seen in right]:
            return False
        return all(_is_equal(seen, _at(one, seen), _at(other, seen)) for seen in left)
    except OSError:
        return False


def remove(path: bytes) -> None:
    """Remove an entry of ours with all below it; nothing there is fine.

    Raises:
        OSError: something cannot be removed.
    """
    try:
        mode = os.lstat(path).st_mode
    except FileNotFoundError:
        return
    if not stat.S_ISDIR(mode):
        os.unlink(path)
        return
    for one in reversed(list(listing(path))):
        if stat.S_ISDIR(one.mode):
            os.rmdir(_at(path, one))
        else:
            os.unlink(_at(path, one))


def settle_folder(folder: bytes) -> None:
    """Wait until the names in a folder would survive a power cut, where that can be asked for."""
    if not hasattr(os, "O_DIRECTORY"):  # Windows
        return
    with suppress(OSError):  # some drives in the network cannot
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _at(path: bytes, one: Seen) -> bytes:
    return os.path.join(path, one.path) if one.path else path


def _kind(one: Seen) -> tuple[bytes, int, int]:
    return one.path, stat.S_IFMT(one.mode), one.size


def _check(before: bytes, place: bytes, seen: tuple[Seen, ...]) -> None:
    for one in seen:
        if not (stat.S_ISREG(one.mode) or stat.S_ISDIR(one.mode) or stat.S_ISLNK(one.mode)):
            path = shown(_at(before, one))
            raise LibraryError(f"{path} is neither file nor folder: it cannot go to another drive")
    needed = sum(one.size for one in seen)
    if needed > shutil.disk_usage(os.path.dirname(place)).free:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), os.fsdecode(place))


def _copy_file(source: bytes, target: bytes, pause: Pause) -> None:
    digest = blake2b()
    with open(source, "rb") as reading, open(target, "xb") as writing:
        while block := reading.read(_BLOCK):
            writing.write(block)
            digest.update(block)
            pause(len(block))
        writing.flush()
        os.fsync(writing.fileno())
    _keep_times(source, target)
    with open(target, "rb") as file:
        if hasattr(os, "posix_fadvise"):  # so that the drive is asked, not the memory
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        if _digest(file, pause) != digest.digest():
            raise OSError(errno.EIO, "the copy is not the same", os.fsdecode(target))


def _digest(file: BinaryIO, pause: Pause) -> bytes:
    digest = blake2b()
    while block := file.read(_BLOCK):
        digest.update(block)
        pause(0)
    return digest.digest()


def _keep_times(source: bytes, target: bytes) -> None:
    """Give a copy the times and rights of the original, as far as its drive knows them."""
    try:
        shutil.copystat(source, target, follow_symlinks=False)
    except OSError as error:
        logger.info("{!r} keeps not all of its times and rights: {}", target, error)


def _is_equal(seen: Seen, one: bytes, other: bytes) -> bool:
    if stat.S_ISLNK(seen.mode):
        return os.readlink(one) == os.readlink(other)
    if not stat.S_ISREG(seen.mode):
        return stat.S_ISDIR(seen.mode)
    with open(one, "rb") as left, open(other, "rb") as right:
        while True:
            block = left.read(_BLOCK)
            if block != right.read(_BLOCK):
                return False
            if not block:
                return True
