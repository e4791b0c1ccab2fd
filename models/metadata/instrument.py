"""How a sampler spreads the sound over keys: `inst` of WAV, `INST` of AIFF."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Instrument:
    """Keys and velocities are 0 to 127, middle C is 60."""

    note: int = 60
    """The key that plays it unchanged."""
    detune: int = 0
    """Cents by which playback is shifted, -50 to 50."""
    gain: int = 0
    """Decibels by which playback is louder, -128 to 127."""
    low_note: int = 0
    high_note: int = 127
    low_velocity: int = 1
    high_velocity: int = 127
