"""Keys and notes, and their notation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

CLASSES = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")
"""Pitch class names, by semitones above C."""
SEMITONES = len(CLASSES)
_LETTERS = {"c": 0, "d": 2, "e": 4, "f": 5, "g": 7, "a": 9, "b": 11}
_SIGNS = {"": 0, "#": 1, "♯": 1, "b": -1, "♭": -1}
_WRITTEN = re.compile(
    r"(?P<letter>[a-g])(?P<sign>[#♯b♭]?)[ _-]?(?P<mode>m|min|minor|maj|major)?", re.IGNORECASE
)


_CAMELOT = re.compile(r"(?P<number>1[0-2]|[1-9])(?P<side>[ab])", re.IGNORECASE)
_FIFTH = 7
"""Semitones."""


class Mode(Enum):
    """Mode of a key; the value is its notation."""

    NOTE = ""
    """A single pitch."""
    MAJOR = "maj"
    MINOR = "min"


@dataclass(frozen=True, slots=True)
class Key:
    """A key or a single note."""

    root: int
    """Semitones above C, 0 to 11."""
    mode: Mode = Mode.NOTE

    @property
    def name(self) -> str:
        """Notation for storage and search: `F# min`, `A`."""
        return f"{CLASSES[self.root]} {self.mode.value}".rstrip()

    @property
    def shown(self) -> str:
        """Notation for display: `F♯ min`."""
        return self.name.replace("#", "♯")


def parse_key(written: str) -> Key | None:
    """Parse a key such as `F#`, `Bb maj`, `am`, `C♯ minor`, `8A`; `None` if it is not one.

    A lone capital `M` does not mean major: users may mean minor by it.
    """
    if code := _CAMELOT.fullmatch(written.strip()):
        return _of_camelot(int(code["number"]), code["side"].upper())
    match = _WRITTEN.fullmatch(written.strip())
    if match is None:
        return None
    root = (_LETTERS[match["letter"].lower()] + _SIGNS[match["sign"].lower()]) % SEMITONES
    mode = (match["mode"] or "").lower()
    if not mode:
        return Key(root)
    return Key(root, Mode.MAJOR if mode.startswith("maj") else Mode.MINOR)


def _of_camelot(number: int, side: str) -> Key:
    """Return the key of a Camelot code: 8B is C major, each step a fifth up.

    Source: Mark Davis, Camelot Sound: the circle of fifths as a clock, minor keys (A) inside.
    """
    major = _FIFTH * (number - 8) % SEMITONES
    return Key(major, Mode.MAJOR) if side == "B" else Key((major + 9) % SEMITONES, Mode.MINOR)
