"""Where the sounds within a sound begin."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.analysis.rhythm import Strength
from models.waveform.onset.transients import Transients

LEAST = 1.0
"""Decibels by which the bands of a long window get louder, in the mean, where a sound begins.

Source: 0.97 of the transients of 250 loops put together of drums have it (`Kits`, seeds up to 250);
after the beginning of a steady tone there is less.
"""
NEAR = 3
"""Moments by which a long window may notice it earlier or later."""
HIDDEN = 0.13
"""Seconds in which the beginning of the whole hides what comes after it: those of a long window
(0.093), and of the moments that are near."""


def detect_onsets(
    mono: NDArray[np.float32], rate: int, strength: Strength, per_second: float
) -> NDArray[np.float32]:
    """Return where sounds begin, in seconds; the first sound counts.

    Two have to agree. The transients that the picture shows tell where, by windows of 21 ms; in
    those each period of a tone under 47 Hz is a beginning. Long windows tell whether.

    Args:
        mono: float32 [frames], the loudest of them 1: how quiet a file was made changes nothing.
        rate: Hertz.
        strength: float [moments]: decibels by which the bands get louder in each, in the mean.
        per_second: Moments a second.
    """
    transients = Transients(1, rate)
    transients.append(mono[np.newaxis])
    found = np.array(transients.finish(), np.float64) / rate
    at = np.rint(found * per_second).astype(np.intp)
    around = at[:, np.newaxis] + np.arange(-NEAR, NEAR + 1)
    louder = strength[np.clip(around, 0, len(strength) - 1)].max(axis=1)
    real = (louder >= LEAST) & (found > found[:1] + HIDDEN)
    real[:1] = True  # nothing was before it
    return np.asarray(found[real], np.float32)
