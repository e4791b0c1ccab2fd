"""Directory walk: finds the audio files below a root, visiting each directory once."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Collection, Iterator
from enum import Enum, auto
from heapq import heappop, heappush

from actors.library.scan.excluded_folders import excluded_part, is_excluded, leads_to_excluded
from actors.media.error import os_error_reason
from actors.media.sound_names import is_sound
from models.library.extension import extension, unsupported_extension
from models.library.file import Entry, ExcludedFolders, FolderLink, Problem, Unsupported
from models.library.scan_scope import WHOLE, Parts

Met = Entry | Problem | ExcludedFolders | FolderLink | Unsupported
"""What a walk reports."""
Identity = tuple[int | None, int | None, int | None]
"""ctime, device and inode."""
_LARGEST = 2**63 - 1
"""Largest SQLite integer; times after 2262 exceed it."""
_PATIENCE = 256
"""Number of skipped entries between two `None`s."""


class _Link(Enum):
    """Target of a symlink to a folder."""

    IN = auto()
    """Below the root, where it is found under its own path."""
    OUT = auto()


def walk(
    root: bytes, parts: Parts = WHOLE, trashes: Collection[bytes] = ()
) -> Iterator[Met | None]:
    """Yield the entries in these folders of `root`, and regularly `None`, to let callers stop.

    Trashes and system folders are reported and not entered. Symlinks are followed, but no directory
    is entered twice, so cycles end. A symlink to a directory below `root` is not followed: its
    contents are found under their own paths, whichever folders are walked. Other symlinks to
    directories are followed last, sorted by path, so that a file is found under the same path each
    time. A symlink to a file is reported as an entry with the size, times, device and inode of its
    target.
    """
    root = os.path.realpath(root)
    entered: set[tuple[int, int]] = set()
    apart = {folder: excluded_part(root, folder, trashes) for folder in parts}
    yield from map(ExcludedFolders, sorted({path for path in apart.values() if path is not None}))
    inside = [folder for folder in sorted(parts) if apart[folder] is None]
    linked = [folder for folder in inside if parts[folder]]
    for folder in inside:
        if not parts[folder]:
            yield from _directory(root, folder, entered, [], [], trashes)
            yield None
    while linked:
        found = [heappop(linked)]
        while found:
            folder = found.pop()
            yield from _directory(root, folder, entered, found, linked, trashes)
            yield None


def _directory(  # noqa: PLR0913, PLR0917 - what is known of the walk so far
    root: bytes,
    folder: bytes,
    entered: set[tuple[int, int]],
    found: list[bytes],
    linked: list[bytes],
    trashes: Collection[bytes],
) -> Iterator[Met | None]:
    path = os.path.join(root, folder)
    try:
        status = os.stat(path)
        if (status.st_dev, status.st_ino) in entered:
            return
        entered.add((status.st_dev, status.st_ino))
        with os.scandir(path) as entries:
            for count, entry in enumerate(entries):
                if count % _PATIENCE == 0:
                    yield None
                below = folder + b"/" + entry.name if folder else entry.name
                if entry.is_dir(follow_symlinks=False):
                    if is_excluded(entry.path, trashes):
                        yield ExcludedFolders(below)
                    else:
                        found.append(below)
                        if is_sound(entry.name):
                            yield _no_file(below, FOLDER)
                elif entry.is_symlink() and (link := _link(root, entry, below)) is not None:
                    if isinstance(link, Problem):
                        yield link
                    elif is_excluded(entry.path, trashes) or leads_to_excluded(entry.path, trashes):
                        yield ExcludedFolders(below)
                    else:
                        yield FolderLink(below)
                        if link is _Link.OUT:
                            heappush(linked, below)
                elif is_sound(entry.name) and (met := _file(folder, entry, below)):
                    yield met
                elif kind := unsupported_extension(entry.name):
                    yield Unsupported(kind, below)
    except (FileNotFoundError, NotADirectoryError) as error:
        # A folder to rescan may have been deleted with its contents.
        yield Problem(folder, os_error_reason(error), exists=not folder)
    except OSError as error:
        yield Problem(folder, os_error_reason(error))


FOLDER, DEVICE = "folder", "device"
KINDS = {stat.S_IFIFO: "pipe", stat.S_IFSOCK: "socket", stat.S_IFDIR: FOLDER}
"""What may have the name of a sound beside files."""


def _link(root: bytes, entry: os.DirEntry[bytes], below: bytes) -> _Link | Problem | None:
    """Return the target of a symlink to a folder, or why it is unknown; `None`: no folder."""
    try:
        if not stat.S_ISDIR(entry.stat().st_mode):
            return None
    except OSError as error:
        away = error.errno in {errno.ENOENT, errno.ENOTDIR, errno.ELOOP}
        return None if away else Problem(below, os_error_reason(error))
    real = os.path.join(os.path.realpath(entry.path), b"")
    return _Link.IN if real.startswith(os.path.join(root, b"")) else _Link.OUT


def _no_file(below: bytes, kind: str) -> Unsupported:
    """Return what is called like a sound but is no file: `wav (pipe)`."""
    return Unsupported(f"{extension(below).decode()} ({kind})", below, blocks=False)


def _file(
    folder: bytes, entry: os.DirEntry[bytes], below: bytes
) -> Entry | Problem | Unsupported | None:
    try:
        status = entry.stat()
    except FileNotFoundError:
        return Problem(below, "broken link", exists=False) if entry.is_symlink() else None
    except OSError as error:
        return Problem(below, os_error_reason(error))
    if not stat.S_ISREG(status.st_mode):
        return _no_file(below, KINDS.get(stat.S_IFMT(status.st_mode), DEVICE))
    times = status.st_size, clamp_time(status.st_mtime_ns)
    return Entry(folder, entry.name, *times, *inode_identity(status))


def inode_identity(status: os.stat_result) -> Identity:
    """Return ctime, device and inode; each `None` if not available.

    Windows reports the creation time as ctime, and no inodes while listing a folder.
    """
    if not status.st_ino or os.name == "nt":
        return None, None, None
    return clamp_time(status.st_ctime_ns), number(status.st_dev), number(status.st_ino)


def number(value: int) -> int:
    """Return an unsigned 64-bit number, such as a device, reduced to the 63 bits of SQLite."""
    return value & _LARGEST


def clamp_time(time_ns: int) -> int:
    """Return a time clamped to the range of SQLite integers."""
    if -_LARGEST <= time_ns <= _LARGEST:
        return time_ns
    return _LARGEST if time_ns > 0 else -_LARGEST
