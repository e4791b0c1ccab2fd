"""Overlapping windows of long sounds, in chunks that are embedded one by one.

A chunk is the unit of work and of storage, so that hours of a recording need little memory and an
interruption loses little.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from models.audio.units import SampleId, Seconds
from models.embedding.index.index import Ids

LONG = Seconds(10.0)
"""Sounds above this length have windows: of shorter ones all is compared."""
WINDOW = Seconds(2.0)
"""Length of a window; the last one of a sound may be shorter."""
HOP = Seconds(1.0)
"""Distance of two windows."""
CHUNK = 120
"""Windows of a chunk: 2 minutes."""
MOST = 4096
"""Windows kept of a sound at most: all of 68 minutes, of longer ones those most different."""
WINDOW_TYPE = np.dtype([("number", "<u4"), ("onset", "<u2")])
"""A stored window: its number from the start of the sound, and where its event begins in ms."""
MILLISECONDS = 1000
BITS = 20
"""Bits of the number of a window in its id: 12 days of sound."""


def window_count(length: float) -> int:
    """Return the number of windows of a sound of this length in seconds; none if it is not long."""
    if not LONG < length < math.inf:
        return 0
    # The last window begins before the end of the one before: all of the sound is covered.
    return min(1 << BITS, math.ceil((length - WINDOW) / HOP) + 1)


def chunk_count(length: float) -> int:
    """Return the number of chunks of a sound of this length in seconds."""
    return -(-window_count(length) // CHUNK)


def kept_of_chunk(chunks: int) -> int:
    """Return how many windows of each of so many chunks are kept at most; at least one."""
    return max(1, min(CHUNK, MOST // max(1, chunks)))


def window_ids(sample: SampleId, numbers: NDArray[np.int64]) -> Ids:
    """Return the ids of windows: ascending by sample, then by time.

    Args:
        sample: Their sound.
        numbers: int64 [windows], from the start of the sound; 0 to `1 << BITS`, exclusive.
    """
    found: Ids = (np.int64(sample) << np.int64(BITS)) | numbers
    return found


def sample_of(ids: Ids) -> NDArray[np.int64]:
    """Return the sound of each window: int64 [windows]."""
    found: NDArray[np.int64] = ids >> np.int64(BITS)
    return found


def start_of(ids: Ids) -> NDArray[np.float64]:
    """Return where each window begins, in seconds: float64 [windows]."""
    found: NDArray[np.float64] = (ids & np.int64((1 << BITS) - 1)).astype(np.float64) * HOP
    return found
