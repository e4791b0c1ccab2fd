"""The highest of neighbouring values."""

from __future__ import annotations

import numpy as np

from models.waveform.reduction.pyramid import Floats


def running_max(values: Floats, count: int) -> Floats:
    """Return the highest of each `count` neighbours, by doubling: quicker than one by one.

    Args:
        values: float32 [n], at least `count`.
        count: 1 or more.

    Returns:
        float32 [n - count + 1]; number i is the highest of `values[i : i + count]`.
    """
    covered = 1
    while covered < count:
        step = min(covered, count - covered)
        values = np.maximum(values[: len(values) - step], values[step:])
        covered += step
    return values
