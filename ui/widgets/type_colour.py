"""Colours and labels of sound types."""

from __future__ import annotations

from models.types.sound_type import SURE, SoundType
from ui.text.sound_types import SHORT_TYPES, mark_guess
from ui.theme import PALETTE, Colour, colour

SHADES: dict[SoundType, Colour] = {
    SoundType.KICK: colour("#F48285"),
    SoundType.SNARE: colour("#FFB454"),
    SoundType.HAT: colour("#6CC7FF"),
    SoundType.CLAP: colour("#F29FC4"),
    SoundType.PERCUSSION: colour("#7BD88F"),
    SoundType.BASS: colour("#C08BFF"),
    SoundType.SYNTH: colour("#4FD6BE"),
    SoundType.FX: colour("#B5A2F5"),
    SoundType.TOM: colour("#E59866"),
    SoundType.CYMBAL: colour("#FFD8A0"),
    SoundType.LOOP: colour("#8FB3FF"),
    SoundType.INSTRUMENT: colour("#A5D6A7"),
    SoundType.VOCAL: colour("#FFD54F"),
}
UNKNOWN = PALETTE.second


def _paled(shade: Colour) -> Colour:
    """Return a colour halfway to that of secondary text: paler, and as readable."""
    red, green, blue = ((one + two) / 2 for one, two in zip(shade[:3], UNKNOWN[:3], strict=True))
    return (red, green, blue, 1.0)


GUESSED: dict[SoundType, Colour] = {kind: _paled(shade) for kind, shade in SHADES.items()}
"""Colours of types that are not certain, and of rejected samples."""


def words(kind: SoundType) -> str:
    """Return the short label of a type."""
    return SHORT_TYPES[kind]


def type_label(name: str, confidence: float) -> str:
    """Return the label of a type, with a question mark below `SURE` confidence: `cymbal?`.

    Args:
        name: Label of the type.
        confidence: In [0, 1].
    """
    return name if confidence >= SURE else mark_guess(name)
