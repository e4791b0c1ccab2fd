"""Where sounds lie towards each other: features, measured by what is usual, as unit vectors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from models.embedding.aspect import WEIGHTS, Aspect, Weights
from models.embedding.features import PARTS
from models.embedding.space import pitch_encoding
from models.embedding.space.lda_projection import FAR, LdaProjection
from models.embedding.space.unit_vector import Vectors, unit

TAIL = 0.01
"""Part of the values at either end that must not widen what is usual."""
NEVER = 1e-6
"""Added to spreads, for what never changes."""
KNOWN = 500
"""Sounds that what is shipped counts for, when a library's own are measured."""


ENOUGH = 20_000
"""Sounds that tell what is usual in a library of any size."""


@dataclass(frozen=True, slots=True, eq=False)
class Space:
    """What is usual among the sounds that are compared."""

    mean: NDArray[np.float32]
    """float32 [features]."""
    spread: NDArray[np.float32]
    """float32 [features], standard deviations, above 0."""
    learned: LdaProjection | None = None
    """Tells kinds; `None`: nothing was learned from features of this model."""

    @property
    def weights(self) -> Weights:
        """How much each of its aspects usually counts."""
        return {name: WEIGHTS[name] for name in self.layout()}

    @property
    def timbre(self) -> int:
        """How many of the features are the network's."""
        return len(self.mean) - sum(PARTS.values())

    @property
    def size(self) -> int:
        """Numbers of a vector."""
        return sum(map(_width, self.layout().values()))

    def layout(self) -> dict[Aspect, slice]:
        """Return where in a vector each aspect lies."""
        sizes = {Aspect.TIMBRE: self.timbre, **PARTS, Aspect.PITCH: pitch_encoding.COUNT}
        if self.learned is not None:
            sizes[Aspect.KIND] = self.learned.count
        return dict(_slices(sizes))

    def project(self, features: NDArray[np.float32]) -> Vectors:
        """Return the vectors of sounds: their aspects one after the other.

        Each aspect has the length that its weight in `WEIGHTS` gives it, so the product of two
        vectors is how alike two sounds are.

        Args:
            features: float32 [sounds, features], finite.

        Returns:
            float32 [sounds, size], each of length 1.
        """
        given = dict(_slices({Aspect.TIMBRE: self.timbre, **PARTS}))
        centred = features - self.mean
        usual = np.clip(centred / self.spread, -FAR, FAR)
        parts = {
            Aspect.TIMBRE: centred[:, given[Aspect.TIMBRE]],
            Aspect.SPECTRUM: usual[:, given[Aspect.SPECTRUM]],
            Aspect.ENVELOPE: usual[:, given[Aspect.ENVELOPE]],
            Aspect.PITCH: pitch_encoding.encode_pitch(features[:, given[Aspect.PITCH]]),
            Aspect.COURSE: centred[:, given[Aspect.COURSE]],
        }
        if self.learned is not None:
            parts[Aspect.KIND] = self.learned.project(features)
        total = sum(self.weights.values())
        scaled = [unit(part) * (WEIGHTS[name] / total) ** 0.5 for name, part in parts.items()]
        return np.concatenate(scaled, axis=1).astype(np.float32)

    def adapted(self, features: NDArray[np.float32]) -> Space:
        """Return what is usual in a library: its sounds, and some that everybody has.

        With few sounds it is nearly `self`, with many nearly theirs. Outliers hardly count.

        Args:
            features: float32 [sounds, features], finite; none is allowed.
        """
        count = len(features)
        if count == 0:
            return self
        mean, spread = robust_statistics(features[:: -(-count // ENOUGH)])
        part = count / (count + KNOWN)
        # The variance of both together has a share from how far apart their means are.
        apart = part * (1 - part) * (mean - self.mean) ** 2
        variance = part * spread**2 + (1 - part) * self.spread**2 + apart
        mean = part * mean + (1 - part) * self.mean
        return replace(
            self, mean=mean.astype(np.float32), spread=np.sqrt(variance).astype(np.float32)
        )


def robust_statistics(
    features: NDArray[np.float32],
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return mean and standard deviation of each feature, where outliers hardly count.

    Args:
        features: float32 [sounds, features], finite, 1 sound or more.

    Returns:
        Two of float32 [features]; the deviations are above 0.
    """
    kept = np.clip(features, *np.quantile(features, (TAIL, 1 - TAIL), axis=0))
    return kept.mean(0).astype(np.float32), (kept.std(0) + NEVER).astype(np.float32)


def _slices(sizes: dict[Aspect, int]) -> Iterator[tuple[Aspect, slice]]:
    """Yield where each aspect lies if they lie one after the other."""
    start = 0
    for name, size in sizes.items():
        yield name, slice(start, start + size)
        start += size


def _width(place: slice) -> int:
    """Return how many numbers a slice with two ends holds."""
    return int(place.stop - place.start)
