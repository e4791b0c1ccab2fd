"""Labels of sound types."""

from __future__ import annotations

from models.types.sound_type import SoundType

TYPES = {kind: kind.value for kind in SoundType}
"""As accepted by `type:` in a search."""
SHORT_TYPES = {**TYPES, SoundType.PERCUSSION: "perc", SoundType.INSTRUMENT: "instr"}
"""Short enough for a chip."""


def mark_guess(name: str) -> str:
    """Mark a type of low confidence: `cymbal?`."""
    return f"{name}?"
