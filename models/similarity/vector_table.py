"""Embedding vectors of the library, for export."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class VectorTable:
    """All embedding vectors of the library."""

    model: str
    paths: tuple[bytes, ...]
    vectors: NDArray[np.float32] = field(default_factory=lambda: np.zeros((0, 0), np.float32))
    """float32 [samples, size], each of unit length."""
    reason: str = ""
