"""How many neighbours of a sound are of its kind, in packs that share no sounds with its own.

Takes a folder of unpacked Debian packages (`apt-get download hydrogen-drumkits hydrogen-data
sonic-pi-samples lmms-common`, and `dpkg -x` of each into it). Every sound asks among the
sounds of all other packs; P@5 and P@10 are the parts of its nearest that are of its kind,
averaged over kinds, so that the many kicks do not count for more. Packs are split into those that
something may be tuned on and those that nothing was, by a digest of their names; both are
told. Baselines in the same run: MFCC, our descriptors alone, the network alone, chance.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from actors.embeddings.listening import Unheard, features, loaded
from models.embedding.aspect import WEIGHTS, Aspect
from models.embedding.descriptor import cepstrum
from models.embedding.features import unpacked
from models.embedding.likeness.question import question
from models.embedding.likeness.space import Space
from models.embedding.likeness.vector import unit
from scripts.labelling.packs import corpus

NEAREST = (1, 5, 10)
FEWEST = 2
"""Packs that a kind must occur in: else nobody could find it."""

Vectors = NDArray[np.float32]
Names = NDArray[np.str_]


def gathered(packages: Path) -> tuple[Vectors, Names, Names]:
    """Return features, kinds and packs of all sounds that can be asked for."""
    model, rows = loaded(), []
    for path, kind, pack in corpus(packages):
        try:
            rows.append((unpacked(features(model, bytes(path))), kind, pack))
        except Unheard:
            continue
    heard = np.array([row[0] for row in rows], np.float32)
    kinds, packs = np.array([row[1] for row in rows]), np.array([row[2] for row in rows])
    common = [kind for kind in set(kinds.tolist()) if len(set(packs[kinds == kind])) >= FEWEST]
    kept = np.isin(kinds, common)
    return heard[kept], kinds[kept], packs[kept]


def tunable(pack: str) -> bool:
    """Tell whether something may be tuned on a pack: on about half of them."""
    return hashlib.sha256(pack.encode()).digest()[0] % 2 == 0


def precision(
    questions: Vectors, vectors: Vectors, kinds: Names, packs: Names, asking: NDArray[np.bool_]
) -> dict[str, float]:
    """Return the part of neighbours of the same kind, averaged over kinds."""
    alike = questions @ vectors.T
    alike[packs[:, None] == packs[None]] = -np.inf
    order = np.argsort(-alike, axis=1)[:, : max(NEAREST)]
    same = kinds[order] == kinds[:, None]
    found = {}
    for count in NEAREST:
        part = same[:, :count].mean(1)
        each = [part[asking & (kinds == kind)].mean() for kind in sorted(set(kinds[asking]))]
        found[f"P@{count}"] = round(float(np.mean(each)), 3)
    return found


def ways(space: Space, heard: Vectors) -> dict[str, tuple[Vectors, Vectors]]:
    """Return questions and vectors of each way of comparing."""
    placed = space.placed(heard)

    def asked(weights: dict[Aspect, float]) -> Vectors:
        return np.array([question(space, one[None], None, weights) for one in placed], np.float32)

    begin = space.timbre
    mfcc = heard[:, begin : begin + cepstrum.COUNT]
    scaled = unit(((mfcc - mfcc.mean(0)) / (mfcc.std(0) + 1e-6)).astype(np.float32))
    descriptors = {**WEIGHTS, Aspect.TIMBRE: 0.0}
    chance = unit(np.random.default_rng(1).normal(size=placed.shape).astype(np.float32))
    return {
        "chance": (chance, chance),
        "MFCC": (scaled, scaled),
        "descriptors": (asked(descriptors), placed),
        "network": (asked({Aspect.TIMBRE: 1.0}), placed),
        "ours": (asked(dict(WEIGHTS)), placed),
    }


def main() -> None:
    """Print a line for each way, and JSON last."""
    words = argparse.ArgumentParser(prog="scripts/bench quality", description=__doc__)
    words.add_argument("packages", type=Path)
    given = words.parse_args()
    heard, kinds, packs = gathered(given.packages)
    space = loaded().space.adapted(heard)
    tuned = np.array([tunable(pack) for pack in packs.tolist()])
    sets: dict[str, Callable[[], NDArray[np.bool_]]] = {
        "all": lambda: np.ones(len(kinds), bool),
        "tune": lambda: tuned,
        "test": lambda: ~tuned,
    }
    told: dict[str, object] = {
        "bench": "quality",
        "sounds": len(kinds),
        "kinds": len(set(kinds.tolist())),
        "packs": len(set(packs.tolist())),
    }
    print(", ".join(f"{value} {name}" for name, value in told.items() if name != "bench"))
    for way, (questions, vectors) in ways(space, heard).items():
        figures = {
            name: precision(questions, vectors, kinds, packs, asking())
            for name, asking in sets.items()
        }
        told[way] = figures
        print(f"{way}: " + "; ".join(f"{name} {one}" for name, one in figures.items()))
    print(json.dumps(told))


if __name__ == "__main__":
    main()
