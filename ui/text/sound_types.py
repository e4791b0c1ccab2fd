"""What the types of sounds are called."""

from __future__ import annotations

from models.types.sound_type import SoundType

TYPES = {kind: kind.value for kind in SoundType}
"""As `type:` in a search takes them."""
SHORT_TYPES = {**TYPES, SoundType.PERCUSSION: "perc", SoundType.INSTRUMENT: "instr"}
"""As they fit into a chip."""


def guess(name: str) -> str:
    """Return a type that is less likely right than wrong: `cymbal?`."""
    return f"{name}?"
