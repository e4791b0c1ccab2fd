"""Values that are no number (NaN) or infinite are silence: one rule for all that opens a sound."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def silence_nonfinite(values: NDArray[Any]) -> int:
    """Replace in place each value that is no finite number by 0; return how many there were.

    A file of floats may hold anything. One broken value must neither refuse a sound that can be
    played, nor spread through a filter over all that follows it.

    Args:
        values: float32 or float64 of any shape, writable.
    """
    finite = np.isfinite(values)
    if finite.all():
        return 0
    values[~finite] = 0.0
    return int(values.size - finite.sum())
