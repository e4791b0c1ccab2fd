"""Replacement of non-finite values (NaN, infinity) by silence, for all readers of sound files."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def silence_nonfinite(values: NDArray[Any]) -> int:
    """Replace non-finite values by 0, in place; return how many there were.

    Float files may hold anything. One broken value must neither reject a playable sound, nor spread
    through a filter into everything after it.

    Args:
        values: float32 or float64 of any shape, writable.
    """
    finite = np.isfinite(values)
    if finite.all():
        return 0
    values[~finite] = 0.0
    return int(values.size - finite.sum())
