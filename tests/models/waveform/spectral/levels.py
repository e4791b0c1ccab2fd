"""Levels of a whole sound in memory, computed in batches as from a file."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.waveform.reduction.pyramid import Floats
from models.waveform.spectral.analysis import analysis
from models.waveform.spectral.row import ROWS
from models.waveform.spectral.time_window import time_window
from models.waveform.spectrum import CEILING, FLOOR, LOWEST
from models.waveform.view import View

RATE = 48_000


def levels(samples: Floats, view: View, rate: int = RATE, batch: int = 64) -> NDArray[np.uint8]:
    how, where = analysis(rate), time_window(view)
    found = np.zeros((ROWS, view.width), np.uint8)
    for first in range(0, len(where.columns), batch):
        centres = where.centres[first : first + batch]
        begin, end = int(centres[0]) - how.reach, int(centres[-1]) + how.reach
        left, right = max(0, begin), max(0, min(samples.shape[1], end))
        beside = (left - begin, end - max(left, right))
        frames = np.pad(samples[:, left : max(left, right)], ((0, 0), beside))
        columns = where.columns[first : first + batch]
        found[:, columns] = how.levels(frames, begin, centres)
    return found


def decibels(level: float) -> float:
    return FLOOR + level / 255 * (CEILING - FLOOR)


def row_of(pitch: float, rate: int = RATE) -> float:
    """Return the row centred on `pitch`."""
    return ROWS * float(np.log(pitch / LOWEST) / np.log(rate / 2 / LOWEST)) - 0.5


def loudest(column: NDArray[np.uint8]) -> float:
    """Return the centre of the rows at the highest level: low frequencies span several."""
    return float(np.flatnonzero(column == column.max()).mean())
