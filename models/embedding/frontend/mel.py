"""Bands of equal width on the mel scale, and the picture of a sound that the network sees."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.embedding.frontend.silence import pad_zeros
from models.embedding.frontend.spectrum import FREQUENCIES, HOP, Spectra

Picture = NDArray[np.float32]
"""float32 [windows, BANDS], about 0..1."""

BANDS = 96
NETWORK_HOP = 1024
"""Frames between the windows that the network sees: every second of ours."""
LOUDEST = 9.457798957824707
"""Largest value in the network's training material; what it sees is divided by it."""
HALVED, AFTER = 8, 8
"""Windows that become one in the network, and windows of silence that follow every sound.

With less than a whole number at the end, what is there would be left out.
"""


def mel(frequency: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the pitch of frequencies in Hertz, in mel (HTK).

    Source: S. Young et al., "The HTK Book", section 5.4.
    """
    pitch: NDArray[np.float64] = 2595.0 * np.log10(1 + frequency / 700.0)
    return pitch


def mel_filters(bands: int, lowest: float, highest: float) -> NDArray[np.float32]:
    """Return triangular filters, equally wide on the mel scale and straight on it.

    Each filter adds up to 1, so that noise is as loud in all of them.

    Args:
        bands: How many.
        lowest: Hertz where the first begins.
        highest: Hertz where the last ends.

    Returns:
        float32 [len(FREQUENCIES), bands]; `power @ bank` are the bands.

    Source: Essentia, MelBands with `warpingFormula=htkMel`, `weighting=warping` and
    `normalize=unit_sum`, which the network was trained with.
    """
    first, last = mel(np.array([lowest, highest]))
    edges = np.linspace(first, last, bands + 2)
    pitch = mel(FREQUENCIES.astype(np.float64))[:, None]
    rising = (pitch - edges[:-2]) / (edges[1:-1] - edges[:-2])
    falling = (edges[2:] - pitch) / (edges[2:] - edges[1:-1])
    filters = np.maximum(0, np.minimum(rising, falling))
    found: NDArray[np.float32] = (filters / filters.sum(0)).astype(np.float32)
    return found


_FILTERS = mel_filters(BANDS, 0.0, 22_050.0)


def mel_power(power: Spectra) -> NDArray[np.float32]:
    """Return how loud each band is over time: float32 [windows, BANDS], power."""
    found: NDArray[np.float32] = power @ _FILTERS
    return found


def network_input(bands: NDArray[np.float32]) -> Picture:
    """Return what the network sees of a sound.

    Args:
        bands: Of the whole sound, as `mel_power` gives them.

    Returns:
        float32 [windows, BANDS], about 0..1, a multiple of `HALVED` windows.

    Source: A. B. Ma and A. Lerch, "Representation Learning for the Automatic Indexing
    of Sound Effects Libraries", ISMIR 2022, and the package `aisfx` 0.1.2 of theirs.
    """
    seen = np.log10(1e4 * bands[:: NETWORK_HOP // HOP] + 1) / LOUDEST
    return pad_zeros(seen.astype(np.float32), after=-len(seen) % HALVED + AFTER)
