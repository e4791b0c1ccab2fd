"""Columns of the samples of a chunk, to compare all their values at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from models.library.search.search import Range

Row = tuple[int, float, int, int, str]
"""Offset in the chunk, length in seconds, sample rate in hertz, channels, format."""
_HIGHEST = 2**31 - 1


@dataclass(frozen=True, slots=True, eq=False)
class ColumnChunk:
    """Values by sample; all arrays are of the same length."""

    offsets: NDArray[np.uint16]
    lengths: NDArray[np.float64]
    rates: NDArray[np.int32]
    channels: NDArray[np.int32]
    codes: NDArray[np.uint16]
    """Rows of `formats`."""
    formats: tuple[str, ...]

    @classmethod
    def build(cls, rows: Sequence[Row]) -> Self:
        """Return the columns of these rows."""
        formats = {one: code for code, one in enumerate(sorted({row[4] for row in rows}))}
        whole = np.clip(np.array([row[2:4] for row in rows], np.int64).reshape(-1, 2), 0, _HIGHEST)
        return cls(
            np.array([row[0] for row in rows], np.uint16),
            np.array([row[1] for row in rows], np.float64),
            whole[:, 0].astype(np.int32),
            whole[:, 1].astype(np.int32),
            np.array([formats[row[4]] for row in rows], np.uint16),
            tuple(formats),
        )


def are_in_range(
    values: NDArray[np.floating] | NDArray[np.signedinteger], wanted: Range
) -> NDArray[np.bool_]:
    """Return for each value whether it is within a range."""
    met = np.ones(len(values), np.bool_)
    if wanted.low is not None:
        met &= values > wanted.low if wanted.open else values >= wanted.low
    if wanted.high is not None:
        met &= values < wanted.high if wanted.open else values <= wanted.high
    return met
