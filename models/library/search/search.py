"""A search, understood."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from models.analysis.key import Key
from models.library.tag import Tag
from models.types.sound_type import SoundType


class Property(Enum):
    """What a term can ask about; the value is the word before the `:`."""

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
    """How many sounds begin in it."""


class State(Enum):
    """What `is:` can ask for."""

    MISSING = "missing"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Range:
    """Numbers from `low` to `high`; `None`: no end on that side."""

    low: float | None = None
    high: float | None = None
    open: bool = False
    """The ends themselves are left out."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One term about a property."""

    property: Property
    value: str | Range | Tag | State | SoundType | Key
    """Text is folded for searching."""
    negated: bool = False


class ProblemKind(Enum):
    """Why a term means nothing."""

    UNKNOWN_FILTER = "unknown filter"
    """`value` is what stands before the sign."""
    NO_VALUE = "no value"
    """It is still to be typed."""
    NOT_COMPARABLE = "not comparable"
    NOT_A_NUMBER = "not a number"
    NOT_A_MARK = "not a mark"
    NOT_A_STATE = "not a state"
    NOT_A_TYPE = "not a type"
    NOT_A_KEY = "not a key"


@dataclass(frozen=True, slots=True)
class TermProblem:
    """A term that is not understood."""

    kind: ProblemKind
    term: str
    """As it was typed."""
    asked: Property | None = None
    """`None`: there is no such filter."""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Search:
    """All terms must hold at once."""

    words: tuple[str, ...] = ()
    """Folded; each must occur in the path below the root."""
    without: tuple[str, ...] = ()
    """Folded; none may occur there."""
    fuzzy: tuple[str, ...] = ()
    """Folded; something like each must occur there."""
    conditions: tuple[Condition, ...] = ()
    problems: tuple[TermProblem, ...] = ()
    """Terms that are not understood."""
    answerable: bool = True
    """No term asks for what cannot be; else nothing answers, rather than everything."""
