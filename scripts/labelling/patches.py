"""Reader of GUS patches, as in the Debian package freepats.

Source: Gravis UltraSound SDK 2.22, appendix on patch files (headers of 129, 63, 47 and 96 bytes).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

HEADER, INSTRUMENT, LAYER, SAMPLE = 129, 63, 47, 96
WIDE, UNSIGNED = 1, 2
"""Mode bits of a sample: 16 bits wide, and unsigned."""


@dataclass(frozen=True, slots=True, eq=False)
class Patch:
    """A sound of a patch."""

    audio: NDArray[np.int16]
    """int16 [frames]."""
    rate: int


def patches(path: Path) -> Iterator[Patch]:
    """Yield the sounds of a patch.

    Raises:
        struct.error: the file is truncated.
    """
    data = path.read_bytes()
    at = HEADER + INSTRUMENT + LAYER
    for _ in range(data[HEADER + INSTRUMENT + 6]):
        (size,) = struct.unpack_from("<I", data, at + 8)
        (rate,) = struct.unpack_from("<H", data, at + 20)
        mode = data[at + 55]
        raw = data[at + SAMPLE : at + SAMPLE + size]
        at += SAMPLE + size
        yield Patch(_audio(raw, mode), rate)


def _audio(raw: bytes, mode: int) -> NDArray[np.int16]:
    if mode & WIDE:
        raw = raw[: len(raw) // 2 * 2]
        if mode & UNSIGNED:
            return (np.frombuffer(raw, "<u2").astype(np.int32) - 32_768).astype(np.int16)
        return np.frombuffer(raw, "<i2").astype(np.int16)
    if mode & UNSIGNED:
        return ((np.frombuffer(raw, np.uint8).astype(np.int32) - 128) << 8).astype(np.int16)
    return (np.frombuffer(raw, np.int8).astype(np.int32) << 8).astype(np.int16)
