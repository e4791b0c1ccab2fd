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
) -> Facts | None:
    """Replace a file by its new content, and return the facts of the new file.

    Args:
        exchange: What to do; if `place` does not exist, the new content is one of `originals`.
        originals: Takes the old content before anything is replaced.
        known: Facts of the file when its content was known; if it has others, it is read.
        entries: The same of entries in `originals`, by hash.

    Returns:
        `None`: another program wrote the new file since, so that its content is not known.

    Raises:
        ChangedOutside: The file has neither content; it is untouched.
        OSError: It failed; the file has its old content, or its new one.
    """
    path, place = exchange.path, exchange.place
    found = Facts.of(os.stat(path))
    if found != known and sha256(path) != exchange.before:
        if sha256(path) != exchange.after:
            raise ChangedOutside
        _settle(exchange, None)
        return _completed(exchange, originals, found)
    if known is None and place.exists() and sha256(bytes(place)) != exchange.after:
        place.unlink()  # a crash left it half written
    if not place.exists():
        entry = entries.get(exchange.after)
        originals.fetch(exchange.after, place, entry, shared=exchange.shared)
    originals.put(path, exchange.before, entries.get(exchange.before))
    if not _is_unchanged(path, found):
        originals.release(exchange.before, path)
        raise ChangedOutside
    whole_file.sync_file(place)
    new = Facts.of(place.stat())
    try:
        if whole_file.swap(place, Path(os.fsdecode(path))):
            _settle(exchange, found)
            whole_file.sync_folder(place.parent)
        else:
            whole_file.move_into_place(place, Path(os.fsdecode(path)))
    except ChangedOutside:
        originals.release(exchange.before, path)
        raise
    except OSError:  # it may have come after the renaming: then the file is exchanged
        if sha256(path) != exchange.after:
            raise
    return _completed(exchange, originals, new)


def _settle(exchange: Exchange, replaced: Facts | None) -> None:
    """Check what an exchange of names put at the temporary name, and remove it.

    Args:
        exchange: The new file has the name of the old one.
        replaced: Facts of the old file before; `None`: not known, it is read.

    Raises:
        ChangedOutside: Another program wrote the file at the last moment; it has its name again.
    """
    place = exchange.place
    if not place.exists():
        return
    if replaced is not None:
        same = _is_unchanged(bytes(place), replaced)
    else:
        same = sha256(bytes(place)) in {exchange.before, exchange.after}
    if not same and whole_file.swap(place, Path(os.fsdecode(exchange.path))):
        raise ChangedOutside
    place.unlink()


def abandon(exchange: Exchange, originals: Originals) -> None:
    """Remove what an exchange left that is not carried out; the file is as it was."""
    with suppress(OSError):
        exchange.place.unlink(missing_ok=True)
    with suppress(OSError):
        originals.release(exchange.before, exchange.path)


def _completed(exchange: Exchange, originals: Originals, new: Facts) -> Facts | None:
    with suppress(OSError):
        exchange.place.unlink(missing_ok=True)
    with suppress(OSError):
        originals.release(exchange.after, exchange.path)
    return Facts.of(os.stat(exchange.path)) if _is_unchanged(exchange.path, new) else None


def _is_unchanged(path: bytes, known: Facts) -> bool:
    """Return whether a file was not written to; a new name changes its ctime."""
    try:
        now = Facts.of(os.stat(path))
    except FileNotFoundError:
        return False
    return (now.size, now.mtime_ns, now.inode) == (known.size, known.mtime_ns, known.inode)
