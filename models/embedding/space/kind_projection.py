"""Learned projection that separates kinds of sound."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.embedding.space.hidden_layer import Layers, head_scores
from models.embedding.space.unit_vector import Vectors, unit

FAR = 3.0
"""Standard deviations from the mean at which features are clipped."""
TEMPERATURE = 1.25
"""Of the probabilities: what is nearly certain would say little else.

Source: `scripts/bench quality`, tuning packs that nothing was fitted on.
"""
LAYERS = ("first", "first_bias", "second", "second_bias")
"""Arrays of the concept head, in order."""


@dataclass(frozen=True, eq=False)
class KindProjection:
    """A projection in which sounds of one kind lie close together.

    Square roots of the probabilities of the concept head, of which products are Bhattacharyya's
    coefficient (1 less the square of Hellinger's distance), beside R. A. Fisher's linear
    discriminants; both turned onto their principal components. Fitted by `scripts/fit_kinds.py`;
    unlike the feature statistics, it is not adapted to a library.
    """

    mean: NDArray[np.float32]
    """float32 [features], shipped mean."""
    spread: NDArray[np.float32]
    """float32 [features], shipped standard deviations, above 0."""
    layers: Layers
    """Of a concept head, float32."""
    centre: NDArray[np.float32]
    """float32 [features], in standard deviations from the mean: origin of the discriminants."""
    directions: NDArray[np.float32]
    """float32 [features, discriminants]."""
    middle: NDArray[np.float32]
    """float32 [kinds + discriminants]: origin of the principal components."""
    turn: NDArray[np.float32]
    """float32 [kinds + discriminants, count]."""

    @property
    def count(self) -> int:
        """Dimensions of the projection."""
        return int(self.turn.shape[1])

    @cached_property
    def content(self) -> bytes:
        """All that it depends on."""
        parts = (self.mean, self.spread, *self.layers, *self._shape)
        return b"".join(part.astype("<f4").tobytes() for part in parts)

    @property
    def _shape(self) -> tuple[NDArray[np.float32], ...]:
        return self.centre, self.directions, self.middle, self.turn

    @cached_property
    def _exact(self) -> tuple[Layers, tuple[NDArray[np.float64], ...]]:
        first, first_bias, second, second_bias = (one.astype(np.float64) for one in self.layers)
        shape = tuple(one.astype(np.float64) for one in self._shape)
        return (first, first_bias, second, second_bias), shape

    def project(self, features: NDArray[np.float32]) -> Vectors:
        """Project features: float32 [sounds, count], each of unit length.

        Args:
            features: float32 [sounds, features], finite.
        """
        _, (_, _, middle, turn) = self._exact
        return unit(((self.both(features) - middle) @ turn).astype(np.float32))

    def both(self, features: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return roots of probabilities and discriminants: float64 [sounds, numbers], unit length.

        Args:
            features: float32 [sounds, features], finite.
        """
        # BLAS adds in an order that depends on the number of sounds. In double precision a sound
        # has the same vector alone and among others.
        layers, (centre, directions, _, _) = self._exact
        own = features[:, : len(self.mean)]
        measured = np.clip((own - self.mean) / self.spread, -FAR, FAR)
        exact = measured.astype(np.float64)
        scores = head_scores(exact, layers) / TEMPERATURE
        # The root of exp(x / T) is exp(x / 2T).
        roots = np.exp((scores - scores.max(1, keepdims=True)) / 2)
        apart = (exact - centre) @ directions
        found: NDArray[np.float64] = np.hstack([_of_unit_length(roots), _of_unit_length(apart)])
        found *= np.sqrt(0.5)
        return found


def parse_kinds(
    kinds: Mapping[str, NDArray[Any]],
    concepts: Mapping[str, NDArray[Any]],
    mean: NDArray[np.float32],
    spread: NDArray[np.float32],
) -> KindProjection:
    """Return the projection of the arrays that are shipped.

    Args:
        kinds: Written by `scripts/fit_kinds.py`.
        concepts: Those of the concept head.
        mean: Shipped statistics, float32 [features].
        spread: As `mean`.

    Raises:
        KeyError: One is missing.
    """
    first, first_bias, second, second_bias = (concepts[name].astype(np.float32) for name in LAYERS)
    names = ("centre", "directions", "middle", "turn")
    centre, directions, middle, turn = (kinds[name].astype(np.float32) for name in names)
    layers = (first, first_bias, second, second_bias)
    return KindProjection(mean, spread, layers, centre, directions, middle, turn)


def parse_detailed_kinds(
    detailed: Mapping[str, NDArray[Any]], mean: NDArray[np.float32], spread: NDArray[np.float32]
) -> KindProjection:
    """Return the projection that also takes the features behind the first ones.

    Args:
        detailed: Written by `scripts/fit_kinds.py`, with the head and the statistics of these.
        mean: Shipped statistics of the first features, float32 [features].
        spread: As `mean`.

    Raises:
        KeyError: One is missing.
    """
    wholes = (
        np.concatenate([first, detailed[name].astype(np.float32)])
        for first, name in ((mean, "mean"), (spread, "spread"))
    )
    return parse_kinds(detailed, detailed, *wholes)


def _of_unit_length(vectors: NDArray[np.float64]) -> NDArray[np.float64]:
    found: NDArray[np.float64] = vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-12)
    return found
