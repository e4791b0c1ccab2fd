"""Lay sounds out on a plane so that neighbours stay neighbours.

Landmarks attract each other along nearest neighbour links and repel all others; other sounds are
interpolated between their nearest landmarks. So the time grows with the number of sounds only by
one matrix product.

Source of the forces: L. McInnes, J. Healy, J. Melville, "UMAP: Uniform Manifold Approximation and
Projection for Dimension Reduction", 2018, section 3.2; curves for a minimum distance of 0.1.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.float32]
"""float32 [sounds, 2], each coordinate within -1 to 1."""
Vectors = NDArray[np.float32]
"""float32 [sounds, size], each of unit length."""

LANDMARKS = 3_000
"""Maximum number of sounds laid out by forces."""
NEIGHBOURS = 12
"""Links per landmark."""
ROUNDS = 260
PUSHES = 4
"""Random landmarks that each one is repelled from per round."""
A, B = 1.577, 0.895
"""UMAP's curve parameters a and b."""
FARTHEST = 4.0
"""Maximum step of a round, before cooling."""
BETWEEN = 4
"""Landmarks that a sound is interpolated between."""
SHARP = 40.0
"""Sharpness of the softmax weights of the interpolation."""
SPREAD = 0.012
"""Jitter of sounds between the same landmarks."""
KEPT = 0.9975
"""Quantile of positions that lies at the edge; those beyond it are moved there."""
ROWS = 4_096
"""Sounds placed per batch."""


def lay_out(vectors: Vectors, landmarks: int = LANDMARKS) -> Places:
    """Return the positions of sounds; deterministic.

    Args:
        vectors: Finite.
        landmarks: Maximum number laid out by forces.
    """
    count = len(vectors)
    if count == 0:
        return np.zeros((0, 2), np.float32)
    chosen = np.linspace(0, count - 1, min(count, landmarks)).astype(np.int64)
    known = _by_forces(vectors[chosen])
    places = np.empty((count, 2), np.float32)
    places[chosen] = known
    others = np.ones(count, bool)
    others[chosen] = False
    places[others] = place_among(vectors[others], vectors[chosen], known)
    return places


def place_among(vectors: Vectors, known: Vectors, places: Places) -> Places:
    """Interpolate the positions of further sounds among known ones.

    Args:
        vectors: Vectors of the further sounds.
        known: Vectors of positioned sounds; 1 or more.
        places: Their positions.
    """
    found = np.empty((len(vectors), 2), np.float32)
    between = min(BETWEEN, len(known))
    for first in range(0, len(vectors), ROWS):
        part = vectors[first : first + ROWS]
        similarity = part @ known.T
        nearest = np.argpartition(-similarity, between - 1, axis=1)[:, :between]
        scores = np.take_along_axis(similarity, nearest, 1)
        weights = np.exp(SHARP * (scores - scores.max(1, keepdims=True)))
        weights /= weights.sum(1, keepdims=True)
        middle = (places[nearest] * weights[:, :, None]).sum(1)
        found[first : first + ROWS] = middle + _apart(part)
    return np.clip(found, -1, 1)


def _apart(vectors: Vectors) -> Places:
    """Return small offsets derived from the vectors, so that no point covers another."""
    size = vectors.shape[1]
    directions = np.random.default_rng(7).normal(size=(size, 2)).astype(np.float32)
    step: Places = np.tanh(vectors @ directions) * np.float32(SPREAD)
    return step


def _by_forces(vectors: Vectors) -> Places:
    count = len(vectors)
    if count < 3:  # noqa: PLR2004 - a line at most
        line = np.linspace(-0.5, 0.5, count) if count > 1 else np.zeros(1)
        return np.stack([line, np.zeros(count)], 1).astype(np.float32)
    heads, tails, strength = _links(vectors)
    places = _begun(vectors)
    chance = np.random.default_rng(1)
    for number in range(ROUNDS):
        cooled = 1.0 - number / ROUNDS
        drawn = strength > chance.random(len(strength))
        moves = _drawn_together(places, heads[drawn], tails[drawn], count)
        moves += _pushed_apart(places, chance)
        places += np.clip(moves, -FARTHEST, FARTHEST) * cooled
    return _fitted(places)


def _links(vectors: Vectors) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Return links in both directions, and the strength of each, 0 to 1."""
    count = min(NEIGHBOURS, len(vectors) - 1)
    similarity = vectors @ vectors.T
    np.fill_diagonal(similarity, -np.inf)
    nearest = np.argpartition(-similarity, count - 1, axis=1)[:, :count]
    apart = np.maximum(0.0, 1.0 - np.take_along_axis(similarity, nearest, 1)).astype(np.float64)
    closest = apart.min(1, keepdims=True)
    scale = np.maximum(1e-6, (apart - closest).mean(1, keepdims=True))
    strength: NDArray[np.float64] = np.exp(-(apart - closest) / scale)
    heads = np.repeat(np.arange(len(vectors), dtype=np.int64), count)
    tails = nearest.ravel().astype(np.int64)
    both = (np.concatenate([heads, tails]), np.concatenate([tails, heads]))
    double: NDArray[np.float64] = np.tile(strength.ravel(), 2).astype(np.float64)
    return (*both, double)


def _begun(vectors: Vectors) -> NDArray[np.float64]:
    """Return the projection on the two principal axes, about 10 wide."""
    centred = (vectors - vectors.mean(0)).astype(np.float64)
    _, directions = np.linalg.eigh(centred.T @ centred)
    widest = directions[:, -2:]
    # Otherwise the sign of an axis is arbitrary.
    widest = widest * np.sign(widest[np.abs(widest).argmax(0), [0, 1]])
    flat: NDArray[np.float64] = centred @ widest
    steps = 1e-3 * np.random.default_rng(2).normal(size=flat.shape)  # separates identical sounds
    return 10 * flat / max(1e-9, float(np.abs(flat).max())) + steps


def _drawn_together(
    places: NDArray[np.float64], heads: NDArray[np.int64], tails: NDArray[np.int64], count: int
) -> NDArray[np.float64]:
    way = places[heads] - places[tails]
    square = (way**2).sum(1, keepdims=True)
    force = -2 * A * B * square ** (B - 1) / (1 + A * square**B)
    force[square[:, 0] == 0] = 0
    steps = np.clip(force * way, -FARTHEST, FARTHEST)
    sums = [np.bincount(heads, steps[:, axis], count) for axis in (0, 1)]
    return np.stack(sums, 1).astype(np.float64)


def _pushed_apart(places: NDArray[np.float64], chance: np.random.Generator) -> NDArray[np.float64]:
    moves = np.zeros_like(places)
    for _ in range(PUSHES):
        others = chance.permutation(len(places))
        way = places - places[others]
        square = (way**2).sum(1, keepdims=True)
        force = 2 * B / ((0.001 + square) * (1 + A * square**B))
        force[square[:, 0] == 0] = 0
        moves += np.clip(force * way, -FARTHEST, FARTHEST)
    return moves


def _fitted(places: NDArray[np.float64]) -> Places:
    """Scale positions to -1 to 1 in either direction; a few outliers do not shrink the rest."""
    low, high = np.quantile(places, [1 - KEPT, KEPT], axis=0)
    reach = np.maximum(1e-9, (high - low) / 2)
    fitted = np.clip((places - (low + high) / 2) / (1.05 * reach), -1, 1)
    found: Places = fitted.astype(np.float32)
    return found
