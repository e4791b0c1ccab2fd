"""Parser of search text such as `kick -loop tag:keep len<1 folder:"one shots"`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from models.analysis.key import Key, parse_key
from models.library.search.search import (
    BETWEEN,
    AnyOf,
    Condition,
    ProblemKind,
    Property,
    Range,
    Search,
    State,
    TermProblem,
    Value,
)
from models.library.tag import Tag
from models.library.text_folding import search_text
from models.types.sound_type import SoundType

_TERM = re.compile(
    r'(?P<no>-)?(?:(?P<name>[A-Za-z]+)(?P<sign>:|<=|>=|<|>|=))?(?:"(?P<said>[^"]*)"?|(?P<plain>\S*))'
)
_NUMBER = re.compile(r"(?P<number>-?\d+(?:[.,]\d*)?|[.,]\d+)(?P<unit>[a-z]*)", re.IGNORECASE)
_NAMES: Mapping[str, Property] = {
    **{one.value: one for one in Property},
    "length": Property.LENGTH,
    "path": Property.FOLDER,
    "channels": Property.CHANNELS,
    "collection": Property.COLLECTION,
    "mark": Property.TAG,
    "tempo": Property.TEMPO,
    "lufs": Property.LOUDNESS,
}
_TAGS: Mapping[str, Tag] = {
    "keep": Tag.KEEP,
    "reject": Tag.TRASH,
    "unmarked": Tag.NEUTRAL,
    # Former names.
    "trash": Tag.TRASH,
    "neutral": Tag.NEUTRAL,
    "none": Tag.NEUTRAL,
    "untagged": Tag.NEUTRAL,
}
_UNITS: Mapping[Property, Mapping[str, float]] = {
    Property.LENGTH: {"": 1.0, "s": 1.0, "ms": 0.001, "m": 60.0, "min": 60.0, "h": 3600.0},
    Property.RATE: {"": 1.0, "hz": 1.0, "k": 1000.0, "khz": 1000.0},
    Property.CHANNELS: {"": 1.0},
    Property.TEMPO: {"": 1.0, "bpm": 1.0},
    Property.LOUDNESS: {"": 1.0, "lufs": 1.0, "db": 1.0},
    Property.ONSETS: {"": 1.0},
}
_MEASURED: Mapping[Property, float] = {Property.TEMPO: 0.5, Property.LOUDNESS: 0.5}
"""Tolerance of equality for measured values: no tempo is exactly 120."""
LIKE = "like"
"""Prefix of a text description of a sound."""
_CHANNELS: Mapping[str, Range] = {"mono": Range(1, 1), "stereo": Range(2, 2)}


class _Unknown(Exception):
    """A term is invalid."""

    def __init__(self, kind: ProblemKind, value: str = "") -> None:
        super().__init__(kind, value)
        self.kind, self.value = kind, value


@dataclass(slots=True)
class _Found:
    words: list[str] = field(default_factory=list)
    without: list[str] = field(default_factory=list)
    fuzzy: list[str] = field(default_factory=list)
    conditions: list[Condition] = field(default_factory=list)
    problems: list[TermProblem] = field(default_factory=list)
    answerable: bool = True


def sound_description(typed: str) -> str | None:
    """Return the description after `like:`, which takes the rest of the text; `None`: no `like:`.

    It is not a term: an embedding model searches for it once submitted, not while typing.
    """
    begin, sign, words = typed.strip().partition(":")
    if not sign or begin.lower() != LIKE:
        return None
    return words.strip().strip('"').strip()


def is_filter(term: str) -> bool:
    """Return whether a term tests a property with a valid value: `len<1`, `-tag:keep`."""
    found = parse(term)
    return not found.problems and len(found.conditions) == 1


def parse(typed: str) -> Search:
    """Parse search text; invalid terms are reported in `problems`.

    A search with an invalid term matches nothing, unless only its value is still missing.

    Words must occur in the path relative to the root, `"quoted ones"` verbatim; `-word` must not
    occur, `~word` may be misspelt. `name:value` tests a property; numbers also with `<`, `>`, `<=`,
    `>=` and `low..high`. Types, marks, keys and states may be several: `type:kick,snare`.
    """
    found = _Found()
    # Lone surrogates are undecodable bytes (PEP 383), displayed as U+FFFD.
    typed = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in typed)
    for match in _TERM.finditer(typed):
        if match[0]:
            try:
                _take(match, found)
            except _Unknown as unknown:
                asked = _NAMES.get((match["name"] or "").lower())
                problem = TermProblem(unknown.kind, match[0], asked, unknown.value)
                found.problems.append(problem)
                found.answerable = found.answerable and unknown.kind is ProblemKind.NO_VALUE
    return Search(
        _once(found.words),
        _once(found.without),
        _once(found.fuzzy),
        tuple(dict.fromkeys(found.conditions)),
        tuple(found.problems),
        found.answerable,
    )


def _take(match: re.Match[str], found: _Found) -> None:
    negated, name = bool(match["no"]), match["name"]
    value = match["plain"] if match["said"] is None else match["said"]
    if name is None or _is_path(match):
        word = match[0][negated:] if name else value
        if match["said"] is None and word.startswith("~") and len(word) > 1 and not negated:
            found.fuzzy.append(_folded(word[1:]))
        elif word:
            if text := _folded(word):  # a lone accent folds to an empty string
                (found.without if negated else found.words).append(text)
        elif negated:
            found.words.append("-")
        return
    asked = _NAMES.get(name.lower())
    if asked is None:
        raise _Unknown(ProblemKind.UNKNOWN_FILTER, name)
    if not _folded(value):
        raise _Unknown(ProblemKind.NO_VALUE)
    found.conditions.append(Condition(asked, _value(asked, match["sign"], value), negated))


def _is_path(match: re.Match[str]) -> bool:
    r"""Return whether it is a path that only looks like a term: `C:\x`, `http://x`."""
    return match["sign"] == ":" and (match["plain"] or "").startswith(("\\", "/"))


def _value(asked: Property, sign: str, value: str) -> str | Range | Value | AnyOf:
    if asked in _UNITS:
        return _range(asked, sign, value)
    if sign not in {":", "="}:
        raise _Unknown(ProblemKind.NOT_COMPARABLE, value)
    read = _READ.get(asked)
    if read is None:
        return _folded(value)
    # While another value is being typed, the comma stands alone.
    values = tuple(dict.fromkeys(read(one) for one in value.split(BETWEEN) if one.strip()))
    if not values:
        raise _Unknown(ProblemKind.NO_VALUE)
    return values[0] if len(values) == 1 else AnyOf(values)


def _tag(value: str) -> Tag:
    found = _TAGS.get(value.lower())
    if found is None:
        raise _Unknown(ProblemKind.NOT_A_MARK, value)
    return found


def _state(value: str) -> State:
    try:
        return State(value.lower())
    except ValueError:
        raise _Unknown(ProblemKind.NOT_A_STATE, value) from None


def _type(value: str) -> SoundType:
    try:
        return SoundType(value.lower())
    except ValueError:
        raise _Unknown(ProblemKind.NOT_A_TYPE, value) from None


def _key(value: str) -> Key:
    found = parse_key(value)
    if found is None:
        raise _Unknown(ProblemKind.NOT_A_KEY, value)
    return found


_READ: Mapping[Property, Callable[[str], Value]] = {
    Property.KEY: _key,
    Property.TYPE: _type,
    Property.TAG: _tag,
    Property.STATE: _state,
}


def _range(asked: Property, sign: str, value: str) -> Range:
    if asked is Property.CHANNELS and value.lower() in _CHANNELS and sign in {":", "="}:
        return _CHANNELS[value.lower()]
    low, dots, high = value.partition("..")
    if dots and sign in {":", "="}:
        return Range(
            _number(asked, low, value) if low else None,
            _number(asked, high, value) if high else None,
        )
    number = _number(asked, value, value)
    match sign:
        case "<":
            return Range(high=number, open=True)
        case "<=":
            return Range(high=number)
        case ">":
            return Range(low=number, open=True)
        case ">=":
            return Range(low=number)
        case _:
            around = _MEASURED.get(asked, 0.0)
            return Range(number - around, number + around)


def _number(asked: Property, text: str, value: str) -> float:
    match = _NUMBER.fullmatch(text)
    unit = _UNITS[asked].get(match["unit"].lower()) if match else None
    if match is None or unit is None:
        raise _Unknown(ProblemKind.NOT_A_NUMBER, value)
    return float(match["number"].replace(",", ".")) * unit


def _folded(word: str) -> str:
    return search_text(word.encode())


def _once(words: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
