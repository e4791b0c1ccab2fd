"""A signal reduced to extremes and energy, in steps of ever larger bins."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

BASE = 64
"""Frames in a bin of the finest level."""
LONG_BASE = 256
"""The same for sounds beyond `LONG` frames: a quarter of the memory."""
LONG = 3600 * 48_000
FACTOR = 4
"""Bins of one level in a bin of the next."""
COARSEST = 1024
"""A level of no more bins needs none above it: a screen shows more columns."""


@dataclass(frozen=True, slots=True, eq=False)
class Level:
    """Bins of `size` frames each; the last one may be shorter."""

    size: int
    low: Floats
    """float32 [channels, bins]: least value, read-only."""
    high: Floats
    """float32 [channels, bins]: greatest value, read-only."""
    energy: Floats
    """float32 [channels, bins]: sum of squares, read-only."""

    @property
    def bins(self) -> int:
        """How many bins there are."""
        return int(self.low.shape[1])


@dataclass(frozen=True, slots=True, eq=False)
class Pyramid:
    """What is decoded so far, finest level first."""

    frames: int
    """Frames reduced; whole bins of the finest level until the sound is complete."""
    levels: tuple[Level, ...]
    """At least one; each bin of one holds four of the one before."""

    def level(self, largest: float) -> Level:
        """Return the coarsest level with bins of at most `largest` frames, else the finest."""
        fitting = [level for level in self.levels if level.size <= largest]
        return fitting[-1] if fitting else self.levels[0]


def base_for(frames: int) -> int:
    """Return how many frames the finest bins of a sound of that length hold."""
    return LONG_BASE if frames > LONG else BASE


def reduce_level(samples: Floats, size: int) -> Level:
    """Return the level of `size` frames a bin; the last bin may be shorter.

    Args:
        samples: float32 [channels, frames], one frame at least.
        size: Frames in a bin.
    """
    starts = np.arange(0, samples.shape[1], size)
    whole = samples.shape[1] // size
    energy = np.empty((samples.shape[0], len(starts)), np.float32)
    bins = samples[:, : whole * size].reshape(samples.shape[0], whole, size)
    # einsum, not matmul: BLAS threads stall when the other core is busy.
    np.einsum("cbk,cbk->cb", bins, bins, out=energy[:, :whole])
    rest = samples[:, whole * size :]
    energy[:, whole:] = np.einsum("ck,ck->c", rest, rest)[:, None]
    # reduceat, not min over the last axis: twice as quick for bins of 64.
    low = np.minimum.reduceat(samples, starts, 1)
    high = np.maximum.reduceat(samples, starts, 1)
    return read_only_level(size, low, high, energy)


def coarsen(level: Level, factor: int = FACTOR) -> Level:
    """Return `level` with `factor` of its bins in one; the last one may hold fewer."""
    starts = np.arange(0, level.bins, factor)
    return read_only_level(
        level.size * factor,
        np.minimum.reduceat(level.low, starts, 1),
        np.maximum.reduceat(level.high, starts, 1),
        np.add.reduceat(level.energy, starts, 1),
    )


def read_only_level(size: int, low: Floats, high: Floats, energy: Floats) -> Level:
    """Return a level of these arrays, which nobody may write to any more."""
    for values in (low, high, energy):
        values.flags.writeable = False
    return Level(size, low, high, energy)


def levels_above(finest: Level) -> tuple[Level, ...]:
    """Return `finest` and the levels that follow from it."""
    levels = [finest]
    while levels[-1].bins > COARSEST:
        levels.append(coarsen(levels[-1]))
    return tuple(levels)
