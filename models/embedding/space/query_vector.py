"""What is asked for: some sounds, away from others, in some aspects more than in others."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.embedding.aspect import WEIGHTS, Aspect, Weights
from models.embedding.space.space import Space
from models.embedding.space.unit_vector import Vectors, unit

AWAY = 0.5
"""How much an unwanted sound counts against a wanted one.

Source: J. J. Rocchio's relevance feedback, with a weight below 1 so that what is wanted prevails.
"""


def query_vector(
    space: Space,
    wanted: Vectors,
    unwanted: Vectors | None = None,
    weights: Weights = WEIGHTS,
) -> NDArray[np.float32]:
    """Return a vector whose product with those of sounds is how well they answer.

    Aspect by aspect it is between the wanted sounds, away from the unwanted ones. With other
    weights than the usual the vectors of the sounds stay as they are.

    Args:
        space: That the vectors are of.
        wanted: float32 [sounds, size], 1 or more.
        unwanted: float32 [sounds, size].
        weights: How much each aspect counts; at least one that the space has above 0.

    Returns:
        float32 [size]; products with vectors of sounds are -1 to 1.

    Raises:
        ValueError: no weight is above 0.
    """
    total = sum(weights.get(name, 0.0) for name in space.layout())
    if total <= 0:
        raise ValueError(f"no aspect counts: {weights}")
    middle = wanted.mean(0)
    if unwanted is not None and len(unwanted):
        middle = middle - AWAY * unwanted.mean(0)
    asked = np.zeros_like(middle)
    usual = sum(space.weights.values())
    for name, place in space.layout().items():
        # Sounds have sqrt(usual weight) in them; the rest of the wanted weight is brought here.
        scale = weights.get(name, 0.0) / total / (WEIGHTS[name] / usual) ** 0.5
        asked[place] = unit(middle[place]) * scale
    found: NDArray[np.float32] = asked
    return found


def text_query_vector(space: Space, words: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return a question for sounds that words describe: only their timbre is compared.

    Args:
        space: That the vectors are of.
        words: float32 [space.timbre], of length 1, as a model's `words` gives them.

    Returns:
        float32 [space.size]; products with vectors of sounds are -1 to 1.
    """
    place = space.layout()[Aspect.TIMBRE]
    asked = np.zeros(space.size, np.float32)
    # Sounds are told apart by how they differ from the usual, and words have no part in that.
    asked[place] = unit(words) / (WEIGHTS[Aspect.TIMBRE] / sum(space.weights.values())) ** 0.5
    return asked


def aspect_scores(
    space: Space, one: NDArray[np.float32], others: Vectors
) -> dict[Aspect, NDArray[np.float32]]:
    """Return how alike a sound is to others in each aspect.

    Args:
        space: That the vectors are of.
        one: float32 [size].
        others: float32 [sounds, size].

    Returns:
        float32 [sounds] for each aspect, -1 to 1.
    """
    found = {}
    for name, place in space.layout().items():
        cosine: NDArray[np.float32] = unit(others[:, place]) @ unit(one[place])
        found[name] = cosine
    return found
