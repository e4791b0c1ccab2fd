"""The concept head: how probable it is that a sound is each of the kinds that words mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.embedding.space.hidden_layer import head_scores
from models.embedding.space.kind_projection import FAR, LAYERS
from models.embedding.space.space import Space

FILE = "aisfx-concepts.npz"
VERSION = 1
"""Version of the head; what was computed by others is computed again."""
PAGE = 4096
"""Sounds computed at a time."""


@dataclass(frozen=True, eq=False)
class ConceptHead:
    """One hidden layer over the stored features; thread-safe."""

    kinds: tuple[str, ...]
    """Kinds it was fitted on, in order of its outputs."""
    first: NDArray[np.float32]
    """float32 [features, hidden]."""
    first_bias: NDArray[np.float32]
    second: NDArray[np.float32]
    """float32 [hidden, kinds]."""
    second_bias: NDArray[np.float32]
    space: Space
    """Shipped statistics: a sound is heard the same in any library."""

    @cached_property
    def columns(self) -> Mapping[str, int]:
        """Output of each kind."""
        return {kind: at for at, kind in enumerate(self.kinds)}

    def log_probabilities(self, features: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the logarithm of the probability of each kind: float32 [sounds, kinds].

        Args:
            features: float32 [sounds, features], finite.
        """
        pages = [
            self._page(features[begin : begin + PAGE]) for begin in range(0, len(features), PAGE)
        ]
        return np.concatenate([np.empty((0, len(self.kinds)), np.float32), *pages])

    def _page(self, features: NDArray[np.float32]) -> NDArray[np.float32]:
        scores = head_scores(
            head_inputs(features, self.space),
            (self.first, self.first_bias, self.second, self.second_bias),
        )
        scores -= scores.max(1, keepdims=True)
        found: NDArray[np.float32] = scores - np.log(np.exp(scores).sum(1, keepdims=True))
        return found


def parse_head(arrays: Mapping[str, NDArray[Any]], space: Space) -> ConceptHead:
    """Return the head of the arrays in `FILE`.

    Raises:
        KeyError: One is missing.
    """
    first, first_bias, second, second_bias = (arrays[name].astype(np.float32) for name in LAYERS)
    kinds = tuple(map(str, arrays["kinds"].tolist()))
    return ConceptHead(kinds, first, first_bias, second, second_bias, space)


def head_inputs(features: NDArray[np.float32], space: Space) -> NDArray[np.float32]:
    """Return features in standard deviations from the mean, clipped: float32 [sounds, features].

    Those behind the statistics of the space are not looked at.
    """
    own = features[:, : len(space.mean)]
    found: NDArray[np.float32] = np.clip((own - space.mean) / space.spread, -FAR, FAR)
    return found.astype(np.float32)
