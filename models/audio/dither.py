"""Quantisation of float to integer samples, with dither."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def quantise(
    samples: NDArray[np.float64], bits: int, noise: np.random.Generator | None = None
) -> NDArray[np.int32]:
    """Quantise samples to integers of `bits` bits.

    Args:
        samples: float64 [frames, channels], nominal range -1..1; values beyond are clipped.
        bits: 16 or 24.
        noise: Generator for triangular (TPDF) dither two steps wide, which turns quantisation
            distortion into noise; `None`: no dither, the samples fit exactly.

    Returns:
        int32 [frames, channels], -2^(bits-1) .. 2^(bits-1) - 1.

    Source: Lipshitz, Wannamaker, Vanderkooy, "Quantization and Dither: A Theoretical Survey", JAES
    40 (1992): TPDF of two steps.
    """
    full = float(2 ** (bits - 1))
    scaled = samples * full
    if noise is not None:
        scaled += noise.random(samples.shape) - noise.random(samples.shape)
    limited = np.clip(np.rint(scaled), -full, full - 1)
    integers: NDArray[np.int32] = limited.astype(np.int32)
    return integers
