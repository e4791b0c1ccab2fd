"""What is known of a sample for cutting it, from its blocks."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.audio.units import Hertz
from models.slices.cut import Material
from models.slices.silence import level_for
from models.waveform.onset.transients import Transients
from models.waveform.reduction.pyramid_builder import PyramidBuilder

USUAL_TEMPO = 120.0
"""Beats per minute of a sample whose tempo is not known."""


class MaterialBuilder:
    """Collects peaks and onsets of a sample, as the window does for its picture."""

    def __init__(self, channels: int, frames: int, rate: int) -> None:
        self._peaks, self._onsets = PyramidBuilder(channels, frames), Transients(channels, rate)
        self._rate, self._frames = Hertz(rate), 0

    def append(self, block: NDArray[np.float32]) -> None:
        """Add the next block: float32 [frames, channels]."""
        planar = np.ascontiguousarray(block.T, np.float32)
        self._peaks.append(planar)
        self._onsets.append(planar)
        self._frames += len(block)

    def finish(self, tempo: float | None) -> Material:
        """Return what is known; `tempo` in beats per minute."""
        self._peaks.finish()
        found = self._onsets.finish_onsets()
        return Material(
            self._frames,
            self._rate,
            level_for(self._peaks.snapshot()),
            tempo or USUAL_TEMPO,
            [one.frame for one in found],
            [one.strength for one in found],
        )
