"""Uncompressed audio: between the bytes of a file, its stored values, and floating-point numbers.

Stored values are integers of the file's depth, or floats: what no edit changed keeps them exactly.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

import numpy as np
from numpy.typing import NDArray

Stored = NDArray[Any]
"""Values as stored: int8, int16, int32 (24 and 32 bits), float32 or float64 [frames, channels]."""
Block = NDArray[np.float64]
"""float64 [frames, channels], full scale is 1."""


class Coding(Enum):
    """Meaning of the bytes of a sample value."""

    SIGNED = "signed"
    UNSIGNED = "unsigned"
    """8 bits only; 128 is zero."""
    FLOAT = "float"


@dataclass(frozen=True, slots=True)
class PcmFormat:
    """Format of uncompressed audio."""

    channels: int
    rate: int
    """Hertz."""
    bits: int
    """8, 16, 24 or 32; of floats 32 or 64."""
    coding: Coding = Coding.SIGNED
    big: bool = False
    """Big-endian."""

    @property
    def is_float(self) -> bool:
        """Whether the values are floating-point numbers."""
        return self.coding is Coding.FLOAT

    @property
    def frame_bytes(self) -> int:
        """Bytes of a frame."""
        return self.channels * self.bits // 8

    @property
    def dtype(self) -> np.dtype[Any]:
        """Type of the stored values."""
        if self.is_float:
            return np.dtype(f"f{self.bits // 8}")
        return np.dtype(f"i{ {8: 1, 16: 2}.get(self.bits, 4) }")

    @property
    def _bytes_dtype(self) -> np.dtype[Any]:
        return self.dtype.newbyteorder(">" if self.big else "<")

    @property
    def full(self) -> float:
        """Stored value of full scale."""
        return 1.0 if self.is_float else float(2 ** (self.bits - 1))

    def unpack(self, data: bytes) -> Stored:
        """Return the stored values of whole frames."""
        if self.bits == 24:  # noqa: PLR2004
            three = np.frombuffer(data, np.uint8).reshape(-1, 3)
            four = np.empty((len(three), 4), np.uint8)
            four[:, 1:] = three[:, ::-1] if self.big else three
            four[:, 0] = 0
            values: Stored = four.view("<i4").reshape(-1) >> 8
        elif self.coding is Coding.UNSIGNED:
            values = (np.frombuffer(data, np.uint8) ^ 0x80).view(np.int8)
        else:
            values = np.frombuffer(data, self._bytes_dtype)
            values = values.astype(self.dtype, copy=False)
        return values.reshape(-1, self.channels)

    def pack(self, values: Stored) -> bytes:
        """Return the bytes of stored values."""
        if self.bits == 24:  # noqa: PLR2004
            four = np.ascontiguousarray(values, "<i4").view(np.uint8).reshape(-1, 4)
            three = four[:, 2::-1] if self.big else four[:, :3]
            return three.tobytes()
        if self.coding is Coding.UNSIGNED:
            return (np.ascontiguousarray(values, np.int8).view(np.uint8) ^ 0x80).tobytes()
        return np.asarray(values, self._bytes_dtype).tobytes()

    def to_float(self, values: Stored) -> Block:
        """Return stored values as numbers; values that are not finite become silence."""
        numbers: Block = values.astype(np.float64)
        if self.is_float:
            numbers[~np.isfinite(numbers)] = 0.0
        else:
            numbers *= 1.0 / self.full
        return numbers

    def from_float(self, block: Block, noise: np.random.Generator | None = None) -> Stored:
        """Return the stored values nearest to numbers; integers are clipped to their range.

        Args:
            block: Numbers; not changed.
            noise: Generator for triangular (TPDF) dither two steps wide, see `models.audio.dither`;
                `None`: none.
        """
        if self.is_float:
            return block.astype(self.dtype)
        scaled = block * self.full
        if noise is not None:
            scaled += noise.random(block.shape)
            scaled -= noise.random(block.shape)
        np.rint(scaled, out=scaled)
        np.clip(scaled, -self.full, self.full - 1, out=scaled)
        return scaled.astype(self.dtype)


def reverse_frames(values: Stored) -> Stored:
    """Return stored values with the last frame first."""
    size = values.dtype.itemsize * values.shape[1]
    turned = reverse_bytes(values.tobytes(), size)
    return np.frombuffer(turned, values.dtype).reshape(values.shape)


def reverse_bytes(data: bytes | memoryview, size: int) -> memoryview:
    """Return the bytes of frames with the last frame first.

    A frame is moved as one number where there is one of its size: four times as fast.

    Args:
        data: Bytes of whole frames.
        size: Bytes of a frame.
    """
    whole = np.dtype(f"u{size}") if size in {1, 2, 4, 8} else np.dtype(f"V{size}")
    frames = np.ascontiguousarray(np.frombuffer(data, whole)[::-1])
    return frames.view(np.uint8).data
