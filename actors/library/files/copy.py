"""Move of a file, symlink or folder to another drive: copy, compare, then remove."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO

from loguru import logger

from actors.library.errors import LibraryError
from actors.media import whole_file
from models.library.file_name import display_path

Pause = Callable[[int], None]
"""Called with the bytes copied since the last call; may raise to stop."""
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Seen:
    """A copied entry."""

    path: bytes
    """Relative to the top of the copy; empty: the top itself."""
    mode: int
    size: int
    mtime_ns: int
    inode: int


@dataclass(frozen=True, slots=True)
class Copy:
    """A complete copy under a temporary name."""

    before: bytes
    place: bytes
    """Its temporary path, in the target folder."""
    seen: tuple[Seen, ...]
    """The copied entries, folders before their contents."""


def list_entries(path: bytes) -> Iterator[Seen]:
    """Yield an entry and its descendants, folders before their contents; symlinks not followed.

    Raises:
        OSError: A file operation failed.
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


def copy_tree(before: bytes, place: bytes, pause: Pause) -> Copy:
    """Copy to `place` and compare; a leftover of an earlier attempt is removed.

    On failure nothing is left of the copy.

    Args:
        before: Absolute path.
        place: On another drive; a temporary name.
        pause: See `Pause`.

    Raises:
        LibraryError: An entry is neither file, folder nor symlink, or changes during the copy.
        OSError: It cannot be read or written.
    """
    remove_tree(place)
    seen = tuple(list_entries(before))
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
                sync_folder(_at(place, one))
        if tuple(list_entries(before)) != seen:
            raise LibraryError(f"{display_path(before)} changed while it was copied")
    except BaseException:
        with suppress(OSError):
            remove_tree(place)
        raise
    return Copy(before, place, seen)


def discard(copy: Copy) -> None:
    """Remove an unneeded copy; errors are ignored."""
    with suppress(OSError):
        remove_tree(copy.place)


def is_unchanged(copy: Copy) -> bool:
    """Return whether the original is unchanged since it was copied."""
    try:
        return tuple(list_entries(copy.before)) == copy.seen
    except OSError:
        return False


def is_same(one: bytes, other: bytes) -> bool:
    """Return whether two entries are identical, byte by byte."""
    try:
        left, right = list(list_entries(one)), list(list_entries(other))
        if [_kind(seen) for seen in left] != [_kind(seen) for seen in right]:
            return False
        return all(_is_equal(seen, _at(one, seen), _at(other, seen)) for seen in left)
    except OSError:
        return False


def remove_tree(path: bytes) -> None:
    """Remove an entry recursively, if it exists.

    Raises:
        OSError: An entry cannot be removed.
    """
    try:
        mode = os.lstat(path).st_mode
    except FileNotFoundError:
        return
    if not stat.S_ISDIR(mode):
        os.unlink(path)
        return
    for one in reversed(list(list_entries(path))):
        if stat.S_ISDIR(one.mode):
            os.rmdir(_at(path, one))
        else:
            os.unlink(_at(path, one))


def sync_folder(folder: bytes) -> None:
    """Sync the entries of a folder to disk; errors are ignored."""
    with suppress(OSError):
        whole_file.sync_folder(Path(os.fsdecode(folder)))


def _at(path: bytes, one: Seen) -> bytes:
    return os.path.join(path, one.path) if one.path else path


def _kind(one: Seen) -> tuple[bytes, int, int]:
    return one.path, stat.S_IFMT(one.mode), one.size


def _check(before: bytes, place: bytes, seen: tuple[Seen, ...]) -> None:
    for one in seen:
        if not (stat.S_ISREG(one.mode) or stat.S_ISDIR(one.mode) or stat.S_ISLNK(one.mode)):
            path = display_path(_at(before, one))
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
        whole_file.sync(writing)
    _keep_times(source, target)
    with open(target, "rb") as file:
        if hasattr(os, "posix_fadvise"):  # read back from the drive, not from the page cache
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
    """Copy times and permissions, as far as the target drive supports them."""
    try:
        shutil.copystat(source, target, follow_symlinks=False)
    except OSError as error:
        logger.info("cannot copy all times and permissions to {!r}: {}", target, error)


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
