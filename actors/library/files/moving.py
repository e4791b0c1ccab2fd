"""One file or folder from here to there: it is at either place, whole, and never over another."""

from __future__ import annotations

import errno
import filecmp
import os
import shutil
import stat
from pathlib import Path

from actors.library.errors import LibraryError
from actors.library.export.placing import MARK, settle
from models.library.naming import shown


def move(before: bytes, after: bytes, *, resumed: bool = False) -> None:
    """Rename, or copy and remove where a rename is impossible; folders around it are made.

    What is done already stays done, so that it may be said twice.

    Args:
        before: Absolute path.
        after: Where it is to be.
        resumed: It was begun before a crash: what is at both places is half moved.

    Raises:
        LibraryError: it cannot be moved; it is where it was. The text says which and why.
    """
    if not os.path.lexists(before) and os.path.lexists(after):
        return
    try:
        if resumed and _is_half_moved(before, after):
            os.unlink(before)
            return
        if os.path.lexists(after) and not _is_same(before, after):
            raise LibraryError(f"{shown(after)} is there already")
        os.makedirs(os.path.dirname(after), exist_ok=True)
        _rename(before, after)
    except OSError as error:
        reason = os.strerror(error.errno).lower() if error.errno else str(error)
        raise LibraryError(f"{shown(before)} cannot be moved: {reason}") from error


def _rename(before: bytes, after: bytes) -> None:
    try:
        if stat.S_ISREG(os.lstat(before).st_mode) and not _is_same(before, after):
            os.link(before, after, follow_symlinks=False)  # fails where something is
            os.unlink(before)
            return
    except FileExistsError:
        raise
    except OSError as error:
        if error.errno == errno.EXDEV:
            _copy(before, after)
            return
        if isinstance(error, FileNotFoundError):
            raise
        # A file system without hard links: what is there was looked at a moment ago.
    os.rename(before, after)


def _copy(before: bytes, after: bytes) -> None:
    """Bring a file to another drive."""
    unfinished = os.path.join(os.path.dirname(after), f"{MARK}{os.getpid()}-move".encode())
    try:
        shutil.copy2(before, unfinished)
        settle(Path(os.fsdecode(unfinished)))
        os.rename(unfinished, after)
    finally:
        if os.path.lexists(unfinished):
            os.unlink(unfinished)
    os.unlink(before)


def _is_same(one: bytes, other: bytes) -> bool:
    """Tell whether two names are of one file: `Kick` and `kick` where case does not count."""
    try:
        return os.path.samefile(one, other) and one.lower() == other.lower()
    except OSError:
        return False


def _is_half_moved(before: bytes, after: bytes) -> bool:
    """Tell whether one file is at both places: linked, or copied as a whole."""
    try:
        regular = all(stat.S_ISREG(os.lstat(path).st_mode) for path in (before, after))
        if not regular or _is_same(before, after):
            return False
        return os.path.samefile(before, after) or filecmp.cmp(before, after, shallow=False)
    except OSError:
        return False
