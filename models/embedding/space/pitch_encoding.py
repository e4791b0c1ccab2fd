"""A pitch as a vector, so that near ones are alike and no pitch is like no pitch."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.embedding.space.unit_vector import unit

TONES = np.log10(np.geomspace(25.0, 1600.0, 12)).astype(np.float32)
"""Pitches (log Hertz) beside which that of a sound is placed, half an octave apart."""
NEAR = 0.5 * np.log10(2)
"""Half an octave: as far is a pitch still much alike."""
SURE, UNSURE = 0.9, 0.3
"""How alike one period must be to the next for a pitch beyond doubt, and for any."""
COUNT = len(TONES) + 1


def encode_pitch(pitch: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return how near a pitch is to each tone, and last how little of a pitch there is.

    Args:
        pitch: float32 [sounds, 2], as `periodicity.described` gives it.
    """
    clear = np.clip((pitch[:, :1] - UNSURE) / (SURE - UNSURE), 0, 1)
    near = np.exp(-(((np.clip(pitch[:, 1:], TONES[0], TONES[-1]) - TONES) / NEAR) ** 2) / 2)
    return np.concatenate([np.sqrt(clear) * unit(near), np.sqrt(1 - clear)], axis=1)
