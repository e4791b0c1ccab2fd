"""Playback settings that apply on any device."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.units import Decibels, Seconds

SHORTEST_FADE, LONGEST_FADE = Seconds(0.001), Seconds(0.1)
NORMALISED_PEAK = Decibels(-1.0)
"""Peak level of normalised samples, with headroom for sample rate conversion."""
MAX_GAIN = Decibels(24.0)
"""Maximum gain, so that near-silence and hiss are not amplified further."""


@dataclass(frozen=True, slots=True)
class PlaybackSettings:
    """The user's playback settings."""

    normalise: bool = False
    """Normalise every sample to the same peak."""
    fade: Seconds = Seconds(0.005)
    """Length of every fade: at a stop, a jump, a change of sample; at least `SHORTEST_FADE`."""
    mono: bool = False
    """Mono check: both channels play their mean, which reveals phase cancellation."""

    def gain_for(self, peak: float) -> float:
        """Return the linear gain of a sample.

        Args:
            peak: Its highest magnitude, 1 is full scale; 0 if silent or unknown.

        Returns:
            1 by default; less if it would clip; what normalisation asks for if on.
        """
        if not self.normalise or not peak:
            return 1 / max(1.0, peak)
        return float(min(10 ** (NORMALISED_PEAK / 20) / peak, 10 ** (MAX_GAIN / 20)))
