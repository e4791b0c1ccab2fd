"""Move of one file or folder: atomic, and never overwriting."""

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
    copy_tree,
    is_same,
    is_unchanged,
    remove_tree,
    sync_folder,
)
from actors.library.files.reason import write_error_reason
from models.library.file_name import display_path
from models.library.system_folders import PREFIX

Answer = TypeVar("Answer")


def _on(_count: int) -> None:
    """Continue."""


def temporary_path(after: bytes, name: str) -> bytes:
    """Return the temporary path of a copy, which scans ignore."""
    return os.path.join(os.path.dirname(after), PREFIX + f"move-{name}".encode())


def is_other_drive(before: bytes, after: bytes) -> bool:
    """Return whether two paths are on different drives, as far as can be determined."""
    folder = os.path.dirname(after)
    while not os.path.exists(folder):
        folder = os.path.dirname(folder)
    try:
        return os.lstat(before).st_dev != os.stat(folder).st_dev
    except OSError:
        return False


def copy(before: bytes, after: bytes, name: str, pause: Pause = _on) -> Copy:
    """Copy to the drive of `after` under a temporary name; `move` renames it.

    Args:
        before: Absolute path.
        after: Target path.
        name: Distinguishes this copy from others.
        pause: Called regularly; may raise to stop: nothing is left of the copy.

    Raises:
        LibraryError: It cannot be copied; the text says which and why.
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
    """Rename, or copy and remove if a rename is impossible; parent folders are created.

    The operation is idempotent.

    Args:
        before: Absolute path.
        after: Target path.
        ready: Result of `copy`, if called before.
        name: As for `copy`.
        resumed: It was interrupted by a crash: what exists at both paths is half moved.

    Raises:
        LibraryError: It cannot be moved and is where it was. The text says which and why.
    """
    _translated(before, lambda: _move(before, after, ready, name, resumed=resumed))


def _translated(before: bytes, work: Callable[[], Answer]) -> Answer:
    try:
        return work()
    except OSError as error:
        raise LibraryError(
            f"{display_path(before)} cannot be moved: {_move_reason(before, error)}"
        ) from error


def _move_reason(before: bytes, error: OSError) -> str:
    """Return the reason, with the path concerned unless that is `before`."""
    about = os.fsencode(error.filename) if isinstance(error.filename, str | bytes) else before
    own = about == before or os.path.basename(about).startswith(PREFIX)
    return (
        write_error_reason(error) if own else f"{display_path(about)}: {write_error_reason(error)}"
    )


def _move(before: bytes, after: bytes, ready: Copy | None, name: str, *, resumed: bool) -> None:
    aside = temporary_path(before, f"{name}-old")
    if ready is None:  # whatever lies there is of a try that was cut short
        remove_tree(temporary_path(after, name))
    if not os.path.lexists(before) and os.path.lexists(after):
        remove_tree(aside)
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
    """Raise if the move is invalid."""
    if (after + b"/").startswith(before + b"/") and after != before:
        raise LibraryError(f"{display_path(before)} cannot be moved into itself")
    if os.path.ismount(before):
        raise LibraryError(f"{display_path(before)} cannot be moved: it is a drive")
    if os.path.lexists(after) and not _is_renamed(before, after):
        raise LibraryError(f"{display_path(after)} already exists")


def _rename(before: bytes, after: bytes) -> None:
    mode = os.lstat(before).st_mode
    if stat.S_ISLNK(mode):
        os.symlink(os.readlink(before), after)  # fails if the name exists
        _leave(before, after)
        return
    if stat.S_ISREG(mode) and not _is_renamed(before, after):
        try:
            os.link(before, after, follow_symlinks=False)  # fails if the name exists
        except (FileExistsError, FileNotFoundError):
            raise
        except OSError as error:
            if error.errno in {errno.EXDEV, errno.ENOSPC, errno.ENAMETOOLONG}:
                raise
            # A file system without hard links: `_refuse` checked the target just before.
        else:
            _leave(before, after)
            return
    os.rename(before, after)


def _leave(before: bytes, after: bytes) -> None:
    """Remove the old name after linking the new one; on failure, the new one."""
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
    return copy_tree(before, temporary_path(after, name), pause)


def _land(ready: Copy, after: bytes, aside: bytes) -> None:
    """Rename a copy to its final name and remove the original; on failure, remove the copy."""
    try:
        if not is_unchanged(ready):
            raise LibraryError(f"{display_path(ready.before)} changed while it was copied")
        _rename(ready.place, after)
    except BaseException:
        remove_tree(ready.place)
        raise
    sync_folder(os.path.dirname(after))  # before the original is removed
    try:
        _remove(ready.before, aside)
    except OSError:
        if os.path.lexists(ready.before):  # complete, as nothing was removed yet
            remove_tree(after)
        raise


def _remove(before: bytes, aside: bytes) -> None:
    """Remove the original; to others it disappears atomically."""
    if not stat.S_ISDIR(os.lstat(before).st_mode):
        os.unlink(before)
        return
    _need_removable(before)
    os.rename(before, aside)
    try:
        remove_tree(aside)
    except OSError as error:  # the copy is complete
        logger.warning("cannot delete what was copied to another drive: {}", error)


def _need_removable(path: bytes) -> None:
    """Raise unless a folder can be removed, before copying it in vain."""
    folders = [os.path.dirname(path)]
    if not os.path.islink(path):
        folders += [folder for folder, _, _ in os.walk(path)]
    for folder in folders:
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), os.fsdecode(folder))


def _is_renamed(before: bytes, after: bytes) -> bool:
    """Return whether two names denote one entry: `Kick` and `kick` if case is ignored."""
    try:
        if not os.path.samefile(before, after) or before.lower() != after.lower():
            return False
        folder, name = os.path.split(after)
        return name not in os.listdir(folder) or before == after  # else: two hard links
    except OSError:
        return False


def _is_half_moved(before: bytes, after: bytes) -> bool:
    """Return whether an entry is at both paths: hard-linked, or copied completely."""
    if not os.path.lexists(after) or _is_renamed(before, after):
        return False
    one, other = os.lstat(before), os.lstat(after)  # not following symlinks
    linked = stat.S_ISREG(one.st_mode) and os.path.samestat(one, other)
    return linked or is_same(before, after)
