"""Numbers, keys and filters in a description, as terms of a search."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from models.library.search.parse import is_filter

_UNIT = r"(?P<unit>ms|s|sec|secs|seconds?|min|minutes?)"
_NUMBER = r"(?P<number>\d+(?:[.,]\d+)?)"


@dataclass(frozen=True, slots=True)
class Filter:
    """A part of a description that filters the list."""

    term: str
    """As in a search: `len<200ms`."""
    start: int
    end: int
    """Span of the description."""


def find_filters(text: str) -> tuple[Filter, ...]:
    """Return the filters of a description, in order; they do not overlap."""
    found: list[Filter] = []
    for pattern, term in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < one.end and one.start < end for one in found):
                continue
            if said := term(match):
                found.append(Filter(said, start, end))
    return tuple(sorted(found, key=lambda one: one.start))


def filter_terms(text: str) -> str:
    """Return the filters of a description as a search."""
    return " ".join(one.term for one in find_filters(text))


def _written(match: re.Match[str]) -> str:
    return match[0] if is_filter(match[0]) else ""


def _shorter(match: re.Match[str]) -> str:
    return f"len<{match['number']}{_unit(match['unit'])}"


def _longer(match: re.Match[str]) -> str:
    return f"len>{match['number']}{_unit(match['unit'])}"


def _unit(said: str) -> str:
    low = said.lower()
    if low == "ms":
        return "ms"
    return "min" if low.startswith("m") else "s"


def _tempo(match: re.Match[str]) -> str:
    return f"bpm:{match['number']}"


def _key(match: re.Match[str]) -> str:
    mode = "m" if match["mode"].lower() in {"m", "min", "minor"} else ""
    accidental = {"sharp": "#", "flat": "b"}.get(match["accidental"] or "", match["accidental"])
    return f"key:{match['note'].upper()}{accidental or ''}{mode}"


def _channels(match: re.Match[str]) -> str:
    return f"ch:{match[0].lower()}"


_PATTERNS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r'(?<!\S)-?[A-Za-z]+(?::|<=|>=|<|>|=)(?:"[^"]*"|\S+?(?=,?(?:\s|$)))'), _written),
    (
        re.compile(
            rf"(?:(?:shorter|less) than|\bunder|\bbelow|<)\s*{_NUMBER}\s*{_UNIT}\b", re.IGNORECASE
        ),
        _shorter,
    ),
    (
        re.compile(
            rf"(?:(?:longer|more) than|\bover|\babove|>)\s*{_NUMBER}\s*{_UNIT}\b", re.IGNORECASE
        ),
        _longer,
    ),
    (re.compile(rf"(?:\b(?:at|around)\s+)?{_NUMBER}\s*bpm\b", re.IGNORECASE), _tempo),
    (
        re.compile(
            r"(?:\bin\s+)?\b(?P<note>[A-Ga-g])\s?(?P<accidental>#|b|sharp|flat)?"
            r"[\s-]?(?P<mode>minor|major|min|maj)\b"
        ),
        _key,
    ),
    (re.compile(r"\b(?:mono|stereo)\b", re.IGNORECASE), _channels),
)
"""Pattern, and the term of a match; the first ones win."""
