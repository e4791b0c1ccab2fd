"""Running maximum."""

from __future__ import annotations

import numpy as np

from models.waveform.reduction.pyramid import Floats


def running_max(values: Floats, count: int) -> Floats:
    """Return the maximum over a sliding window, by doubling.

    Args:
        values: float32 [n], at least `count`.
        count: Window length, 1 or more.

    Returns:
        float32 [n - count + 1]; element i is the maximum of `values[i : i + count]`.
    """
    covered = 1
    while covered < count:
        step = min(covered, count - covered)
        values = np.maximum(values[: len(values) - step], values[step:])
        covered += step
    return values
