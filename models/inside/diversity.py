"""Choose the windows that are most different from each other."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.embedding.space.unit_vector import Vectors


def most_different(vectors: Vectors, count: int) -> NDArray[np.intp]:
    """Return the rows of the most different vectors, ascending; all of them if they are few.

    The first vector, then always the one that is least similar to those chosen. Source:
    T. Gonzalez, "Clustering to minimize the maximum intercluster distance", 1985.

    Args:
        vectors: float32 [windows, size], unit length.
        count: How many to choose, 1 or more.
    """
    if len(vectors) <= count:
        return np.arange(len(vectors))
    chosen = [0]
    nearest = vectors @ vectors[0]
    while len(chosen) < count:
        nearest[chosen[-1]] = np.inf  # never again
        chosen.append(int(np.argmin(nearest)))
        np.maximum(nearest, vectors @ vectors[chosen[-1]], out=nearest)
    return np.array(sorted(chosen), np.intp)
