"""Unit vectors."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""float32 [sounds, numbers], each of unit length."""


def unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Normalise vectors to unit length.

    Args:
        vectors: float32 [..., numbers]; finite; the zero vector maps to the first axis.
    """
    largest = np.abs(vectors).max(-1, keepdims=True)
    nothing = largest == 0
    # Squares of very large or small numbers over- or underflow; scale to about 1 first.
    scaled = np.where(nothing, np.eye(1, vectors.shape[-1])[0], vectors / (largest + nothing))
    found: Vectors = (scaled / np.linalg.norm(scaled, axis=-1, keepdims=True)).astype(np.float32)
    return found
