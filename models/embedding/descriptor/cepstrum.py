"""The colour of a sound in few numbers per moment: mel-frequency cepstral coefficients."""

from __future__ import annotations

import numpy as np

from models.embedding.descriptor.moments import Floats, weighted_moments
from models.embedding.frontend.mel import BANDS

COEFFICIENTS = 20
DEPTH = 60.0
"""Decibels below the loudest band of the loudest moment; what is quieter counts as this.

Deeper ones tell hiss of one recorder from that of another (measured by `scripts/bench quality`).
"""
COUNT = 3 * COEFFICIENTS


def dct_matrix(size: int, count: int) -> Floats:
    """Return the first columns of the orthonormal discrete cosine transform: float32 [size, count].

    Source: N. Ahmed, T. Natarajan and K. R. Rao, "Discrete cosine transform", 1974 (DCT-II).
    """
    at = np.pi * (np.arange(size)[:, None] + 0.5) * np.arange(count) / size
    matrix = np.cos(at) * np.sqrt(2 / size)
    matrix[:, 0] /= np.sqrt(2)
    found: Floats = matrix.astype(np.float32)
    return found


_COSINES = dct_matrix(BANDS, COEFFICIENTS)


def mfccs(bands: Floats) -> Floats:
    """Return the coefficients over time.

    The first is how loud it is; 0 throughout is a moment of silence.

    Args:
        bands: float32 [windows, BANDS], power in bands of mel.

    Returns:
        float32 [windows, COEFFICIENTS].
    """
    level = 10 * np.log10(np.maximum(bands, 1e-30))
    height = np.maximum(level - level.max() + DEPTH, 0)
    found: Floats = (height @ _COSINES).astype(np.float32)
    return found


def cepstral_statistics(cepstra: Floats, weight: Floats) -> Floats:
    """Return mean, spread and mean change of each coefficient: float32 [COUNT].

    Args:
        cepstra: float32 [windows, COEFFICIENTS].
        weight: float32 [windows], adding up to 1.
    """
    change = np.abs(np.diff(cepstra, axis=0, append=cepstra[-1:])).mean(0)
    found: Floats = np.concatenate([*weighted_moments(cepstra, weight), change]).astype(np.float32)
    return found
