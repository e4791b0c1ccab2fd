"""Weighted mean and standard deviation over time."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


def weighted_moments(values: Floats, weight: Floats) -> tuple[Floats, Floats]:
    """Return the weighted mean and standard deviation over time.

    Args:
        values: float32 [windows, quantities].
        weight: float32 [windows], summing to 1.

    Returns:
        Two arrays of float32 [quantities].
    """
    mean = weight @ values
    spread = np.sqrt(np.maximum(0, weight @ (values - mean) ** 2))
    return mean, spread
