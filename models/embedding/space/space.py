"""Vector space of sounds: features normalised by mean and spread, as unit vectors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from models.embedding.aspect import WEIGHTS, Aspect, Weights
from models.embedding.features import PARTS
from models.embedding.space import pitch_encoding
from models.embedding.space.kind_projection import FAR, KindProjection
from models.embedding.space.unit_vector import Vectors, unit

TAIL = 0.01
"""Quantile at either end beyond which values are clipped before measuring statistics."""
NEVER = 1e-6
"""Added to standard deviations, for features that are constant."""
KNOWN = 500
"""Weight of the shipped statistics, in sounds, when blended with a library's own."""


ENOUGH = 20_000
"""Sounds sampled to measure the statistics of a library, whatever its size."""


@dataclass(frozen=True, slots=True, eq=False)
class Space:
    """Feature statistics that define the vector space.

    Of a sound that has more features than it takes, those from the first on are looked at.
    """

    mean: NDArray[np.float32]
    """float32 [features]: of those that are compared as they are, not only by what is learned."""
    spread: NDArray[np.float32]
    """float32 [features], standard deviations, above 0."""
    learned: KindProjection | None = None
    """Projection for `Aspect.KIND`; `None`: none was fitted for this model."""

    @property
    def weights(self) -> Weights:
        """Default weight of each of its aspects."""
        return {name: WEIGHTS[name] for name in self.layout()}

    @property
    def timbre(self) -> int:
        """Number of features from the network."""
        return len(self.mean) - sum(PARTS.values())

    @property
    def inputs(self) -> int:
        """Number of features that it takes, 1 or more; sounds with fewer cannot be projected."""
        return len(self.mean) if self.learned is None else len(self.learned.mean)

    @property
    def size(self) -> int:
        """Dimensions of a vector."""
        return sum(map(_width, self.layout().values()))

    def layout(self) -> dict[Aspect, slice]:
        """Return the slice of a vector that each aspect occupies."""
        sizes = {Aspect.TIMBRE: self.timbre, **PARTS, Aspect.PITCH: pitch_encoding.COUNT}
        if self.learned is not None:
            sizes[Aspect.KIND] = self.learned.count
        return dict(_slices(sizes))

    def project(self, features: NDArray[np.float32]) -> Vectors:
        """Project features to vectors: the aspects one after the other.

        Each aspect is scaled by its weight in `WEIGHTS`, so the dot product of two vectors is the
        similarity of two sounds.

        Args:
            features: float32 [sounds, `inputs` or more], finite.

        Returns:
            float32 [sounds, size], each of unit length.
        """
        given = dict(_slices({Aspect.TIMBRE: self.timbre, **PARTS}))
        centred = features[:, : len(self.mean)] - self.mean
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

    def adapted(self, features: NDArray[np.float32], count: int | None = None) -> Space:
        """Return the space adapted to a library: its statistics blended with the shipped ones.

        With few sounds it is close to `self`, with many to theirs. Outliers hardly count.

        Args:
            features: float32 [sounds, features], finite; may be empty.
            count: Sounds in the library, of which `features` are a `sample`; `None`: these are all.
        """
        if count is None:
            count, features = len(features), features[sample(len(features))]
        if count == 0:
            return self
        mean, spread = robust_statistics(features[:, : len(self.mean)])
        part = count / (count + KNOWN)
        # The pooled variance includes the distance between both means.
        apart = part * (1 - part) * (mean - self.mean) ** 2
        variance = part * spread**2 + (1 - part) * self.spread**2 + apart
        mean = part * mean + (1 - part) * self.mean
        return replace(
            self, mean=mean.astype(np.float32), spread=np.sqrt(variance).astype(np.float32)
        )


def sample(count: int) -> slice:
    """Return which of so many sounds are measured: `ENOUGH` of them at most, evenly spaced."""
    return slice(None, None, max(1, -(-count // ENOUGH)))


def robust_statistics(
    features: NDArray[np.float32],
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return mean and standard deviation of each feature, robust to outliers.

    Args:
        features: float32 [sounds, features], finite, 1 sound or more.

    Returns:
        Two arrays of float32 [features]; the deviations are above 0.
    """
    kept = np.clip(features, *np.quantile(features, (TAIL, 1 - TAIL), axis=0))
    return kept.mean(0).astype(np.float32), (kept.std(0) + NEVER).astype(np.float32)


def _slices(sizes: dict[Aspect, int]) -> Iterator[tuple[Aspect, slice]]:
    """Yield the slice of each aspect when laid out one after the other."""
    start = 0
    for name, size in sizes.items():
        yield name, slice(start, start + size)
        start += size


def _width(place: slice) -> int:
    """Return the length of a slice with two ends."""
    return int(place.stop - place.start)
