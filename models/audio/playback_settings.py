"""How samples are made to sound, on any device."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.units import Decibels, Seconds

SHORTEST_FADE, LONGEST_FADE = Seconds(0.001), Seconds(0.1)
LOUD = Decibels(-1.0)
"""The peak that samples are brought to: some room for what comes after a conversion."""
MOST = Decibels(24.0)
"""Silence and hiss are raised no further."""


@dataclass(frozen=True, slots=True)
class PlaybackSettings:
    """What a person chose about it."""

    normalise: bool = False
    """Bring every sample to the same peak."""
    fade: Seconds = Seconds(0.005)
    """Length of every fade: at a stop, a jump, a change of sample; `SHORTEST_FADE` at least."""
    mono: bool = False
    """Both sides sound like the mean of the two: a check for what cancels out."""

    def level(self, peak: float) -> float:
        """Return what to multiply a sample by.

        Args:
            peak: Its highest magnitude, 1 is full scale; 0 if it is silent or not known.

        Returns:
            1 as a rule; less for what would clip, and what `normalise` asks for.
        """
        if not self.normalise or not peak:
            return 1 / max(1.0, peak)
        return float(min(10 ** (LOUD / 20) / peak, 10 ** (MOST / 20)))
