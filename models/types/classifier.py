"""Classify sound types: one linear layer over a sound's vector and its features."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from models.embedding.arrays import Arrays
from models.embedding.space.kind_projection import FAR
from models.embedding.space.space import Space
from models.types.sound_type import SoundType

FILE = "types.npz"
VERSION = 7
"""Version of the weights: types stored by other versions are detected again."""
LIKELY = 0.5
"""Probability from which a sound counts as a loop."""
PLACE, MEASURE = 8.0, 0.5
"""Scale of vector and features in the input, which regularisation of the weights depends on."""
ONE_SHOTS = tuple(one for one in SoundType if one is not SoundType.LOOP)


class Classifier:
    """Classifier of sound types; thread-safe."""

    def __init__(self, weights: Arrays, space: Space) -> None:
        """Create the classifier.

        Args:
            weights: Content of `FILE`.
            space: Shipped statistics, not adapted to a library: a sound's type must not depend on
                its neighbours.
        """
        self._types, self._loop = weights["types"], weights["loop"]
        self._space = space

    @property
    def id(self) -> str:
        """Name under which detected types are stored."""
        return f"types-{VERSION}"

    def classify(
        self, features: NDArray[np.float32]
    ) -> tuple[list[SoundType], NDArray[np.float32]]:
        """Return the type of each sound, and its confidence.

        Args:
            features: float32 [sounds, features], finite.

        Returns:
            The types, and float32 [sounds], 0 to 1.
        """
        return self.classify_inputs(classifier_inputs(self._space, features))

    def classify_inputs(
        self, vectors: NDArray[np.float32]
    ) -> tuple[list[SoundType], NDArray[np.float32]]:
        """Return the type of each sound, and its confidence.

        Args:
            vectors: Of `classifier_inputs`.

        Returns:
            As `classify`.
        """
        looped = class_probabilities(vectors, self._loop)[:, 1]
        shares = class_probabilities(vectors, self._types)
        best = shares.argmax(1)
        types = [
            SoundType.LOOP if loop >= LIKELY else ONE_SHOTS[at]
            for loop, at in zip(looped, best, strict=True)
        ]
        sure = np.where(looped >= LIKELY, looped, shares.max(1, initial=0.0) * (1 - looped))
        return types, sure.astype(np.float32)


def classifier_inputs(space: Space, features: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the classifier's input: scaled vectors and normalised features.

    Without the aspect of kinds: that was learned from the same sounds, which it tells too well.

    Args:
        space: Shipped feature statistics.
        features: float32 [sounds, features], finite.

    Returns:
        float32 [sounds, space.size + features].
    """
    own = features[:, : len(space.mean)]
    measured = np.clip((own - space.mean) / space.spread, -FAR, FAR)
    plain = replace(space, learned=None)
    both = np.hstack([PLACE * plain.project(features), MEASURE * measured])
    found: NDArray[np.float32] = both.astype(np.float32)
    return found


def class_probabilities(
    vectors: NDArray[np.float32], weights: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Return the probability of each class: multinomial logistic regression.

    Args:
        vectors: float32 [sounds, size], see `classifier_inputs`.
        weights: float32 [size + 1, classes], the last row is the bias.

    Returns:
        float32 [sounds, classes], each row summing to 1.
    """
    scores = vectors @ weights[:-1] + weights[-1]
    powers = np.exp(scores - scores.max(1, keepdims=True))
    found: NDArray[np.float32] = (powers / powers.sum(1, keepdims=True)).astype(np.float32)
    return found
