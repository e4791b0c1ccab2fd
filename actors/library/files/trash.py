"""Trash: a folder chosen by the user, or the system trash.

Source: The FreeDesktop.org Trash specification, version 1.0; "must" below is its word. Trash
libraries do not report the target path, which undo needs.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes

from loguru import logger

from actors.library.errors import TrashRefused
from actors.library.files.new_file import write_new
from actors.library.files.reason import write_error_reason
from actors.library.files.recycle_bin import (
    RecycleBin,
    bin_of,
    bin_of_place,
    record,
    record_of,
)
from actors.library.query.trashes import home_trash
from actors.media.whole_file import replace_file
from models.library.file_name import display_path

LONGEST = 240
"""Maximum bytes of a name in the trash: with ` (99)` and `.trashinfo` at most 255."""
ENDING = 16
"""Maximum bytes of the extension of a shortened name."""
_INFO = b".trashinfo"
_NUMBERED = re.compile(rb"\.Trash-[0-9]+")
_CONTINUING = range(0x80, 0xC0)
"""UTF-8 continuation bytes."""


@dataclass(frozen=True, slots=True)
class Trash:
    """A trash."""

    folder: bytes
    """If chosen by the user, it receives the files itself; else it contains `files` and `info`."""
    top: bytes | None = None
    """Paths in `.trashinfo` are relative to this; empty: absolute; `None`: no `.trashinfo`."""

    def take(self, path: bytes, taken: set[bytes]) -> bytes:
        """Return the place for `path`; a `.trashinfo` file is written and reserves the name.

        Args:
            path: Absolute; not moved yet.
            taken: Places that are already assigned.

        Raises:
            OSError: The trash is not writable.
        """
        if self.top is None:
            os.makedirs(self.folder, exist_ok=True)
            if not os.access(self.folder, os.W_OK | os.X_OK):
                raise PermissionError(errno.EACCES, "no permission", os.fsdecode(self.folder))
            return next(one for one in _places(self.folder, path) if not _is_there(one, taken))
        files, info = (os.path.join(self.folder, half) for half in (b"files", b"info"))
        for folder in (self.folder, files, info):
            _make(folder, own=bool(self.top))
        for place in _places(files, path):
            note = os.path.join(info, os.path.basename(place) + _INFO)
            if _is_there(place, taken) or not write_new(note, self.words(path)):
                continue
            if not _is_there(place, taken):  # our `.trashinfo` reserves the name
                return place
            os.unlink(note)
        raise AssertionError("names have no end")

    def words(self, path: bytes) -> bytes:
        """Return the content of the `.trashinfo` file of a path deleted now."""
        folder, name = os.path.split(path)
        real = os.path.join(os.path.realpath(folder), name)
        below = os.path.relpath(real, self.top) if self.top else path
        now = datetime.now().astimezone()  # the specification requires local time without zone
        said = f"[Trash Info]\nPath={quote(below)}\nDeletionDate={now:%Y-%m-%dT%H:%M:%S}\n"
        return said.encode("ascii")


def reserve_places(paths: Iterable[bytes], chosen: bytes | None) -> list[tuple[bytes, bytes]]:
    """Return each path with its place in the trash; all places are distinct and free.

    In the system trash, `.trashinfo` files (on Windows records) reserve places until `remove_info`.

    Args:
        paths: Absolute.
        chosen: The trash folder; `None`: the system trash.

    Raises:
        TrashRefused: The trash cannot be used; no `.trashinfo` is left.
    """
    taken: set[bytes] = set()
    found: list[tuple[bytes, bytes]] = []
    try:
        for path in paths:
            trashes = [Trash(chosen)] if chosen is not None else _of_system(path)
            found.append((path, _taken(trashes, path, taken)))
            taken.add(found[-1][1])
    except BaseException:
        for _, place in found:
            remove_info(place)
        raise
    return found


def reserve_again(path: bytes, place: bytes) -> bytes:
    """Return the place for deleting `path` once more: `place`, or one beside it.

    Raises:
        TrashRefused: The trash cannot be used.
    """
    if recycled := bin_of_place(place):
        return _taken([recycled], path, set())
    halves = _halves(place)
    if halves is None:
        return place
    folder = os.path.dirname(halves[0])
    top = b"" if folder == home_trash() else _top_of(folder)
    return _taken([Trash(folder, top)], path, set())


def complete_info(before: bytes, place: bytes) -> None:
    """Ensure that a deleted entry has a `.trashinfo`, and a folder its size entry.

    Errors are only logged: the file itself is in place.
    """
    if bin_of_place(place):
        try:
            write_new(record_of(place), record(before))
        except OSError as error:
            logger.warning("the Recycle Bin does not know {!r}: {}", place, error)
        return
    if (halves := _halves(place)) is None:
        return
    files, info = halves
    trash = os.path.dirname(files)
    note = os.path.join(info, os.path.basename(place) + _INFO)
    try:
        top = b"" if trash == home_trash() else _top_of(trash)
        write_new(note, Trash(trash, top).words(before))
        if stat.S_ISDIR(os.lstat(place).st_mode):
            modified = os.stat(note).st_mtime_ns // 1_000_000
            line = b"%d %d %s" % (_size(place), modified, quote(os.path.basename(place)).encode())
            _rewrite_sizes(trash, place, line)
    except OSError as error:
        logger.warning("incomplete .trashinfo of {!r}: {}", place, error)


def remove_info(place: bytes) -> None:
    """Remove the `.trashinfo` and size entry of a place that is empty again."""
    if bin_of_place(place):
        with suppress(FileNotFoundError):
            os.unlink(record_of(place))
        return
    if (halves := _halves(place)) is None:
        return
    files, info = halves
    try:
        with suppress(FileNotFoundError):
            os.unlink(os.path.join(info, os.path.basename(place) + _INFO))
        _rewrite_sizes(os.path.dirname(files), place, None)
    except OSError as error:
        logger.warning("cannot delete the .trashinfo of {!r}: {}", place, error)


# ---------------------------------------------------------------- choice of the trash


def _taken(trashes: Iterable[Trash | RecycleBin], path: bytes, taken: set[bytes]) -> bytes:
    reasons: list[str] = []
    waiting = iter(trashes)
    while True:
        folder = b""
        try:
            trash = next(waiting, None)
            if trash is None:
                break
            folder = trash.folder
            return trash.take(path, taken)
        except OSError as error:
            reasons.append(f"{display_path(folder or path)}: {write_error_reason(error)}")
    raise TrashRefused(f"the trash cannot be used: {'; '.join(reasons)}")


def _of_system(path: bytes) -> Iterator[Trash | RecycleBin]:
    """Yield the system trashes usable for a path, best first."""
    home = home_trash()
    if sys.platform == "darwin":
        yield Trash(home)
        return
    if sys.platform == "win32":
        yield bin_of(path)
        return
    if _device(os.path.dirname(path)) == _device(home):
        yield Trash(home, b"")
        return
    top, user = _mount(os.path.realpath(os.path.dirname(path))), os.getuid()
    shared = os.path.join(top, b".Trash")
    if _is_shared(shared):
        yield Trash(os.path.join(shared, b"%d" % user), top)
    yield Trash(os.path.join(top, b".Trash-%d" % user), top)
    yield Trash(home, b"")  # on another drive: copied there, as file managers do


def _is_shared(folder: bytes) -> bool:
    """Return whether a folder is a valid shared `.Trash`: it must be sticky, and not a symlink."""
    try:
        mode = os.lstat(folder).st_mode
    except OSError:
        return False
    if stat.S_ISDIR(mode) and mode & stat.S_ISVTX:
        return True
    logger.warning("{!r} is not used as a trash: it is a symlink, or lacks the sticky bit", folder)
    return False


def _device(path: bytes) -> int:
    """Return the device of the nearest existing folder."""
    while not os.path.exists(path):
        path = os.path.dirname(path)
    return os.stat(path).st_dev


def _mount(path: bytes) -> bytes:
    while not os.path.ismount(path):
        path = os.path.dirname(path)
    return path


def _top_of(trash: bytes) -> bytes:
    """Return the mount point of the drive that a trash belongs to."""
    folder, name = os.path.split(trash)
    return folder if _NUMBERED.fullmatch(name) else os.path.dirname(folder)


def _halves(place: bytes) -> tuple[bytes, bytes] | None:
    """Return the folders `files` and `info` of the trash that contains a place."""
    files = os.path.dirname(place)
    trash, half = os.path.split(files)
    above, name = os.path.split(trash)
    known = name == b"Trash" or _NUMBERED.fullmatch(name) or os.path.basename(above) == b".Trash"
    return (files, os.path.join(trash, b"info")) if half == b"files" and known else None


# ---------------------------------------------------------------- file output


def _make(folder: bytes, *, own: bool) -> None:
    """Create a folder accessible to its user only, if absent.

    Args:
        folder: Absolute.
        own: It is in a place writable by others: a symlink, or a folder of another user, is
            rejected.
    """
    os.makedirs(os.path.dirname(folder), exist_ok=True)
    with suppress(FileExistsError):
        os.mkdir(folder, 0o700)
    status = os.lstat(folder) if own else os.stat(folder)
    if not stat.S_ISDIR(status.st_mode):
        raise NotADirectoryError(errno.ENOTDIR, "not a folder", os.fsdecode(folder))
    if own and status.st_uid != os.getuid():
        raise PermissionError(errno.EACCES, "of another user", os.fsdecode(folder))


def _places(folder: bytes, path: bytes) -> Iterator[bytes]:
    """Yield target paths endlessly: the original name, then numbered ones."""
    name = os.path.basename(path)
    stem, ending = os.path.splitext(name)
    if len(name) > LONGEST:
        ending = ending[:ENDING]
        stem = stem[: LONGEST - len(ending)]
        while stem and stem[-1] in _CONTINUING:
            stem = stem[:-1]
        if stem and stem[-1] >= _CONTINUING.stop:
            stem = stem[:-1]
        name = stem + ending
    yield os.path.join(folder, name)
    number = 1
    while True:
        number += 1
        yield os.path.join(folder, b"%s (%d)%s" % (stem, number, ending))


def _is_there(place: bytes, taken: set[bytes]) -> bool:
    return place in taken or os.path.lexists(place)


def _size(folder: bytes) -> int:
    """Return the disk usage of a folder in bytes, as `du` does."""
    total = os.lstat(folder).st_blocks * 512
    for path, folders, files in os.walk(folder):
        for name in (*folders, *files):
            with suppress(OSError):
                total += os.lstat(os.path.join(path, name)).st_blocks * 512
    return total


def _rewrite_sizes(trash: bytes, place: bytes, line: bytes | None) -> None:
    """Replace the line of a place in `directorysizes`; `None`: remove it.

    A line is `[bytes] [mtime of .trashinfo, ms since 1970] [name, percent-encoded]`.
    """
    path, name = os.path.join(trash, b"directorysizes"), os.path.basename(place)
    try:
        with open(path, "rb") as file:
            lines = file.read().splitlines()
    except FileNotFoundError:
        lines = []
    kept = [one for one in lines if unquote_to_bytes(one.rpartition(b" ")[2]) != name]
    wanted = [*kept, line] if line is not None else kept
    if wanted == lines:
        return
    with replace_file(Path(os.fsdecode(path))) as file:
        file.write(b"".join(one + b"\n" for one in wanted))
