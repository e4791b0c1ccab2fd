"""Exchange of a file's content for another one: old or new at any time, and the old one is kept.

Each step may be the last one before a crash; carrying the exchange out once more completes it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from actors.library.edits.facts import Facts, sha256
from actors.library.edits.originals import Originals
from actors.media import whole_file

NOTHING: Mapping[bytes, Facts] = MappingProxyType({})


class ChangedOutside(Exception):
    """The file holds another content than expected."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One file, its content before and after."""

    path: bytes
    """Absolute, links resolved."""
    before: bytes
    """SHA-256 of the content that is to be replaced."""
    after: bytes
    """SHA-256 of the content that replaces it."""
    place: Path
    """Temporary name beside the file, of the new content."""
    shared: bool = False
    """Other files may need the new content from `originals` as well."""


def carry_out(
    exchange: Exchange,
    originals: Originals,
    known: Facts | None = None,
    entries: Mapping[bytes, Facts] = NOTHING,
) -> Facts:
    """Replace a file by its new content, and return the facts of the new file.

    Args:
        exchange: What to do; if `place` does not exist, the new content is one of `originals`.
        originals: Takes the old content before anything is replaced.
        known: Facts of the file when its content was known; if it has others, it is read.
        entries: The same of entries in `originals`, by hash.

    Raises:
        ChangedOutside: The file has neither content; it is untouched.
        OSError: It failed; the file has its old content, or its new one.
    """
    path, place = exchange.path, exchange.place
    if not _holds(path, exchange.before, known):
        if sha256(path) != exchange.after:
            raise ChangedOutside
        return _completed(exchange, originals)
    if known is None and place.exists() and sha256(bytes(place)) != exchange.after:
        place.unlink()  # a crash left it half written
    if not place.exists():
        entry = entries.get(exchange.after)
        originals.fetch(exchange.after, place, entry, shared=exchange.shared)
    originals.put(path, exchange.before, entries.get(exchange.before))
    if known is not None and not _is_unchanged(path, known):
        originals.release(exchange.before, path)
        raise ChangedOutside
    try:
        whole_file.move_into_place(place, Path(os.fsdecode(path)))
    except OSError:  # it may have come after the renaming: then the file is exchanged
        if sha256(path) != exchange.after:
            raise
    return _completed(exchange, originals)


def abandon(exchange: Exchange, originals: Originals) -> None:
    """Remove what an exchange left that is not carried out; the file is as it was."""
    with suppress(OSError):
        exchange.place.unlink(missing_ok=True)
    with suppress(OSError):
        originals.release(exchange.before, exchange.path)


def _completed(exchange: Exchange, originals: Originals) -> Facts:
    with suppress(OSError):
        exchange.place.unlink(missing_ok=True)
    with suppress(OSError):
        originals.release(exchange.after, exchange.path)
    return Facts.of(os.stat(exchange.path))


def _holds(path: bytes, digest: bytes, known: Facts | None) -> bool:
    return (known is not None and Facts.of(os.stat(path)) == known) or sha256(path) == digest


def _is_unchanged(path: bytes, known: Facts) -> bool:
    """Return whether a file was not written to; a second name changes its ctime."""
    now = Facts.of(os.stat(path))
    return (now.size, now.mtime_ns, now.inode) == (known.size, known.mtime_ns, known.inode)
