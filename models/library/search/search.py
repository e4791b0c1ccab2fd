"""Parsed search."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from models.analysis.key import Key
from models.library.tag import Tag
from models.types.sound_type import SoundType


class Property(Enum):
    """Properties that a term can test; the value is the word before the `:`."""

    TAG = "tag"
    NAME = "name"
    FOLDER = "folder"
    FORMAT = "format"
    COLLECTION = "in"
    LENGTH = "len"
    """Seconds."""
    RATE = "rate"
    """Hertz."""
    CHANNELS = "ch"
    STATE = "is"
    TYPE = "type"
    TEMPO = "bpm"
    KEY = "key"
    LOUDNESS = "loudness"
    """LUFS."""
    ONSETS = "onsets"
    """Number of onsets."""


class State(Enum):
    """Values of `is:`."""

    MISSING = "missing"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Range:
    """Interval from `low` to `high`; `None`: unbounded."""

    low: float | None = None
    high: float | None = None
    open: bool = False
    """The bounds themselves are excluded."""


BETWEEN = ","
"""Between several values of one term, of which any may match."""
Value = Tag | State | SoundType | Key
"""A value out of a fixed set."""


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Several values of a fixed set; any of them matches."""

    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """One property term."""

    property: Property
    value: str | Range | Value | AnyOf
    """Strings are search-folded."""
    negated: bool = False


class ProblemKind(Enum):
    """Why a term is invalid."""

    UNKNOWN_FILTER = "unknown filter"
    """`value` is the text before the operator."""
    NO_VALUE = "no value"
    """The value is not typed yet."""
    NOT_COMPARABLE = "not comparable"
    NOT_A_NUMBER = "not a number"
    NOT_A_MARK = "not a mark"
    NOT_A_STATE = "not a state"
    NOT_A_TYPE = "not a type"
    NOT_A_KEY = "not a key"


@dataclass(frozen=True, slots=True)
class TermProblem:
    """An invalid term."""

    kind: ProblemKind
    term: str
    """As typed."""
    asked: Property | None = None
    """`None`: unknown filter."""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Search:
    """Conjunction of terms."""

    words: tuple[str, ...] = ()
    """Folded; each must occur in the path relative to the root."""
    without: tuple[str, ...] = ()
    """Folded; none may occur there."""
    fuzzy: tuple[str, ...] = ()
    """Folded; a similar word must occur there for each."""
    conditions: tuple[Condition, ...] = ()
    problems: tuple[TermProblem, ...] = ()
    """Invalid terms."""
    answerable: bool = True
    """False if an invalid term makes the search match nothing, rather than everything."""
