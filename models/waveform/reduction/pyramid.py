"""The peak pyramid: extremes and energy of a signal in levels of increasing bin size."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.waveform.reduction.band import band_energies

Floats = NDArray[np.float32]

BASE = 64
"""Frames per bin of the finest level."""
LONG_BASE = 256
"""The same for sounds longer than `LONG` frames, to save three quarters of the memory."""
LONG = 3600 * 48_000
FACTOR = 4
"""Bins of one level per bin of the next."""
COARSEST = 1024
"""A level with at most this many bins gets no coarser one: a screen shows more columns."""


@dataclass(frozen=True, slots=True, eq=False)
class Level:
    """Bins of `size` frames each; the last one may be shorter."""

    size: int
    low: Floats
    """float32 [channels, bins]: minimum, read-only."""
    high: Floats
    """float32 [channels, bins]: maximum, read-only."""
    energy: Floats
    """float32 [channels, bins]: sum of squares, read-only."""
    bands: Floats | None = None
    """float32 [2, channels, bins]: energy of the low and of the mid band (`band`), read-only; the
    rest of `energy` is that of the high one. `None`: not measured."""

    @property
    def bins(self) -> int:
        """Number of bins."""
        return int(self.low.shape[1])


@dataclass(frozen=True, slots=True, eq=False)
class Pyramid:
    """The levels decoded so far, finest first."""

    frames: int
    """Frames reduced; whole bins of the finest level until the sound is complete."""
    levels: tuple[Level, ...]
    """At least one; each bin holds four of the previous level."""

    def level(self, largest: float) -> Level:
        """Return the coarsest level with bins of at most `largest` frames, else the finest."""
        fitting = [level for level in self.levels if level.size <= largest]
        return fitting[-1] if fitting else self.levels[0]


def base_for(frames: int) -> int:
    """Return the finest bin size in frames for a sound of `frames` frames."""
    return LONG_BASE if frames > LONG else BASE


def reduce_level(samples: Floats, size: int, split: int | None = None) -> Level:
    """Return the level with `size` frames per bin; the last bin may be shorter.

    Args:
        samples: float32 [channels, frames], at least one frame.
        size: Frames per bin.
        split: Frames per block of the mid band; `None`: bands are not measured.
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
    bands = None if split is None else band_energies(samples, size, split)
    return read_only_level(size, low, high, energy, bands)


def coarsen(level: Level, factor: int = FACTOR) -> Level:
    """Return `level` with `factor` bins merged into one; the last one may hold fewer."""
    starts = np.arange(0, level.bins, factor)
    return read_only_level(
        level.size * factor,
        np.minimum.reduceat(level.low, starts, 1),
        np.maximum.reduceat(level.high, starts, 1),
        np.add.reduceat(level.energy, starts, 1),
        None if level.bands is None else np.add.reduceat(level.bands, starts, 2),
    )


def read_only_level(
    size: int, low: Floats, high: Floats, energy: Floats, bands: Floats | None = None
) -> Level:
    """Return a level of these arrays, which become read-only."""
    for values in (low, high, energy):
        values.flags.writeable = False
    if bands is not None:
        bands.flags.writeable = False
    return Level(size, low, high, energy, bands)


def levels_above(finest: Level) -> tuple[Level, ...]:
    """Return `finest` and the levels derived from it."""
    levels = [finest]
    while levels[-1].bins > COARSEST:
        levels.append(coarsen(levels[-1]))
    return tuple(levels)
