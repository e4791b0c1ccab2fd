"""Completions of the term that is being typed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from models.library.search.parse import LIKE
from models.library.search.search import BETWEEN, Property, State
from models.types.sound_type import SoundType

MOST = 8
"""Maximum number of completions."""
MARKS = ("keep", "reject", "unmarked")
"""Values of `tag:`."""
_TERM = re.compile(r'-?(?:[^\s"]|"[^"]*"?)*')
_NAME = re.compile(r"(?P<no>-?)(?P<name>[A-Za-z]+)(?P<sign>:|=)(?P<value>.*)", re.DOTALL)
_NOTES = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")
_FIXED: Mapping[Property, tuple[str, ...]] = {
    Property.TYPE: tuple(kind.value for kind in SoundType),
    Property.TAG: MARKS,
    Property.STATE: tuple(state.value for state in State),
    Property.CHANNELS: ("mono", "stereo"),
    Property.KEY: (*_NOTES, *(f"{note}m" for note in _NOTES)),
    Property.FORMAT: ("wav", "aiff", "flac", "ogg", "mp3", "opus", "caf"),
    Property.RATE: ("44.1k", "48k", "88.2k", "96k"),
}
_FIRST = (
    *(Property.TYPE.value, Property.TEMPO.value, Property.KEY.value, Property.LENGTH.value),
    *(Property.TAG.value, LIKE, Property.FOLDER.value, Property.COLLECTION.value),
)
"""Filters offered where nothing is typed yet."""
_SEVERAL = frozenset({Property.TYPE, Property.TAG, Property.STATE, Property.KEY})
"""Properties of which one term may name several values."""


@dataclass(frozen=True, slots=True)
class Known:
    """Values that the library has."""

    values: Mapping[Property, Sequence[str]] = field(default_factory=lambda: MappingProxyType({}))
    """Names of collections and folders."""
    types: Mapping[SoundType, int] = field(default_factory=lambda: MappingProxyType({}))
    """Number of listed samples of each type."""


@dataclass(frozen=True, slots=True)
class Completion:
    """A term that what was typed may become."""

    term: str
    """As in the search; it ends with `:` if a value is still missing."""
    typed: str
    """The whole search with it."""
    cursor: int
    """Where typing goes on."""
    count: int | None = None
    """Number of listed samples, if that is known."""

    @property
    def open(self) -> bool:
        """Whether a value is still missing."""
        return self.term.endswith(":")


def term_at(typed: str, cursor: int) -> tuple[int, int]:
    """Return the span of the term that the cursor is in, or at the end of; empty between terms."""
    for match in _TERM.finditer(typed):
        if match[0] and match.start() <= cursor <= match.end():
            return match.span()
    return cursor, cursor


def completions(typed: str, cursor: int, known: Known) -> tuple[Completion, ...]:
    """Return what the term at the cursor may become, the likeliest first.

    Names of filters complete a word, and so do types; behind a `:` stand values. Nothing completes
    a description behind `like:`, and no term that is complete already.
    """
    if typed.lstrip().lower().startswith(f"{LIKE}:"):
        return ()
    start, end = term_at(typed, cursor)
    term = typed[start:cursor]
    if cursor < end:  # within a term: only its end is completed
        return ()
    found: list[Completion] = []
    for whole, count in _terms(term, known):
        if whole.lower() == term.lower():
            continue
        gap = "" if whole.endswith(":") or typed[end:].startswith(" ") else " "
        line = f"{typed[:start]}{whole}{gap}{typed[end:]}"
        found.append(Completion(whole, line, start + len(whole) + len(gap), count))
        if len(found) == MOST:
            break
    return tuple(found)


def _terms(term: str, known: Known) -> Iterator[tuple[str, int | None]]:
    match = _NAME.fullmatch(term)
    if match is None:
        yield from _named(term, known)
        return
    asked = next((one for one in Property if one.value == match["name"].lower()), None)
    if asked is None:
        return
    before = f"{match['no']}{match['name']}{match['sign']}"
    value = match["value"]
    if asked in _SEVERAL and BETWEEN in value:
        first, _, value = value.rpartition(BETWEEN)
        before = f"{before}{first}{BETWEEN}"
    for one in _begun(value.strip('"'), (*_FIXED.get(asked, ()), *known.values.get(asked, ()))):
        counted = asked is Property.TYPE and bool(known.types)
        yield before + _quoted(one), known.types.get(SoundType(one), 0) if counted else None


def _named(term: str, known: Known) -> Iterator[tuple[str, int | None]]:
    """Yield names of filters, and types, that a word begins."""
    no, word = ("-", term[1:]) if term.startswith("-") else ("", term)
    names = [*(one.value for one in Property), *([] if no else [LIKE])]
    if not term:
        names = list(_FIRST)
    for name in _begun(word, names) if word or not no else ():
        yield f"{no}{name}:", None
    if not word:
        return
    for kind in _begun(word, [kind.value for kind in SoundType]):
        yield f"{no}{Property.TYPE.value}:{kind}", known.types.get(SoundType(kind))


def _begun(word: str, names: Sequence[str]) -> Iterator[str]:
    """Yield the names that begin with a word, then those of which another word does."""
    low = word.lower()
    first = [name for name in names if name.lower().startswith(low)]
    others = [name for name in names if any(one.startswith(low) for one in name.lower().split())]
    yield from dict.fromkeys((*first, *(others if low else ())))


def _quoted(value: str) -> str:
    return f'"{value}"' if re.search(r"\s", value) else value
