"""Build query vectors: towards some sounds, away from others, with weighted aspects."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.embedding.aspect import WEIGHTS, Aspect, Weights
from models.embedding.space.space import Space
from models.embedding.space.unit_vector import Vectors, unit

AWAY = 0.5
"""Weight of unwanted sounds relative to wanted ones.

Source: J. J. Rocchio's relevance feedback, with a weight below 1 so that what is wanted prevails.
"""


def query_vector(
    space: Space,
    wanted: Vectors,
    unwanted: Vectors | None = None,
    weights: Weights = WEIGHTS,
) -> NDArray[np.float32]:
    """Return a query vector; its dot product with a sound's vector is the similarity.

    Aspect by aspect it points between the wanted sounds and away from the unwanted ones. Other
    weights than the default change only the query, not the vectors of the sounds.

    Args:
        space: Space of the vectors.
        wanted: float32 [sounds, size], 1 or more.
        unwanted: float32 [sounds, size].
        weights: Weight of each aspect; at least one aspect of the space above 0.

    Returns:
        float32 [size]; dot products with vectors of sounds are -1 to 1.

    Raises:
        ValueError: No weight is above 0.
    """
    scales = _scales(space, weights)
    middle = wanted.mean(0)
    if unwanted is not None and len(unwanted):
        middle = middle - AWAY * unwanted.mean(0)
    asked = np.zeros_like(middle)
    for place, scale in scales.values():
        asked[place] = unit(middle[place]) * scale
    found: NDArray[np.float32] = asked
    return found


def query_vectors(space: Space, sounds: Vectors, weights: Weights = WEIGHTS) -> Vectors:
    """Return the query vector of each of some sounds alone: float32 [sounds, size].

    Args:
        space: Space of the vectors.
        sounds: float32 [sounds, size].
        weights: As for `query_vector`.

    Raises:
        ValueError: No weight is above 0.
    """
    asked = np.zeros_like(sounds)
    for place, scale in _scales(space, weights).values():
        if scale:
            asked[:, place] = unit(sounds[:, place]) * np.float32(scale)
    return asked


def _scales(space: Space, weights: Weights) -> dict[Aspect, tuple[slice, float]]:
    """Return the place of each aspect, and what its unit vectors are multiplied by.

    Vectors of sounds contain the root of the default weight: that of the wanted one is the rest.
    """
    total = sum(weights.get(name, 0.0) for name in space.layout())
    if total <= 0:
        raise ValueError(f"no aspect counts: {weights}")
    usual = sum(space.weights.values())
    return {
        name: (place, weights.get(name, 0.0) / total / (WEIGHTS[name] / usual) ** 0.5)
        for name, place in space.layout().items()
    }


def text_query_vector(space: Space, words: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return a query vector for a text: only timbre is compared.

    Args:
        space: Space of the vectors.
        words: float32 [space.timbre], unit length, from a model's `embed_text`.

    Returns:
        float32 [space.size]; dot products with vectors of sounds are -1 to 1.
    """
    place = space.layout()[Aspect.TIMBRE]
    asked = np.zeros(space.size, np.float32)
    # Vectors of sounds are centred on the mean; that of a text is not.
    asked[place] = unit(words) / (WEIGHTS[Aspect.TIMBRE] / sum(space.weights.values())) ** 0.5
    return asked


def aspect_scores(
    space: Space, one: NDArray[np.float32], others: Vectors
) -> dict[Aspect, NDArray[np.float32]]:
    """Return the similarity of a sound to others in each aspect.

    Args:
        space: Space of the vectors.
        one: float32 [size].
        others: float32 [sounds, size].

    Returns:
        float32 [sounds] for each aspect, cosines -1 to 1.
    """
    found = {}
    for name, place in space.layout().items():
        cosine: NDArray[np.float32] = unit(others[:, place]) @ unit(one[place])
        found[name] = cosine
    return found
