"""Mel bands of a spectrum."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

LINEAR, KNEE = 200 / 3, 1000.0
"""Hertz per mel below the knee, and the knee; above it the scale is logarithmic."""
LOGARITHMIC = float(np.log(6.4)) / 27
"""Natural logarithm of the ratio of two frequencies one mel apart, above the knee."""


@dataclass(frozen=True, slots=True, eq=False)
class MelBands:
    """Triangular filters of equal area, from 0 Hz to half of the rate.

    Each bin lies between two corners: on the falling slope of one band and the rising slope of the
    next. So the bands are sums of neighbouring bins, a thirtieth of the work of a matrix product.

    Source: M. Slaney, "Auditory Toolbox", Interval Technical Report 1998-010; as
    `librosa.filters.mel` has it.
    """

    first: NDArray[np.intp]
    """int [bands + 1]: first bin between two corners."""
    rising: NDArray[np.float32]
    """float32 [bins]: weight in the band that begins at the corner below; 0 above the last."""
    falling: NDArray[np.float32]
    """float32 [bins]: weight in the band that ends at the corner above; 0 below the first."""

    def sums(self, power: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the power in each band: float32 [moments, bands].

        Args:
            power: float32 [moments, bins].
        """
        rising = np.add.reduceat(power * self.rising, self.first[:-1], axis=1)
        falling = np.add.reduceat(power * self.falling, self.first[1:], axis=1)
        return rising + falling


@cache
def mel_bands(rate: int, size: int, bands: int) -> MelBands:
    """Return the filters for a rate in Hertz, an FFT size in frames, and a number of bands."""
    highest = KNEE / LINEAR + np.log(rate / 2 / KNEE) / LOGARITHMIC
    corners = _hertz(np.linspace(0.0, highest, bands + 2))
    width, area = np.diff(corners), 2.0 / (corners[2:] - corners[:-2])
    hertz = np.fft.rfftfreq(size, 1.0 / rate)
    place = np.clip(np.searchsorted(corners, hertz, side="right") - 1, 0, bands)
    rising = (hertz - corners[place]) / width[place] * np.append(area, 0.0)[place]
    falling = (corners[place + 1] - hertz) / width[place] * np.append(0.0, area)[place]
    first = np.searchsorted(place, np.arange(bands + 1))
    return MelBands(first, rising.astype(np.float32), falling.astype(np.float32))


def _hertz(mels: NDArray[np.float64]) -> NDArray[np.float64]:
    knee = KNEE / LINEAR
    above = KNEE * np.exp(LOGARITHMIC * (mels - knee))
    return np.where(mels >= knee, above, LINEAR * mels)
