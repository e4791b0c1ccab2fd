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
    problems: tuple[str, ...] = ()
    """Terms that are not understood, what and why, a line each."""
    answerable: bool = True
    """No term asks for what cannot be; else nothing answers, rather than everything."""
