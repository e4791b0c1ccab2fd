"""How loud each pitch is over time, for the spectrogram."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.audio.units import SampleId
from models.waveform.view import View

LOWEST = 20.0
"""Hertz at the lower edge of the picture: the lower end of hearing."""
FLOOR, CEILING = -96.0, 0.0
"""Decibels (full-scale sine is 0) that are drawn darkest and brightest."""


@dataclass(frozen=True, slots=True, eq=False)
class Spectrum:
    """The spectrogram of one view of one sample."""

    sample: SampleId
    view: View
    levels: NDArray[np.uint8]
    """[rows, columns]: 0 is `FLOOR` and 255 `CEILING`; the lowest pitch is row 0. Columns
    are the pixels of `view`; rows are steps of equal ratio from `LOWEST` to `highest`."""
    highest: float
    """Hertz at the upper edge: half the sample's rate."""
    complete: bool = True
    """Every column is measured; else the missing ones are dark, or as one near by."""
