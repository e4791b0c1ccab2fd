"""Which frames the columns of a spectrogram look at."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.waveform.view import View

Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class TimeWindow:
    """The middle of each column that shows some of the sample."""

    columns: NDArray[np.intp]
    """Their numbers in the view, rising."""
    centres: Places
    """int64, the frame in the middle of each; may lie just outside the sample."""


def time_window(view: View) -> TimeWindow:
    """Return where the columns of `view` look; those beside the sample look nowhere.

    A column's centre depends on its own number alone, so that a pan by whole
    pixels changes none.
    """
    numbers = np.arange(view.column, view.column + view.width, dtype=np.float64)
    begins = view.origin + numbers * view.spp
    ends = view.origin + (numbers + 1) * view.spp
    columns = np.flatnonzero((ends > 0) & (begins < view.frames))
    centres = np.floor(view.origin + (numbers[columns] + 0.5) * view.spp)
    return TimeWindow(columns, centres.astype(np.int64))
