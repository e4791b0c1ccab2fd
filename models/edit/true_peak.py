"""True peak: the highest level between the stored values."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_PHASES = np.array(
    [
        [0.0017089843750, 0.0109863281250, -0.0196533203125, 0.0332031250000,
         -0.0594482421875, 0.1373291015625, 0.9721679687500, -0.1022949218750,
         0.0476074218750, -0.0266113281250, 0.0148925781250, -0.0083007812500],
        [-0.0291748046875, 0.0292968750000, -0.0517578125000, 0.0891113281250,
         -0.1665039062500, 0.4650878906250, 0.7797851562500, -0.2003173828125,
         0.1015625000000, -0.0582275390625, 0.0330810546875, -0.0189208984375],
    ]
)  # fmt: skip
"""Two of the four phases; the others are these backwards.

Source: Recommendation ITU-R BS.1770-4, annex 2, table of the interpolating filter.
"""
_TAPS = _PHASES.shape[1]


class TruePeak:
    """Meter that is given a sound block by block."""

    def __init__(self, channels: int) -> None:
        self._before = np.zeros((_TAPS - 1, channels))
        self.value = 0.0
        """Highest absolute value so far, linear; never below that of the stored values."""

    def add(self, block: NDArray[np.float64]) -> None:
        """Measure the next block: float64 [frames, channels]."""
        if not len(block):
            return
        values = np.concatenate([self._before, block])
        self._before = values[-(_TAPS - 1) :]
        self.value = max(self.value, float(np.abs(block).max()))
        for taps in (*_PHASES, *(phase[::-1] for phase in _PHASES)):
            for channel in values.T:
                between = np.convolve(channel, taps, "valid")
                self.value = max(self.value, float(np.abs(between).max()))

    def finish(self) -> float:
        """Return the true peak of all, with the silence that follows."""
        self.add(np.zeros((_TAPS - 1, self._before.shape[1])))
        return self.value
