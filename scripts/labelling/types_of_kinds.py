"""Mapping of the kinds of labelled sounds to sempal's types."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

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
"""Type by kind of `scripts/bench quality`; music has none."""
GROUPS = {
    "drum": SoundType.PERCUSSION,
    "loop": SoundType.LOOP,
    "pitched": SoundType.INSTRUMENT,
    "voice": SoundType.VOCAL,
    **dict.fromkeys(("animal", "nature", "fx"), SoundType.FX),
}
"""Type by group of the thesaurus, of its other kinds."""
OTHERS = {"pluck": SoundType.SYNTH}
"""Type of kinds unlike the others of their group."""


def type_of(kinds: Iterable[str], groups: Mapping[str, str]) -> SoundType | None:
    """Return the type of a sound of some kinds; `None`: they are of several types."""
    found = {TYPES.get(one) or OTHERS.get(one) or GROUPS[groups[one]] for one in kinds}
    return found.pop() if len(found) == 1 else None
