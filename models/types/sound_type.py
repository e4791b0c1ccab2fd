"""Sound types."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from models.audio.units import SampleId

SURE = 0.5
"""Confidence from which a type is more likely right than wrong; lower ones are shown as guesses."""


class SoundType(Enum):
    """Type of a sound; the value is stored, and typed after `type:`."""

    KICK = "kick"
    SNARE = "snare"
    HAT = "hat"
    CLAP = "clap"
    PERCUSSION = "percussion"
    """Rims, shakers, unpitched bells, hand drums, wood."""
    TOM = "tom"
    CYMBAL = "cymbal"
    BASS = "bass"
    SYNTH = "synth"
    INSTRUMENT = "instrument"
    """Pitched and not synthetic: keys, strings, wind, guitar."""
    VOCAL = "vocal"
    FX = "fx"
    LOOP = "loop"
    """Not a one-shot: several sounds in a row, to be repeated."""


@dataclass(frozen=True, slots=True)
class Detected:
    """Detected type of a sample."""

    sample: SampleId
    token: bytes
    """Content that was classified."""
    type: SoundType
    confidence: float
    """0 to 1: probability of being right, measured on unseen packs."""
