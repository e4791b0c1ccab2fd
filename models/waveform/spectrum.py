"""The spectrogram of a view."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.audio.units import SampleId
from models.waveform.view import View

LOWEST = 20.0
"""Lowest frequency shown, in Hz: the lower limit of hearing."""
FLOOR, CEILING = -96.0, 0.0
"""Levels in dB (0 is a full-scale sine) at the darkest and brightest colour."""


@dataclass(frozen=True, slots=True, eq=False)
class Spectrum:
    """The spectrogram of one view of one sample."""

    sample: SampleId
    view: View
    levels: NDArray[np.uint8]
    """[rows, columns]: 0 is `FLOOR`, 255 is `CEILING`; row 0 is the lowest frequency. Columns
    are the pixels of `view`; rows are log-spaced from `LOWEST` to `highest`."""
    highest: float
    """Highest frequency shown, in Hz: half the sample rate."""
    complete: bool = True
    """Every column is computed; otherwise missing ones are dark, or copies of a neighbour."""
