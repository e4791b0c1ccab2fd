"""Incremental construction of the pyramid during decoding."""

from __future__ import annotations

import numpy as np

from models.waveform.reduction.band import SPAN
from models.waveform.reduction.pyramid import (
    COARSEST,
    FACTOR,
    Floats,
    Level,
    Pyramid,
    base_for,
    coarsen,
    read_only_level,
    reduce_level,
)

MOST_AT_FIRST = 1 << 20
"""Maximum bins to preallocate: 23 minutes at 48 kHz."""


class PyramidBuilder:
    """Builds the pyramid of a sound block by block."""

    def __init__(self, channels: int, expected: int, split: int | None = None) -> None:
        """Allocate the levels.

        Args:
            channels: Channels of every block, 1 or more.
            expected: Length in frames according to the header; only a hint.
            split: Frames per block of the mid band; `None`: bands are not measured.
        """
        self._split = split
        self._base = base_for(expected)
        # Blocks of the bands start anew with each call, so it gets whole ones.
        self._grain = max(self._base, SPAN * (split or 1))
        self._rows = _ROWS + (0 if split is None else _BANDS)
        # The header may be wrong, so preallocation is limited.
        room = min(expected // self._base + 1, MOST_AT_FIRST)
        self._levels = [_Growing(self._base, channels, self._rows, room)]
        # All levels at once: one added later would shift borders already drawn.
        while room > COARSEST:
            room = -(-room // FACTOR)
            self._levels.append(self._levels[-1].above(room))
        self._rest: Floats = np.empty((channels, 0), np.float32)
        self._frames = 0

    def append(self, block: Floats) -> None:
        """Append frames: float32 [channels, frames]."""
        block = np.concatenate([self._rest, block], 1) if self._rest.shape[1] else block
        whole = block.shape[1] // self._grain * self._grain
        self._rest = block[:, whole:].copy()
        if whole:
            self._levels[0].append(reduce_level(block[:, :whole], self._base, self._split))
            self._frames += whole
            self._raise()

    def finish(self) -> None:
        """Reduce the last, partial bins; nothing can be appended afterwards."""
        if self._rest.shape[1]:
            self._levels[0].append(reduce_level(self._rest, self._base, self._split))
            self._frames += self._rest.shape[1]
            self._rest = self._rest[:, :0]
        self._raise(partial=True)
        while len(self._levels) > 1 and self._levels[-2].bins <= COARSEST:
            self._levels.pop()

    def snapshot(self) -> Pyramid:
        """Return the pyramid so far; shares its arrays without copying."""
        return Pyramid(self._frames, tuple(level.snapshot() for level in self._levels))

    def _raise(self, *, partial: bool = False) -> None:
        """Reduce new bins to the next levels; incomplete groups wait unless `partial`."""
        above = 1
        while above < len(self._levels) or self._levels[-1].bins > COARSEST:
            below = self._levels[above - 1]
            if above == len(self._levels):
                self._levels.append(below.above(below.room // FACTOR + 1))
            level = self._levels[above]
            first = level.bins * FACTOR
            last = below.bins if partial else below.bins // FACTOR * FACTOR
            if first < last:
                level.append(coarsen(below.snapshot(first, last)))
            above += 1


_ROWS, _BANDS = 3, 2
"""Arrays of a level: minimum, maximum, energy, and those of two bands."""


class _Growing:
    """A level under construction; snapshots are views of its buffer."""

    def __init__(self, size: int, channels: int, rows: int, expected: int) -> None:
        self.size = size
        self.bins = 0
        self._kept = np.empty((rows, channels, max(16, expected)), np.float32)

    @property
    def room(self) -> int:
        """Capacity in bins."""
        return int(self._kept.shape[2])

    def above(self, room: int) -> _Growing:
        """Return an empty level of the next bin size."""
        rows, channels, _ = self._kept.shape
        return _Growing(self.size * FACTOR, channels, rows, room)

    def append(self, more: Level) -> None:
        """Append bins."""
        last = self.bins + more.bins
        if last > self.room:
            larger = np.empty((*self._kept.shape[:2], last * 3 // 2), np.float32)
            larger[:, :, : self.bins] = self._kept[:, :, : self.bins]
            self._kept = larger  # snapshots taken before keep the old buffer
        parts = (more.low, more.high, more.energy, *(() if more.bands is None else more.bands))
        for kept, part in zip(self._kept, parts, strict=True):
            kept[:, self.bins : last] = part
        self.bins = last

    def snapshot(self, first: int = 0, last: int | None = None) -> Level:
        """Return bins `first` to `last` (default: all), read-only, without copying."""
        low, high, energy, *_ = kept = self._kept[:, :, first : self.bins if last is None else last]
        bands = kept[_ROWS:] if len(kept) > _ROWS else None
        return read_only_level(self.size, low, high, energy, bands)
