"""Zero-padding in time."""

from __future__ import annotations

from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

Number = TypeVar("Number", bound=np.number[Any])


def pad_zeros(values: NDArray[Number], before: int = 0, after: int = 0) -> NDArray[Number]:
    """Pad with zeros in time; six times faster than `numpy.pad`.

    Args:
        values: [moments, ...], of any type.
        before: Zeros to prepend, 0 or more.
        after: Zeros to append, 0 or more.

    Returns:
        [before + moments + after, ...].
    """
    found = np.zeros((before + len(values) + after, *values.shape[1:]), values.dtype)
    found[before : before + len(values)] = values
    return found
