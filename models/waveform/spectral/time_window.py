"""The frames at which spectrogram columns are centred."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.waveform.view import View

Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class TimeWindow:
    """The centres of the columns that overlap the sample."""

    columns: NDArray[np.intp]
    """Indices of the columns in the view, ascending."""
    centres: Places
    """int64, centre frame of each; may lie just outside the sample."""


def time_window(view: View) -> TimeWindow:
    """Return the centres of the columns of `view` that overlap the sample.

    A centre depends only on its column's number, so that a pan by whole pixels changes none.
    """
    numbers = np.arange(view.column, view.column + view.width, dtype=np.float64)
    begins = view.origin + numbers * view.spp
    ends = view.origin + (numbers + 1) * view.spp
    columns = np.flatnonzero((ends > 0) & (begins < view.frames))
    centres = np.floor(view.origin + (numbers[columns] + 0.5) * view.spp)
    return TimeWindow(columns, centres.astype(np.int64))
