"""The stored features of a sound; all comparisons, in any library, are computed from them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.embedding.aspect import Aspect
from models.embedding.descriptor import (
    cepstrum,
    detail,
    envelope,
    mfcc_trajectory,
    periodicity,
    spectral_shape,
)
from models.embedding.frontend.normalised_sound import Unusable, Wave
from models.embedding.frontend.spectrum import Spectra

Features = NDArray[np.float32]
"""float32 [timbre + COUNT]: the network's output, then the `descriptors`.

Of the default model `DETAILS` more; those that its first version left in libraries lack them.
"""

TIMBRE = 64
"""Dimensions kept of the default network's output; more are no better.

Source: `scripts/bench quality`.
"""
PARTS = {
    Aspect.SPECTRUM: cepstrum.COUNT + spectral_shape.COUNT,
    Aspect.ENVELOPE: envelope.COUNT,
    Aspect.PITCH: periodicity.COUNT,
    Aspect.COURSE: mfcc_trajectory.COUNT,
}
"""Dimensions of each aspect except timbre, in stored order."""
COUNT = sum(PARTS.values())
DETAILS = detail.COUNT


def join_features(timbre: NDArray[np.floating], described: NDArray[np.float32]) -> Features:
    """Return the features of a sound: the network's output, then the `descriptors`.

    Raises:
        Unusable: A value is not finite.
    """
    features: Features = np.concatenate([timbre, described]).astype(np.float32)
    if not np.isfinite(features).all():
        raise Unusable("its features are no numbers")
    return features


def descriptors(wave: Wave, power: Spectra, bands: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the signal processing descriptors of a sound.

    Args:
        wave: The normalised sound.
        power: Its power spectra, float32 [windows, BINS].
        bands: Its mel band power, float32 [windows, BANDS].

    Returns:
        float32 [COUNT], the aspects of `PARTS` one after the other; finite.
    """
    loudness = power.sum(1) + np.float32(1e-10)
    weight = loudness / loudness.sum()
    cepstra = cepstrum.mfccs(bands)
    outline = envelope.rms_envelope(wave)
    return np.concatenate(
        [
            cepstrum.cepstral_statistics(cepstra, weight),
            spectral_shape.spectral_statistics(wave, power, weight),
            envelope.envelope_statistics(wave, outline),
            periodicity.periodicity_and_pitch(wave),
            mfcc_trajectory.trajectory_coefficients(cepstra),
        ]
    )


def pack_features(features: Features) -> bytes:
    """Serialise features for storage: little-endian float16."""
    return features.astype("<f2").tobytes()


def packed_size(count: int) -> int:
    """Return how many bytes so many stored features are at least."""
    return count * np.dtype("<f2").itemsize


def unpack_all_features(contents: Sequence[bytes], count: int | None = None) -> NDArray[np.float32]:
    """Deserialise stored features of several sounds: float32 [sounds, numbers].

    Args:
        contents: Of each sound.
        count: How many features of each, from the first on; `None`: all, of which all sounds have
            the same number.

    Raises:
        ValueError: Some have fewer than others, or than `count`.
    """
    if count is not None:
        contents = [content[: packed_size(count)] for content in contents]
    joined = np.frombuffer(b"".join(contents), "<f2").astype(np.float32)
    found: NDArray[np.float32] = joined.reshape(len(contents), -1) if contents else joined
    return found


def unpack_features(content: bytes) -> Features:
    """Deserialise stored features of one sound: float32 [numbers]."""
    return np.frombuffer(content, "<f2").astype(np.float32)
