"""Where what is thrown away goes: a folder of the person's choice, or the system's trash.

Source: The FreeDesktop.org Trash specification, version 1.0, of which "must" is meant where it
is named here. A library that throws away does not say where to, so nothing could be taken back.
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
from urllib.parse import quote, unquote_to_bytes

from loguru import logger

from actors.library.errors import TrashRefused
from actors.library.files.reason import reason
from actors.library.query.trashes import home_trash
from models.library.file_name import shown

LONGEST = 240
"""Bytes of a name in a trash: with ` (99)` and `.trashinfo` it has at most 255."""
ENDING = 16
"""Bytes of its ending, if it has to be shortened."""
_INFO = b".trashinfo"
_NUMBERED = re.compile(rb"\.Trash-[0-9]+")
_CONTINUING = range(0x80, 0xC0)
"""Bytes of UTF-8 that do not begin a character."""


@dataclass(frozen=True, slots=True)
class Trash:
    """A place for what is thrown away."""

    folder: bytes
    """Of a person's choice: takes the files itself. Else it holds `files` and `info`."""
    top: bytes | None = None
    """Paths in its notes are relative to this; empty: absolute; `None`: it has no notes."""

    def take(self, path: bytes, taken: set[bytes]) -> bytes:
        """Return where `path` goes; with notes, the note is written: it holds the name free.

        Args:
            path: Absolute; nothing happens to it yet.
            taken: Places that were given away.

        Raises:
            OSError: nothing can be put there.
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
            if _is_there(place, taken) or not _write(note, self.words(path)):
                continue
            if not _is_there(place, taken):  # as the note is ours, so is the name
                return place
            os.unlink(note)
        raise AssertionError("names have no end")

    def words(self, path: bytes) -> bytes:
        """Return what the note of a path says that is thrown away now."""
        folder, name = os.path.split(path)
        real = os.path.join(os.path.realpath(folder), name)
        below = os.path.relpath(real, self.top) if self.top else path
        now = datetime.now().astimezone()  # the specification wants the person's time, unmarked
        said = f"[Trash Info]\nPath={quote(below)}\nDeletionDate={now:%Y-%m-%dT%H:%M:%S}\n"
        return said.encode("ascii")


def places(paths: Iterable[bytes], chosen: bytes | None) -> list[tuple[bytes, bytes]]:
    """Return for each path where it goes; no two to one place, none to where something is.

    In the system's trash a note holds each place free until `forget`.

    Args:
        paths: Absolute.
        chosen: A folder that takes them; `None`: the trash of the system.

    Raises:
        TrashRefused: nothing can be thrown away there; no note is left.
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
            forget(place)
        raise
    return found


def again(path: bytes, place: bytes) -> bytes:
    """Return where `path` goes if it is thrown away once more: `place`, or beside it.

    Raises:
        TrashRefused: nothing can be thrown away there.
    """
    halves = _halves(place)
    if halves is None:
        return place
    folder = os.path.dirname(halves[0])
    top = b"" if folder == home_trash() else _top_of(folder)
    return _taken([Trash(folder, top)], path, set())


def keeps(place: bytes) -> bool:
    """Tell whether a place is in a trash that keeps notes."""
    return _halves(place) is not None


def settle(before: bytes, place: bytes) -> None:
    """See to it that what is in the trash by now has a note, and a folder its size.

    What cannot be written is only logged: the file is where it should be.
    """
    if (halves := _halves(place)) is None:
        return
    files, info = halves
    trash = os.path.dirname(files)
    note = os.path.join(info, os.path.basename(place) + _INFO)
    try:
        top = b"" if trash == home_trash() else _top_of(trash)
        _write(note, Trash(trash, top).words(before))
        if stat.S_ISDIR(os.lstat(place).st_mode):
            modified = os.stat(note).st_mtime_ns // 1_000_000
            line = b"%d %d %s" % (_size(place), modified, quote(os.path.basename(place)).encode())
            _rewrite_sizes(trash, place, line)
    except OSError as error:
        logger.warning("the trash does not know all of {!r}: {}", place, error)


def forget(place: bytes) -> None:
    """Remove what a trash knows of a place: it came back, or never came."""
    if (halves := _halves(place)) is None:
        return
    files, info = halves
    try:
        with suppress(FileNotFoundError):
            os.unlink(os.path.join(info, os.path.basename(place) + _INFO))
        _rewrite_sizes(os.path.dirname(files), place, None)
    except OSError as error:
        logger.warning("the trash still knows of {!r}: {}", place, error)


