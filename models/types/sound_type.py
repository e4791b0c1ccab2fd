"""The kinds of sound that are told apart."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from models.audio.units import SampleId

SURE = 0.5
"""Confidence from which a type is more likely right than wrong; below it is shown as a guess."""


class SoundType(Enum):
    """What a one-shot is; the value is stored, and typed after `type:`."""

    KICK = "kick"
    SNARE = "snare"
    HAT = "hat"
    CLAP = "clap"
    PERCUSSION = "percussion"
    """Rims, shakers, bells without pitch, drums played by hand, wood."""
    TOM = "tom"
    CYMBAL = "cymbal"
    BASS = "bass"
    SYNTH = "synth"
    INSTRUMENT = "instrument"
    """Pitched and not synthetic: keys, strings, wind, guitar."""
    VOCAL = "vocal"
    FX = "fx"
    LOOP = "loop"
    """No one-shot at all: several sounds in a row, to be repeated."""


@dataclass(frozen=True, slots=True)
class Detected:
    """What a sample was taken for."""

    sample: SampleId
    token: bytes
    """Of the content that was heard."""
    type: SoundType
    confidence: float
    """0 to 1: of so many sounds of packs never heard before, such a verdict is right."""
