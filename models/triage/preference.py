"""What a person is likely to keep, learned from what they kept and rejected. Pure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.embedding.space.unit_vector import Vectors

ENOUGH, EACH = 20, 3
"""Decisions needed, and how many of them must be keeps, and rejects."""
MOST = 400
"""Decisions that count at most, evenly spaced: with more, 100 000 sounds take seconds."""
SHARP, RIDGE = 8.0, 1.0
"""Steepness of the kernel, and shrinkage.

Source: `scripts/bench triage`, listeners to tuning packs.
"""
STEPS = 60
"""Of Newton's method."""
SURE, PAGE = 0.02, 4096
"""No probability is nearer to 0 or 1; sounds compared at a time."""


@dataclass(frozen=True, slots=True, eq=False)
class Preference:
    """Kernel ridge regression on vectors, its scores calibrated by leaving one decision out."""

    vectors: Vectors
    """float32 [decisions, size]."""
    weights: NDArray[np.float64]
    """float64 [decisions]."""
    base: float
    """Share of keeps among the decisions."""
    slope: float
    offset: float
    """Of the logistic function that turns a score into a probability."""
    right: float
    """Share of the decisions that are predicted rightly from the others."""

    def probabilities(self, vectors: Vectors) -> NDArray[np.float32]:
        """Return how likely sounds are kept: float32 [sounds].

        Args:
            vectors: float32 [sounds, size], unit length.
        """
        known = [
            _kernel(vectors[begin : begin + PAGE], self.vectors) @ self.weights.astype(np.float32)
            for begin in range(0, len(vectors), PAGE)
        ]
        scores = np.concatenate([np.zeros(0), *known]) + self.base
        logits = np.clip(self.slope * (scores - 0.5) + self.offset, -30, 30)
        found: NDArray[np.float32] = np.clip(1 / (1 + np.exp(-logits)), SURE, 1 - SURE).astype(
            np.float32
        )
        return found


def learn(vectors: Vectors, kept: NDArray[np.bool_]) -> Preference | None:
    """Return what decisions teach; `None`: they are too few, or nearly all the same.

    Source: C. Saunders et al., "Ridge regression learning algorithm in dual variables", 1998; the
    calibration is J. Platt's, 1999.

    Args:
        vectors: float32 [decisions, size], unit length.
        kept: bool [decisions].
    """
    step = -(-len(kept) // MOST) if len(kept) else 1
    vectors, kept = vectors[::step], kept[::step]
    if len(kept) < ENOUGH or min(int(kept.sum()), int((~kept).sum())) < EACH:
        return None
    wanted = kept.astype(np.float64)
    base = float(wanted.mean())
    kernel = _kernel(vectors, vectors).astype(np.float64)
    inverse = np.linalg.inv(kernel + RIDGE * np.eye(len(kept)))
    weights = inverse @ (wanted - base)
    # What the others tell of each decision, without fitting again.
    others = wanted - weights / np.diag(inverse)
    slope, offset = _calibration(others, wanted)
    predicted = slope * (others - 0.5) + offset > 0
    return Preference(vectors, weights, base, slope, offset, float((predicted == kept).mean()))


def _kernel(some: Vectors, others: Vectors) -> NDArray[np.float32]:
    found: NDArray[np.float32] = some @ others.T
    found -= np.float32(1)
    found *= np.float32(SHARP)
    np.exp(found, out=found)
    return found


def _calibration(scores: NDArray[np.float64], wanted: NDArray[np.float64]) -> tuple[float, float]:
    """Return slope and offset of the most likely logistic function; the slope is not below 0."""
    # Platt's targets: no decision is certain.
    high = (wanted.sum() + 1) / (wanted.sum() + 2)
    low = 1 / ((1 - wanted).sum() + 2)
    targets = np.where(wanted > 0, high, low)
    inputs = np.stack([scores - 0.5, np.ones_like(scores)])
    found = np.array([4.0, 0.0])
    penalty = np.diag([1e-2, 1e-3])
    for _ in range(STEPS):
        predicted = 1 / (1 + np.exp(np.clip(-found @ inputs, -30, 30)))
        slope = inputs @ (predicted - targets) + penalty @ found
        curve = (inputs * (predicted * (1 - predicted))) @ inputs.T + penalty
        found -= np.clip(np.linalg.solve(curve, slope), -2, 2)
        found[0] = max(found[0], 0.0)
    return float(found[0]), float(found[1])
