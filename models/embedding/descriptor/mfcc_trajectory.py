"""MFCC trajectory: evolution over time, finer at the beginning."""

from __future__ import annotations

import numpy as np

from models.audio.zero_padding import pad_zeros
from models.embedding.descriptor.cepstrum import dct_matrix
from models.embedding.descriptor.moments import Floats

EDGES = (0, 1, 2, 3, 5, 8, 12, 20, 32, 52, 84, 136)
"""Segment boundaries in windows (12 ms each); the last segment extends to the end."""
COEFFICIENTS, TURNS = 13, 4
"""MFCCs used, and DCT coefficients over time of each.

Source: `scripts/bench quality`; 20 MFCCs and 12 DCT coefficients are no better.
"""
COUNT = COEFFICIENTS * TURNS
_LENGTHS = np.diff(EDGES).astype(np.float32)
_COSINES = dct_matrix(len(EDGES), TURNS)


def trajectory_coefficients(cepstra: Floats) -> Floats:
    """Return the DCT over time of the segment means: float32 [COUNT].

    After its end, a sound counts as silence.

    Args:
        cepstra: float32 [windows, 20], 0 where silent.
    """
    wide = cepstra[:, :COEFFICIENTS]
    padded = pad_zeros(wide[: EDGES[-1]], after=max(0, EDGES[-1] - len(wide)))
    early = np.add.reduceat(padded, EDGES[:-1], axis=0) / _LENGTHS[:, None]
    late = wide[EDGES[-1] :]
    last = late.mean(0) if len(late) else np.zeros(COEFFICIENTS, np.float32)
    found: Floats = (_COSINES.T @ np.vstack([early, last])).ravel().astype(np.float32)
    return found
