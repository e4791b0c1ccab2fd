"""Fit the projection that separates kinds of sound: `python -m scripts.fit_kinds PACKAGES [WORK]`.

Writes `data/models/aisfx-kinds.npz`, after `scripts/fit_concepts.py`, whose head and whose sounds
it takes: linear discriminants of their kinds, and the principal components of discriminants and
roots of probabilities of the head (`models/embedding/space/kind_projection.py`). Also writes
`aisfx-kinds-detailed.npz`: the same of all features, details too, with heads of its own. PACKAGES
and WORK are those of `scripts/fit_concepts.py`.

Source of the method: R. A. Fisher (1936); the within-class scatter is shrunk towards a multiple of
the identity, as some kinds have few sounds.
"""

from __future__ import annotations

import io
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import eigh

from actors.model_files.loader import open_concepts, open_default_model
from actors.model_files.vocabulary import shipped_vocabulary
from models.embedding.concepts import ConceptHead, head_inputs
from models.embedding.default_model import DETAILED, KINDS
from models.embedding.space.kind_projection import LAYERS, KindProjection
from models.embedding.space.space import Space, robust_statistics
from scripts.fit_concepts import SEED, Labelled, fit_head, training_sounds
from scripts.labelling.feature_cache import MODELS

FREE = {"sonic-pi", "fluid", "supertuxkart", "minetest"}
"""Packs of `scripts/bench quality` of which sounds train, or that share sounds with one."""
DISCRIMINANTS, COMPONENTS, SHRINKAGE, FEWEST = 40, 48, 0.1, 6
"""Discriminants, output dimensions, shrinkage, and minimum sounds per kind.

Source: `scripts/bench quality`, tuning packs; 32 dimensions are 0.003 worse, 24 are 0.006.
"""
HEADS = 2
"""Heads of the detailed projection, of different seeds, whose scores are averaged.

Source: `scripts/bench quality`, tuning packs that nothing was fitted on: 0.361 over kinds with one,
0.366 with two, no more with three or four.
"""
Array = NDArray[np.float64]


def discriminants(measured: Array, kinds: NDArray[np.float32]) -> tuple[Array, Array]:
    """Return mean and discriminant directions.

    Args:
        measured: float64 [sounds, features].
        kinds: float32 [sounds, kinds]: above 0 where a sound is of a kind.

    Returns:
        float64 [features] and [features, DISCRIMINANTS], most discriminative first.
    """
    centre = measured.mean(0)
    enough = np.flatnonzero((kinds > 0).sum(0) >= FEWEST)
    within, between = np.zeros((2, len(centre), len(centre)))
    for kind in enough:
        own = measured[kinds[:, kind] > 0]
        middle = own.mean(0)
        # Weigh all kinds equally, whatever their number of sounds.
        within += (own - middle).T @ (own - middle) / len(own) / len(enough)
        between += np.outer(middle - centre, middle - centre) / len(enough)
    ball = np.trace(within) / len(within) * np.eye(len(within))
    strength, directions = eigh(between, (1 - SHRINKAGE) * within + SHRINKAGE * ball)
    return centre, directions[:, np.argsort(-strength)[:DISCRIMINANTS]]


def fit_projection(labelled: Labelled, head: ConceptHead) -> KindProjection:
    """Return the projection fitted to labelled sounds."""
    space = head.space
    measured = head_inputs(labelled.features, space).astype(np.float64)
    centre, directions = (
        one.astype(np.float16).astype(np.float32) for one in discriminants(measured, labelled.kinds)
    )
    layers = (head.first, head.first_bias, head.second, head.second_bias)
    size = len(head.kinds) + directions.shape[1]
    whole = (np.zeros(size, np.float32), np.eye(size, dtype=np.float32))
    both = KindProjection(space.mean, space.spread, layers, centre, directions, *whole).both(
        labelled.features
    )
    middle = both.mean(0)
    _, vectors = eigh((both - middle).T @ (both - middle))
    turn = vectors[:, ::-1][:, :COMPONENTS]
    turn = turn * np.sign(turn[np.abs(turn).argmax(0), np.arange(COMPONENTS)])
    stored = [one.astype(np.float16).astype(np.float32) for one in (middle, turn)]
    return KindProjection(space.mean, space.spread, layers, centre, directions, *stored)


def fit_detailed(labelled: Labelled, first: Space) -> KindProjection:
    """Return the projection of all features fitted to labelled sounds, with heads of its own.

    Args:
        labelled: With details.
        first: Shipped statistics of the features before these.
    """
    details = robust_statistics(labelled.features[:, len(first.mean) :])
    mean, spread = (
        np.concatenate([usual, own])
        for usual, own in zip((first.mean, first.spread), details, strict=True)
    )
    kinds = list(shipped_vocabulary().groups)
    space = Space(mean, spread)
    heads = [fit_head(labelled, space, kinds, SEED + more) for more in range(HEADS)]
    return fit_projection(labelled, joined(heads))


def joined(heads: Sequence[ConceptHead]) -> ConceptHead:
    """Return one head whose scores are the means of those of some heads of the same kinds."""
    second = np.concatenate([one.second for one in heads]) / np.float32(len(heads))
    bias = np.asarray(np.mean([one.second_bias for one in heads], axis=0), np.float32)
    return ConceptHead(
        heads[0].kinds,
        np.concatenate([one.first for one in heads], axis=1),
        np.concatenate([one.first_bias for one in heads]),
        np.asarray(second, np.float32),
        bias,
        heads[0].space,
    )


def write_projection(fitted: KindProjection, path: Path, first: int | None = None) -> None:
    """Write a projection, weights as float16, with constant time stamps.

    Args:
        fitted: The projection.
        path: Where to.
        first: Features whose statistics and whose head are in other files; `None`: all.
    """
    arrays = {
        "centre": fitted.centre,
        "directions": fitted.directions,
        "middle": fitted.middle,
        "turn": fitted.turn,
    }
    if first is not None:
        arrays |= dict(zip(LAYERS, fitted.layers, strict=True))
    arrays = {name: array.astype(np.float16) for name, array in arrays.items()}
    if first is not None:
        arrays |= {"mean": fitted.mean[first:], "spread": fitted.spread[first:]}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in arrays.items():
            content = io.BytesIO()
            np.save(content, array)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy"), content.getvalue())


def main() -> None:
    """Fit, and write the file."""
    space = open_default_model(MODELS).space
    head = open_concepts(MODELS, space)
    with tempfile.TemporaryDirectory(prefix="sempal-kinds-") as scratch:
        work = Path(sys.argv[2] if len(sys.argv) > 2 else scratch)
        labelled = training_sounds(Path(sys.argv[1]), work)
    write_projection(fit_projection(labelled, head), MODELS / KINDS)
    detailed = fit_detailed(labelled, space)
    write_projection(detailed, MODELS / DETAILED, len(space.mean))
    print(f"{len(labelled.features)} sounds and variants of {labelled.kinds.any(0).sum()} kinds")


if __name__ == "__main__":
    main()
