"""Tempo of a steady pulse, measured over the whole length of a sound."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

HARMONICS = (1, 2, 4)
"""Beats, eighths and sixteenths; swing moves what is between, but repeats with the beat."""
REACH = 0.02
"""Relative deviation corrected: `metre_score` tolerates two moments in a beat and more."""
FINE = 1e-4
"""Relative step of tried tempi."""
FINER = 8
"""Factor of zero padding, so that values between those of the spectrum are interpolated."""
EQUAL = 0.9
"""Share of the highest power from which a named tempo is the one.

It is left 0.05 % beside the peak of a minute, 0.3 % beside that of 8 s.
"""
OFF = 0.012
"""Relative deviation allowed of a named tempo, as in `models.analysis.tempo`."""
OCTAVES = (1.0, 0.5, 2.0)


class Pulse:
    """Power of pulses in onset strength, by their tempo.

    Source: the Fourier tempogram of Grosche and Müller, Extracting predominant local pulse
    information from music recordings (2011), of the whole sound and with harmonics.
    """

    def __init__(self, strength: NDArray[np.floating[Any]], per_second: float) -> None:
        """Take float [moments], onset strength, and the number of moments per second."""
        moved = np.asarray(strength, np.float64) - strength.mean()
        size = 1 << (FINER * len(moved) - 1).bit_length()
        self._power = np.square(np.abs(np.fft.rfft(moved, size)))
        self._bins = np.arange(len(self._power))
        self._per_bpm = size / per_second / 60

    def powers(self, tempi: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the power at each tempo in beats per minute: float64 [count]."""
        at = [
            np.interp(tempi * (times * self._per_bpm), self._bins, self._power)
            for times in HARMONICS
        ]
        return np.asarray(np.sum(at, axis=0), np.float64)

    def refine(self, bpm: float, named: tuple[float, ...] = ()) -> float:
        """Return the tempo near `bpm` whose pulse is the strongest.

        Args:
            bpm: Tempo known to within `REACH`.
            named: Tempi that the name says, which are taken if the sound does not contradict.
        """
        tempi = bpm * (1 + np.arange(-REACH, REACH + FINE / 2, FINE))
        powers = self.powers(tempi)
        best = float(tempi[int(powers.argmax())])
        said = np.array([one * times for one in named for times in OCTAVES], np.float64)
        said = said[np.abs(said / best - 1) <= OFF]
        if said.size:
            there = self.powers(said)
            if there.max() >= EQUAL * powers.max():
                return float(said[int(there.argmax())])
        return best
