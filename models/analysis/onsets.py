"""Onset detection."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.analysis.rhythm import Strength
from models.waveform.onset.transients import Transients

LEAST = 1.0
"""Minimum mean increase in decibels of the bands of a long window at an onset.

Source: 0.97 of the transients of 250 loops put together of drums have it (`Kits`, seeds up to 250);
after the beginning of a steady tone there is less.
"""
NEAR = 3
"""Moments by which a long window may be early or late."""
HIDDEN = 0.13
"""Seconds in which the first onset masks later ones: a long window (0.093) plus the tolerance."""


def detect_onsets(
    mono: NDArray[np.float32], rate: int, strength: Strength, per_second: float
) -> NDArray[np.float32]:
    """Return the onsets in seconds; the start of the first sound counts.

    Two detectors must agree. The transients drawn in the waveform give the positions, from windows
    of 21 ms, but there each period of a tone under 47 Hz is an onset. Long windows reject those.

    Args:
        mono: float32 [frames], peak 1: the level of the file does not matter.
        rate: Hertz.
        strength: float [moments], mean increase of the bands in decibels.
        per_second: Moments per second.
    """
    transients = Transients(1, rate)
    transients.append(mono[np.newaxis])
    found = np.array(transients.finish(), np.float64) / rate
    at = np.rint(found * per_second).astype(np.intp)
    around = at[:, np.newaxis] + np.arange(-NEAR, NEAR + 1)
    louder = strength[np.clip(around, 0, len(strength) - 1)].max(axis=1)
    real = (louder >= LEAST) & (found > found[:1] + HIDDEN)
    real[:1] = True  # nothing precedes it
    return np.asarray(found[real], np.float32)
