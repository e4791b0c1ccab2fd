"""Encode a pitch as a vector: near pitches are similar, and unpitched matches unpitched."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.embedding.space.unit_vector import unit

PITCHES = np.log10(np.geomspace(25.0, 1600.0, 12)).astype(np.float32)
"""Centres of the encoding (log Hertz), half an octave apart."""
NEAR = 0.5 * np.log10(2)
"""Width of a centre: half an octave."""
SURE, UNSURE = 0.9, 0.3
"""Periodicity of a certain pitch, and of none."""
COUNT = len(PITCHES) + 1


def encode_pitch(pitch: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the closeness of a pitch to each centre, and last how unpitched the sound is.

    Args:
        pitch: float32 [sounds, 2], from `periodicity_and_pitch`.
    """
    clear = np.clip((pitch[:, :1] - UNSURE) / (SURE - UNSURE), 0, 1)
    near = np.exp(-(((np.clip(pitch[:, 1:], PITCHES[0], PITCHES[-1]) - PITCHES) / NEAR) ** 2) / 2)
    return np.concatenate([np.sqrt(clear) * unit(near), np.sqrt(1 - clear)], axis=1)
