"""Energy in three bands of frequency, by averages over short blocks.

A signal is the sum of three that are orthogonal to each other: its averages over blocks of
`SPAN * split` frames (low), what averages over blocks of `split` frames add to these (mid), and
what remains (high). So the energies of the bands add up to that of the signal, over any whole
blocks. An average over k frames passes half of the power at 0.443 / k of the sample rate: its
frequency response is the Dirichlet kernel. Cost and choice:
docs/decisions/0031-colours-by-blocks.md.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

SPAN = 8
"""Blocks of the mid band per block of the low band: three octaves."""
UPPER = 6_000.0
"""Blocks per second that `split` comes nearest to: mid ends at 2 660 Hz, low at 332 Hz."""
WIDEST = 64
"""Largest split: a bin of the pyramid holds at least one block."""


def band_split(rate: float) -> int:
    """Return the frames per block of the mid band, a power of two: 8 at 44.1 and 48 kHz.

    Args:
        rate: Sample rate in Hertz, more than 0.
    """
    return min(WIDEST, max(2, 1 << max(0, round(math.log2(rate / UPPER)))))


def band_energies(samples: Floats, size: int, split: int) -> Floats:
    """Return the energy of the low and of the mid band in bins of `size` frames.

    The energy of the high band is what is left of the sum of squares.

    Args:
        samples: float32 [channels, frames], at least one frame.
        size: Frames per bin, a multiple of `split`; the last bin may be shorter.
        split: Frames per block of the mid band, a power of two; blocks start with `samples`, and
            the last ones may be shorter.

    Returns:
        float32 [2, channels, bins], both 0 or more.
    """
    frames, grain = samples.shape[1], max(size, SPAN * split)
    whole = frames // grain * grain
    found = np.empty((2, samples.shape[0], -(-frames // size)), np.float32)
    bins = whole // size
    if whole:
        found[:, :, :bins] = _whole_blocks(samples[:, :whole], size, split)
    if whole < frames:
        found[:, :, bins:] = _last_blocks(samples[:, whole:], size, split)
    return found


def _whole_blocks(samples: Floats, size: int, split: int) -> Floats:
    channels, per = samples.shape[0], size // split
    fine = _means(samples, split)
    coarse = _means(fine, SPAN)
    away = fine.reshape(channels, -1, SPAN) - coarse[:, :, None]
    parts = away.reshape(channels, -1, per)
    mid: Floats = np.einsum("cbk,cbk->cb", parts, parts) * np.float32(split)
    low = coarse * coarse * np.float32(SPAN * split)
    if per > SPAN:
        low = np.einsum("cbk->cb", low.reshape(channels, -1, per // SPAN))
    elif per < SPAN:  # a block spans several bins: each has its share
        low = np.repeat(low * np.float32(per / SPAN), SPAN // per, axis=1)
    return np.stack([low, mid])


def _means(values: Floats, size: int) -> Floats:
    """Return the mean of each `size` values, of which there are whole ones: [channels, means]."""
    # By matrix products, five times as quick as einsum, but of few rows each: OpenBLAS starts no
    # threads for fewer than 9 216 values, and its threads stall when the other core is busy.
    rows = values.reshape(-1, size)
    most = 8_192 // size
    weights = np.full(size, 1 / size, np.float32)
    means = np.empty(len(rows), np.float32)
    first = len(rows) // most * most
    np.matmul(rows[:first].reshape(-1, most, size), weights, out=means[:first].reshape(-1, most))
    np.matmul(rows[first:], weights, out=means[first:])
    return means.reshape(values.shape[0], -1)


def _last_blocks(samples: Floats, size: int, split: int) -> Floats:
    """Return the energies of less than a grain: blocks may be cut short."""
    frames = samples.shape[1]
    low = _averaged(samples, SPAN * split)
    mid = _averaged(samples, split) - low
    starts = np.arange(0, frames, size)
    energies: Floats = np.add.reduceat(np.stack([low * low, mid * mid]), starts, axis=2)
    return energies


def _averaged(samples: Floats, block: int) -> Floats:
    """Return the average over each block, repeated for its frames."""
    starts = np.arange(0, samples.shape[1], block)
    lengths = np.diff(starts, append=samples.shape[1])
    means = np.add.reduceat(samples, starts, axis=1) / lengths.astype(np.float32)
    repeated: Floats = np.repeat(means, lengths, axis=1).astype(np.float32, copy=False)
    return repeated
