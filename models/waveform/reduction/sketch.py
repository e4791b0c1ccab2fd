"""A sketch of a long sound, from a few frames per bin."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from models.waveform.reduction.pyramid import Floats, Level, read_only_level

SPOT = 256
"""Maximum frames read per spot: two periods of 400 Hz at 48 kHz."""


def spread_order(count: int) -> Iterator[int]:
    """Yield 0..count-1 in an order whose every prefix is evenly spread.

    Args:
        count: A power of two.

    Source: the van der Corput sequence, base 2.
    """
    bits = count.bit_length() - 1
    for number in range(count):
        yield int(f"{number:0{bits}b}"[::-1], 2) if bits else 0


class Sketch:
    """Collects the extremes of spots, in the order of `spread_order`."""

    def __init__(self, channels: int, frames: int, count: int) -> None:
        """Allocate the spots.

        Args:
            channels: Channels of every block, 1 or more.
            frames: Length of the sound, 1 or more.
            count: Maximum number of spots; a power of two.
        """
        self._frames, self._count = frames, count
        self._size = -(-frames // count)
        self.spot_frames = min(SPOT, self._size)
        """Frames to read per spot."""
        self._order = list(spread_order(count))
        self._kept = np.zeros((3, channels, count), np.float32)
        self._filled = 0

    def next_place(self) -> int | None:
        """Return the frame of the next spot; `None` when all are done."""
        while self._filled < self._count:
            place = self._order[self._filled] * self._size
            if place < self._frames:
                return place
            self._filled += 1
        return None

    def append(self, block: Floats) -> None:
        """Append the frames at `next_place`: float32 [channels, frames], possibly empty."""
        spot = self._order[self._filled]
        self._filled += 1
        if block.shape[1]:
            # Extrapolated to the energy of the whole bin.
            power = np.einsum("ck,ck->c", block, block) / block.shape[1]
            self._kept[:, :, spot] = block.min(1), block.max(1), power

    def level(self) -> Level | None:
        """Return the finest evenly spaced level of the spots so far; `None` without any."""
        if not self._filled:
            return None
        even = 1 << (self._filled.bit_length() - 1)
        size = self._size * (self._count // even)
        bins = -(-self._frames // size)
        low, high, power = self._kept[:, :, :: self._count // even][:, :, :bins].copy()
        return read_only_level(size, low, high, power * np.float32(size))
