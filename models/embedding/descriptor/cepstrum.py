"""Mel-frequency cepstral coefficients (MFCCs)."""

from __future__ import annotations

import numpy as np

from models.embedding.descriptor.moments import Floats, weighted_moments
from models.embedding.frontend.mel import BANDS

COEFFICIENTS = 20
DEPTH = 60.0
"""Dynamic range in decibels below the loudest band of the loudest window; quieter is clipped.

A wider range tells the hiss of one recorder from that of another (measured by `scripts/bench
quality`).
"""
COUNT = 3 * COEFFICIENTS


def dct_matrix(size: int, count: int) -> Floats:
    """Return the first columns of the orthonormal DCT-II matrix: float32 [size, count].

    Source: N. Ahmed, T. Natarajan and K. R. Rao, "Discrete cosine transform", 1974.
    """
    at = np.pi * (np.arange(size)[:, None] + 0.5) * np.arange(count) / size
    matrix = np.cos(at) * np.sqrt(2 / size)
    matrix[:, 0] /= np.sqrt(2)
    found: Floats = matrix.astype(np.float32)
    return found


_COSINES = dct_matrix(BANDS, COEFFICIENTS)


def mfccs(bands: Floats) -> Floats:
    """Return the MFCCs of each window; the first is the level, and silence is all zeros.

    Args:
        bands: float32 [windows, BANDS], mel band power.

    Returns:
        float32 [windows, COEFFICIENTS].
    """
    level = 10 * np.log10(np.maximum(bands, 1e-30))
    height = np.maximum(level - level.max() + DEPTH, 0)
    found: Floats = (height @ _COSINES).astype(np.float32)
    return found


def cepstral_statistics(cepstra: Floats, weight: Floats) -> Floats:
    """Return mean, standard deviation and mean absolute delta of each MFCC: float32 [COUNT].

    Args:
        cepstra: float32 [windows, COEFFICIENTS].
        weight: float32 [windows], summing to 1.
    """
    change = np.abs(np.diff(cepstra, axis=0, append=cepstra[-1:])).mean(0)
    found: Floats = np.concatenate([*weighted_moments(cepstra, weight), change]).astype(np.float32)
    return found
