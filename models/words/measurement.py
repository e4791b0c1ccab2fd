"""Measure attributes of sounds from their stored features."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.embedding.aspect import Aspect
from models.embedding.descriptor import cepstrum, mfcc_trajectory, spectral_shape
from models.embedding.features import PARTS, TIMBRE
from models.words.attribute import LISTED, Attribute

FAR = 2.0
"""Standard deviations at which an attribute is clipped, so that no outlier outweighs the kind."""


def measure(features: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the attributes of sounds: float32 [sounds, attributes], in units of their own.

    Made of the stored descriptors, in this order: means of centroid, bandwidth, 85 and 25 %
    roll-off, flatness, zero crossings; their standard deviations; mean, deviation and maximum of
    the flux; shares of ten bands; then logarithms of length, attack, decay by 6, 20 and 40 dB and
    temporal centroid; its relative place, mean power, times above half and a tenth of the peak.

    Args:
        features: float32 [sounds, features], of the shipped model: with or without details.
    """
    begin = TIMBRE
    at = dict[Aspect, NDArray[np.float32]]()
    for aspect, width in PARTS.items():
        at[aspect] = features[:, begin : begin + width]
        begin += width
    shape = at[Aspect.SPECTRUM][:, cepstrum.COUNT :]
    envelope, pitch, course = at[Aspect.ENVELOPE], at[Aspect.PITCH], at[Aspect.COURSE]
    shares = 10.0 ** shape[:, spectral_shape.COUNT - len(spectral_shape.EDGES) + 1 :]
    found = {
        Attribute.LENGTH: 0.5 * envelope[:, 0] + 0.5 * envelope[:, 3],
        Attribute.BRIGHTNESS: shape[:, 0] + 0.5 * shape[:, 2],
        # The share below 250 Hz of the whole.
        Attribute.LOW_END: np.log10(shares[:, :3].sum(1) + 1e-4),
        Attribute.PITCH: pitch[:, 1],
        Attribute.TONALITY: pitch[:, 0] - 0.4 * shape[:, 4],
        Attribute.ATTACK: envelope[:, 1],
        Attribute.PUNCH: 0.8 * shape[:, 14] - envelope[:, 1] - 0.5 * envelope[:, 2],
        Attribute.REVERB: envelope[:, 4] - envelope[:, 2],
        Attribute.DENSITY: envelope[:, 7],
        # Turn 1 of cepstral coefficient 1: darker at the beginning than at the end.
        Attribute.SWEEP: course[:, mfcc_trajectory.COEFFICIENTS + 1],
        Attribute.STEADINESS: -shape[:, 6],
    }
    return np.stack([found[one] for one in LISTED], 1).astype(np.float32)


def standardise(attributes: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return how far each sound is from the mean of all: standard deviations, clipped at `FAR`.

    Args:
        attributes: float32 [sounds, attributes], from `measure`.
    """
    if not len(attributes):
        return attributes
    kept = np.clip(attributes, *np.quantile(attributes, (0.02, 0.98), axis=0))
    distance = (attributes - kept.mean(0)) / (kept.std(0) + 1e-6)
    found: NDArray[np.float32] = np.clip(distance, -FAR, FAR).astype(np.float32)
    return found
