"""Mapping of the kinds of labelled sounds to sempal's types."""

from __future__ import annotations

from models.types.sound_type import SoundType

TYPES: dict[str, SoundType] = {
    "kick": SoundType.KICK,
    "snare": SoundType.SNARE,
    "clap": SoundType.CLAP,
    "snap": SoundType.CLAP,
    "tom": SoundType.TOM,
    "bass": SoundType.BASS,
    **dict.fromkeys(("closed hat", "open hat"), SoundType.HAT),
    **dict.fromkeys(("ride", "crash"), SoundType.CYMBAL),
    **dict.fromkeys(("rim", "shaker", "cowbell", "wood", "hand drum"), SoundType.PERCUSSION),
    **dict.fromkeys(("pad", "stab", "lead"), SoundType.SYNTH),
    **dict.fromkeys(("piano", "keys", "guitar", "strings", "brass"), SoundType.INSTRUMENT),
    **dict.fromkeys(("reed", "wind", "organ", "bell"), SoundType.INSTRUMENT),
    **dict.fromkeys(("choir", "speech"), SoundType.VOCAL),
    **dict.fromkeys(("drum loop", "synth loop"), SoundType.LOOP),
    **dict.fromkeys(("explosion", "thunder", "water", "fire", "door", "engine"), SoundType.FX),
    **dict.fromkeys(("glass", "metal", "footstep", "creature", "laser", "impact"), SoundType.FX),
    **dict.fromkeys(("noise", "blip", "scratch", "ambience"), SoundType.FX),
}
"""Type by kind; music has none."""
