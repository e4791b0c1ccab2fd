"""Sustained chords."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scripts.demo.sound.envelope import hold
from scripts.demo.sound.space import Stereo
from scripts.demo.sound.wave import noise, pitch, times


@dataclass(frozen=True, slots=True)
class Pad:
    """A chord of harmonics, each a narrow band of noise.

    Source: Paul Nasca, "PADsynth algorithm" (zynaddsubfx.sourceforge.io/doc/PADsynth).
    """

    notes: tuple[str, ...]
    seconds: float
    slope: float
    """Exponent of the harmonics' decay: 1 bright, 2 dark."""
    width: float
    """Bandwidth of each harmonic in cents: 10 clear, 60 a choir."""
    seed: int

    def __call__(self, rate: int) -> Stereo:
        """Return stereo frames."""
        moments = times(self.seconds, rate)
        hertz = np.fft.rfftfreq(len(moments), 1 / rate)
        amplitude = np.zeros_like(hertz)
        for note in self.notes:
            root = pitch(note)
            for number in range(1, int(min(0.4 * rate, 9000) / root) + 1):
                centre = root * number
                spread = centre * (2 ** (self.width / 1200) - 1) + 0.3
                bump = np.exp(-(((hertz - centre) / spread) ** 2)) / np.sqrt(spread)
                amplitude += bump / number**self.slope
        turns = (noise(len(hertz), self.seed + side) for side in (0, 1))
        sides = [
            np.fft.irfft(amplitude * np.exp(1j * np.pi * turn), len(moments)) for turn in turns
        ]
        return np.stack(sides) * hold(moments, self.seconds / 5, self.seconds / 3)
