"""Kinds that a corrected type of a sample tells."""

from __future__ import annotations

from collections.abc import Mapping

from models.types.sound_type import SoundType

KINDS: Mapping[SoundType, frozenset[str]] = {
    SoundType.KICK: frozenset({"kick"}),
    SoundType.SNARE: frozenset({"snare"}),
    SoundType.HAT: frozenset({"closed hat", "open hat"}),
    SoundType.CLAP: frozenset({"clap"}),
    SoundType.TOM: frozenset({"tom"}),
    SoundType.CYMBAL: frozenset({"crash", "ride"}),
    SoundType.BASS: frozenset({"bass"}),
    SoundType.VOCAL: frozenset({"speech", "singing"}),
    SoundType.LOOP: frozenset({"drum loop", "synth loop"}),
}
"""Kinds of each type; other types are wider than any kind."""


def types_of(kinds: frozenset[str]) -> tuple[SoundType, ...]:
    """Return the types that tell one of the kinds."""
    return tuple(kind for kind, told in KINDS.items() if told & kinds)
