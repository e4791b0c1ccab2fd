"""Points inside a lasso."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def points_inside(points: NDArray[np.float32], outline: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Return for each point whether it lies inside, by the even-odd rule.

    Args:
        points: float32 [points, 2].
        outline: float32 [corners, 2]; the last is joined to the first.

    Source: the even-odd rule, M. Shimrat, "Algorithm 112: Position of point relative to polygon",
    1962.
    """
    odd = np.zeros(len(points), bool)
    x, y = points[:, 0], points[:, 1]
    for (left, low), (right, high) in zip(outline, np.roll(outline, -1, 0), strict=True):
        if low == high:
            continue
        crosses = (low > y) != (high > y)
        odd ^= crosses & (x < left + (y - low) / (high - low) * (right - left))
    return odd
