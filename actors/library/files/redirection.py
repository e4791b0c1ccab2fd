"""Links that lead to what moved lead to its new place: otherwise they would lead to nothing.

Nothing is written down for that. A link that leads to nothing after a move, and led to what moved,
is told by its own text; so it is after a crash, and when the move is taken back.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress

from loguru import logger

from actors.library.files.ledger import Pair
from actors.library.files.reason import reason
from models.library.file_name import name, shown
from models.library.system_folders import PREFIX


def links(paths: Iterable[bytes]) -> list[bytes]:
    """Return those of these paths, and of the folders above them, that are links; folders first."""
    known: dict[bytes, bool] = {}
    for path in paths:
        while path not in known and path != os.path.dirname(path):
            known[path] = os.path.islink(path)
            path = os.path.dirname(path)  # noqa: PLW2901 - upward
    return sorted(path for path, link in known.items() if link)


def redirected(links: Iterable[bytes], moved: Sequence[Pair]) -> tuple[int, str]:
    """Let links lead to where their targets are now.

    A relative one stays relative. One that leads somewhere is left alone.

    Args:
        links: Where they were before the moves, folders before what is in them.
        moved: What was moved from where to where; absolute paths.

    Returns:
        How many were changed, and the first trouble: which could not be, and why.
    """
    real = [(_real(before), _real(after)) for before, after in moved if before and after]
    count, trouble = 0, ""
    for link in links:
        here = _moved(link, moved)
        try:
            count += _redirect(link, here, real)
        except OSError as error:
            logger.warning("{} leads to nothing any more: {}", shown(here), error)
            trouble = trouble or f"the link “{name(here)}” cannot follow: {reason(error)}"
    return count, trouble


def _redirect(link: bytes, here: bytes, moved: Sequence[Pair]) -> bool:
    """Change a link, if that helps; tell whether it did.

    Args:
        link: Where it was; it led from there.
        here: Where it is.
        moved: As for `redirected`, with all links on the way resolved.
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
    """Return a path with the links on the way resolved, but not the last name itself."""
    folder, last = os.path.split(path.rstrip(b"/"))
    if last in {b"", b".", b".."}:
        return os.path.realpath(path)
    return os.path.join(os.path.realpath(folder), last)


def _moved(path: bytes, moved: Iterable[Pair]) -> bytes:
    """Return where a path is after the moves."""
    for before, after in moved:
        if before and after and (path + b"/").startswith(before + b"/"):
            return after + path[len(before) :]
    return path
