"""One file or folder from here to there: it is at either place, whole, and never over another."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from typing import TypeVar

from loguru import logger

from actors.library.errors import LibraryError
from actors.library.files.copy import (
    Copy,
    Pause,
    copied,
    is_same,
    is_unchanged,
    remove,
    settle_folder,
)
from actors.library.files.reason import reason
from models.library.file_name import shown
from models.library.system_folders import PREFIX

Answer = TypeVar("Answer")


def _on(_count: int) -> None:
    """Go on."""


def unfinished(after: bytes, name: str) -> bytes:
    """Return where a copy is until it takes its name; no scan looks there."""
    return os.path.join(os.path.dirname(after), PREFIX + f"move-{name}".encode())


def is_far(before: bytes, after: bytes) -> bool:
    """Tell whether the two are on different drives, as far as one can see."""
    folder = os.path.dirname(after)
    while not os.path.exists(folder):
        folder = os.path.dirname(folder)
    try:
        return os.lstat(before).st_dev != os.stat(folder).st_dev
    except OSError:
        return False


def copy(before: bytes, after: bytes, name: str, pause: Pause = _on) -> Copy:
    """Copy to the drive of `after`, under a name of its own; `move` lets it take its name.

    Args:
        before: Absolute path.
        after: Where it is to be.
        name: Tells this copy from others.
        pause: Called now and then; may raise to stop: nothing is left of the copy.

    Raises:
        LibraryError: it cannot be copied; the text says which and why.
    """
    return _translated(before, lambda: _copy(before, after, name, pause))


def move(
    before: bytes,
    after: bytes,
    *,
    ready: Copy | None = None,
    name: str = "0",
    resumed: bool = False,
) -> None:
    """Rename, or copy and remove where a rename is impossible; folders around it are made.

    What is done already stays done, so that it may be said twice.

    Args:
        before: Absolute path.
        after: Where it is to be.
        ready: What `copy` made of it before.
        name: As for `copy`.
        resumed: It was begun before a crash: what is at both places is half moved.

    Raises:
        LibraryError: it cannot be moved; it is where it was. The text says which and why.
    """
    _translated(before, lambda: _move(before, after, ready, name, resumed=resumed))


def _translated(before: bytes, work: Callable[[], Answer]) -> Answer:
    try:
        return work()
    except OSError as error:
        raise LibraryError(f"{shown(before)} cannot be moved: {_why(before, error)}") from error


def _why(before: bytes, error: OSError) -> str:
    """Return the reason; with what it is about, if that is not `before` itself."""
    about = os.fsencode(error.filename) if isinstance(error.filename, str | bytes) else before
    own = about == before or os.path.basename(about).startswith(PREFIX)
    return reason(error) if own else f"{shown(about)}: {reason(error)}"


def _move(before: bytes, after: bytes, ready: Copy | None, name: str, *, resumed: bool) -> None:
    aside = unfinished(before, f"{name}-old")
    if ready is None:  # whatever lies there is of a try that was cut short
        remove(unfinished(after, name))
    if not os.path.lexists(before) and os.path.lexists(after):
        remove(aside)
        return
    if resumed and _is_half_moved(before, after):
        _remove(before, aside)
        return
    _refuse(before, after)
    os.makedirs(os.path.dirname(after), exist_ok=True)
    if ready is None:
        try:
            _rename(before, after)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            ready = _copy(before, after, name, _on)
        else:
            return
    _land(ready, after, aside)


def _refuse(before: bytes, after: bytes) -> None:
    """Say no to what would end badly."""
    if (after + b"/").startswith(before + b"/") and after != before:
        raise LibraryError(f"{shown(before)} cannot be moved into itself")
    if os.path.ismount(before):
        raise LibraryError(f"{shown(before)} cannot be moved: it is a drive")
    if os.path.lexists(after) and not _is_renamed(before, after):
        raise LibraryError(f"{shown(after)} is there already")


def _rename(before: bytes, after: bytes) -> None:
    mode = os.lstat(before).st_mode
    if stat.S_ISLNK(mode):
        os.symlink(os.readlink(before), after)  # fails where something is
        _leave(before, after)
        return
    if stat.S_ISREG(mode) and not _is_renamed(before, after):
        try:
            os.link(before, after, follow_symlinks=False)  # fails where something is
        except (FileExistsError, FileNotFoundError):
            raise
        except OSError as error:
            if error.errno in {errno.EXDEV, errno.ENOSPC, errno.ENAMETOOLONG}:
                raise
            # A file system without hard links: what is there was looked at a moment ago.
        else:
            _leave(before, after)
            return
    os.rename(before, after)


def _leave(before: bytes, after: bytes) -> None:
    """Take the old name away from what has a new one; if that fails, the new one."""
    try:
        os.unlink(before)
    except BaseException:
        if os.path.lexists(before):
            os.unlink(after)
        raise


def _copy(before: bytes, after: bytes, name: str, pause: Pause) -> Copy:
    _refuse(before, after)
    _need_removable(before)
    os.makedirs(os.path.dirname(after), exist_ok=True)
    return copied(before, unfinished(after, name), pause)


def _land(ready: Copy, after: bytes, aside: bytes) -> None:
    """Let a copy take its name, and remove the original; if that fails, the copy goes."""
    try:
        if not is_unchanged(ready):
            raise LibraryError(f"{shown(ready.before)} changed while it was copied")
        _rename(ready.place, after)
    except BaseException:
        remove(ready.place)
        raise
    settle_folder(os.path.dirname(after))  # before the only other copy goes
    try:
        _remove(ready.before, aside)
    except OSError:
        if os.path.lexists(ready.before):  # whole, as nothing was removed yet
            remove(after)
        raise


def _remove(before: bytes, aside: bytes) -> None:
    """Remove what was copied: at once for everyone who looks, whole or not at all."""
    if not stat.S_ISDIR(os.lstat(before).st_mode):
        os.unlink(before)
        return
    _need_removable(before)
    os.rename(before, aside)
    try:
        remove(aside)
    except OSError as error:  # its content is at the other place
        logger.warning("something is left of what was moved: {}", error)


def _need_removable(path: bytes) -> None:
    """See that a folder could be removed, before it is copied for nothing."""
    folders = [os.path.dirname(path)]
    if not os.path.islink(path):
        folders += [folder for folder, _, _ in os.walk(path)]
    for folder in folders:
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), os.fsdecode(folder))


def _is_renamed(before: bytes, after: bytes) -> bool:
    """Tell whether two names are of one entry: `Kick` and `kick` where case does not count."""
    try:
        if not os.path.samefile(before, after) or before.lower() != after.lower():
            return False
        folder, name = os.path.split(after)
        return name not in os.listdir(folder) or before == after  # else: two names of one file
    except OSError:
        return False


def _is_half_moved(before: bytes, after: bytes) -> bool:
    """Tell whether one thing is at both places: linked, or copied as a whole."""
    if not os.path.lexists(after) or _is_renamed(before, after):
        return False
    one, other = os.lstat(before), os.lstat(after)  # the names themselves: a link is no copy
    linked = stat.S_ISREG(one.st_mode) and os.path.samestat(one, other)
    return linked or is_same(before, after)
