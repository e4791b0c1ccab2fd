"""Redirection of symlinks to moved files, which would otherwise be broken.

No record is kept. A symlink that is broken after a move, and pointed to a moved path, is recognised
by its own text; so it is after a crash and on undo.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress

from loguru import logger

from actors.library.files.ledger import Pair
from actors.library.files.reason import write_error_reason
from models.library.file_name import display_name, display_path
from models.library.system_folders import PREFIX

FEW = 8
"""Names that are looked up one by one; to list a folder takes about as long."""


def symlinks_among(paths: Iterable[bytes]) -> list[bytes]:
    """Return the symlinks among these paths and their parent folders; folders first."""
    names: dict[bytes, set[bytes]] = {}
    for path in paths:
        folder, name = os.path.split(path)
        while name:
            upward = folder not in names
            names.setdefault(folder, set()).add(name)
            folder, name = os.path.split(folder) if upward else (folder, b"")
    return sorted(link for folder, some in names.items() for link in _links_in(folder, some))


def _links_in(folder: bytes, names: Collection[bytes]) -> list[bytes]:
    """Return the paths of the symlinks with these names in a folder; of many, by listing it."""
    if len(names) < FEW:
        paths = [os.path.join(folder, name) for name in names]
        return [path for path in paths if os.path.islink(path)]
    try:
        with os.scandir(folder) as entries:
            return [one.path for one in entries if one.name in names and one.is_symlink()]
    except OSError:
        return []


def redirect_links(links: Iterable[bytes], moved: Sequence[Pair]) -> tuple[int, str]:
    """Update symlinks to the new paths of their targets.

    Relative links stay relative. Links that are not broken are left alone.

    Args:
        links: Paths before the moves, folders before their contents.
        moved: Absolute paths before and after.

    Returns:
        The number of updated links, and the first error: which failed, and why.
    """
    real = [(_real(before), _real(after)) for before, after in moved if before and after]
    count, reason = 0, ""
    for link in links:
        here = _moved(link, moved)
        try:
            count += _redirect(link, here, real)
        except OSError as error:
            logger.warning("symlink {} is broken now: {}", display_path(here), error)
            failed = f"the link “{display_name(here)}” cannot follow"
            reason = reason or f"{failed}: {write_error_reason(error)}"
    return count, reason


def _redirect(link: bytes, here: bytes, moved: Sequence[Pair]) -> bool:
    """Update a broken symlink if possible; return whether it was.

    Args:
        link: Its path when it still worked.
        here: Its current path.
        moved: As for `redirect_links`, with symlinks in parent folders resolved.
    """
    if os.path.exists(here) or not os.path.islink(here):
        return False
    before, folder = os.readlink(here), os.path.dirname(here)
    target = _moved(_real(os.path.join(os.path.dirname(link), before)), moved)
    relative = os.path.relpath(target, os.path.realpath(folder))
    text = target if os.path.isabs(before) else relative
    if not os.path.lexists(target) or text == before:
        return False
    unfinished = os.path.join(folder, PREFIX + b"link")
    with suppress(FileNotFoundError):
        os.unlink(unfinished)
    os.symlink(text, unfinished)
    os.rename(unfinished, here)
    return True


def _real(path: bytes) -> bytes:
    """Return a path with symlinks in parent folders resolved, but not in the last component."""
    folder, last = os.path.split(path.rstrip(b"/"))
    if last in {b"", b".", b".."}:
        return os.path.realpath(path)
    return os.path.join(os.path.realpath(folder), last)


def _moved(path: bytes, moved: Iterable[Pair]) -> bytes:
    """Return a path after the moves."""
    for before, after in moved:
        if before and after and (path + b"/").startswith(before + b"/"):
            return after + path[len(before) :]
    return path