# ---------------------------------------------------------------- which trash


def _taken(trashes: Iterable[Trash], path: bytes, taken: set[bytes]) -> bytes:
    troubles: list[str] = []
    for trash in trashes:
        try:
            return trash.take(path, taken)
        except OSError as error:
            troubles.append(f"{shown(trash.folder)}: {reason(error)}")
    raise TrashRefused(f"the trash cannot be used: {'; '.join(troubles)}")


def _of_system(path: bytes) -> Iterator[Trash]:
    """Yield the trashes that may take a path, the best first."""
    home = home_trash()
    if sys.platform == "darwin":
        yield Trash(home)
        return
    if sys.platform == "win32" or _device(os.path.dirname(path)) == _device(home):
        yield Trash(home, b"")
        return
    top, user = _mount(os.path.realpath(os.path.dirname(path))), os.getuid()
    shared = os.path.join(top, b".Trash")
    if _is_shared(shared):
        yield Trash(os.path.join(shared, b"%d" % user), top)
    yield Trash(os.path.join(top, b".Trash-%d" % user), top)
    yield Trash(home, b"")  # on another drive: it is copied there, as file managers do


def _is_shared(folder: bytes) -> bool:
    """Tell whether this is an administrator's `.Trash`: it must be sticky, and no link."""
    try:
        mode = os.lstat(folder).st_mode
    except OSError:
        return False
    if stat.S_ISDIR(mode) and mode & stat.S_ISVTX:
        return True
    logger.warning("{!r} is not used as a trash: it is a link, or not sticky", folder)
    return False


def _device(path: bytes) -> int:
    """Return the device of the nearest folder that exists."""
    while not os.path.exists(path):
        path = os.path.dirname(path)
    return os.stat(path).st_dev


def _mount(path: bytes) -> bytes:
    while not os.path.ismount(path):
        path = os.path.dirname(path)
    return path


def _top_of(trash: bytes) -> bytes:
    """Return the top folder of the drive that a trash is of."""
    folder, name = os.path.split(trash)
    return folder if _NUMBERED.fullmatch(name) else os.path.dirname(folder)


def _halves(place: bytes) -> tuple[bytes, bytes] | None:
    """Return the folders `files` and `info` of the trash that a place is in."""
    files = os.path.dirname(place)
    trash, half = os.path.split(files)
    above, name = os.path.split(trash)
    known = name == b"Trash" or _NUMBERED.fullmatch(name) or os.path.basename(above) == b".Trash"
    return (files, os.path.join(trash, b"info")) if half == b"files" and known else None


# ---------------------------------------------------------------- what is written


def _make(folder: bytes, *, own: bool) -> None:
    """Make a folder for its user alone, unless it is there.

    Args:
        folder: Absolute.
        own: It lies where others may write: a link, or a folder of another user, is no trash.
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
    """Yield names for a path without end: its own, then numbered ones."""
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


def _write(note: bytes, words: bytes) -> bool:
    """Write a note that lasts; tell whether its name was free."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    try:
        handle = os.open(note, flags, 0o600)
    except FileExistsError:
        return False
    try:
        with open(handle, "wb") as file:
            file.write(words)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        with suppress(OSError):
            os.unlink(note)
        raise
    return True


def _size(folder: bytes) -> int:
    """Return the bytes on disk that a folder takes, as `du` counts."""
    total = os.lstat(folder).st_blocks * 512
    for path, folders, files in os.walk(folder):
        for name in (*folders, *files):
            with suppress(OSError):
                total += os.lstat(os.path.join(path, name)).st_blocks * 512
    return total


def _rewrite_sizes(trash: bytes, place: bytes, line: bytes | None) -> None:
    """Replace the line of a place in `directorysizes`; `None`: it has none any more.

    A line is `[bytes] [time of the note, ms since 1970] [name, percent-encoded]`.
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
    unfinished = os.path.join(trash, b".sempal-directorysizes-%d" % os.getpid())
    try:
        with open(unfinished, "wb") as file:
            file.write(b"".join(one + b"\n" for one in wanted))
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, path)
    finally:
        with suppress(FileNotFoundError):
            os.unlink(unfinished)
