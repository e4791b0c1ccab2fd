"""Markers around silence, from the peaks of the picture."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.audio.span import Span
from models.audio.units import Decibels, Hertz, Seconds
from models.slices.grid import MOST
from models.slices.markers import Markers, make_markers
from models.waveform.reduction.pyramid import Level, Pyramid

BINS = 1 << 18
"""Bins looked at: some milliseconds of work. Of a long sample they are larger."""
QUIETEST = Decibels(-60.0)
"""A slice whose peak is below is silent."""


def level_for(pyramid: Pyramid) -> Level:
    """Return the finest level with at most `BINS` bins, else the coarsest."""
    return next((one for one in pyramid.levels if one.bins <= BINS), pyramid.levels[-1])


def around_silence(
    level: Level, frames: int, rate: Hertz, threshold: Decibels, shortest: Seconds
) -> Markers:
    """Return a marker at each end of each sound; between sounds is silence.

    A marker lies at a border of bins, always outside of the sound.

    Args:
        level: Peaks of the sample.
        frames: Length of the sample.
        rate: Hertz.
        threshold: Peaks below it are silent, relative to full scale.
        shortest: Silence that is shorter belongs to the sound around it.
    """
    loud = _peaks(level) >= _amplitude(threshold)
    edges = np.flatnonzero(np.diff(loud.astype(np.int8), prepend=0, append=0)) * level.size
    sounds = edges.reshape(-1, 2)
    if not len(sounds):
        return ()
    gaps = sounds[1:, 0] - sounds[:-1, 1] >= shortest * rate
    begins = sounds[np.concatenate([[sounds[0, 0] >= shortest * rate], gaps]), 0]
    ends = sounds[np.concatenate([gaps, [frames - sounds[-1, 1] >= shortest * rate]]), 1]
    return make_markers((int(one) for one in np.concatenate([begins, ends])), frames)[:MOST]


def is_silent(level: Level, span: Span) -> bool:
    """Return whether nothing in a span, widened to whole bins, reaches `QUIETEST`."""
    first, last = span.start // level.size, -(-span.end // level.size)
    peaks = np.maximum(np.abs(level.low[:, first:last]), np.abs(level.high[:, first:last]))
    return float(peaks.max(initial=0.0)) < _amplitude(QUIETEST)


def _peaks(level: Level) -> NDArray[np.float32]:
    peaks: NDArray[np.float32] = np.maximum(np.abs(level.low), np.abs(level.high)).max(0)
    return peaks


def _amplitude(decibels: float) -> float:
    return float(10.0 ** (decibels / 20))
