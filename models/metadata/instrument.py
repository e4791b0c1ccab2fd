"""Key mapping of a sampler: `inst` of WAV, `INST` of AIFF."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Instrument:
    """Key and velocity ranges, 0 to 127; middle C is 60."""

    note: int = 60
    """Key that plays the sound unshifted."""
    detune: int = 0
    """Playback shift in cents, -50 to 50."""
    gain: int = 0
    """Playback gain in decibels, -128 to 127."""
    low_note: int = 0
    high_note: int = 127
    low_velocity: int = 1
    high_velocity: int = 127
