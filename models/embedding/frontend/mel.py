"""Mel bands, and the mel spectrogram that the default network takes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.audio.zero_padding import pad_zeros
from models.embedding.frontend.spectrum import FREQUENCIES, HOP, Spectra

Picture = NDArray[np.float32]
"""float32 [windows, BANDS], about 0..1."""

BANDS = 96
NETWORK_HOP = 1024
"""Hop of the network's input in frames: every second window of ours."""
LOUDEST = 9.457798957824707
"""Largest value in the network's training material; its input is divided by it."""
HALVED, AFTER = 8, 8
"""Pooling factor of the network in windows, and silent windows appended to every sound.

The network drops an incomplete last group of windows.
"""


def mel(frequency: NDArray[np.float64]) -> NDArray[np.float64]:
    """Convert Hertz to mel (HTK).

    Source: S. Young et al., "The HTK Book", section 5.4.
    """
    pitch: NDArray[np.float64] = 2595.0 * np.log10(1 + frequency / 700.0)
    return pitch


def mel_filters(bands: int, lowest: float, highest: float) -> NDArray[np.float32]:
    """Return triangular filters, of equal width and straight on the mel scale.

    Each filter sums to 1, so that noise has the same level in all of them.

    Args:
        bands: Number of filters.
        lowest: Hertz where the first begins.
        highest: Hertz where the last ends.

    Returns:
        float32 [len(FREQUENCIES), bands]; multiply power spectra by it to get the bands.

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
    """Return the mel band power over time: float32 [windows, BANDS]."""
    found: NDArray[np.float32] = power @ _FILTERS
    return found


def network_input(bands: NDArray[np.float32]) -> Picture:
    """Return the network's input: the log-mel spectrogram of a sound.

    Args:
        bands: Mel band power of the whole sound, from `mel_power`.

    Returns:
        float32 [windows, BANDS], about 0..1, a multiple of `HALVED` windows.

    Source: A. B. Ma and A. Lerch, "Representation Learning for the Automatic Indexing of Sound
    Effects Libraries", ISMIR 2022, and the package `aisfx` 0.1.2 of theirs.
    """
    seen = np.log10(1e4 * bands[:: NETWORK_HOP // HOP] + 1) / LOUDEST
    return pad_zeros(seen.astype(np.float32), after=-len(seen) % HALVED + AFTER)
