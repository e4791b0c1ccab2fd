"""Vectors of length 1."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""float32 [sounds, numbers], each of length 1."""


def unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return vectors of length 1 in the same directions.

    Args:
        vectors: float32 [..., numbers]; finite; one of zeros goes along the first axis.
    """
    largest = np.abs(vectors).max(-1, keepdims=True)
    nothing = largest == 0
    # Squares of very large or small numbers are none; these are about 1.
    scaled = np.where(nothing, np.eye(1, vectors.shape[-1])[0], vectors / (largest + nothing))
    found: Vectors = (scaled / np.linalg.norm(scaled, axis=-1, keepdims=True)).astype(np.float32)
    return found
