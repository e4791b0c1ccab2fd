"""Precision of similarity search by kind of sound, across packs that share no audio.

Takes a folder of unpacked Debian packages (`apt-get download hydrogen-drumkits hydrogen-data
sonic-pi-samples lmms-common freepats fluid-soundfont-gm musescore-general-soundfont-lossless
opl3-soundfont avldrums.lv2-soundfont wesnoth-1.16-data supertuxkart-data minetest-data
supertux-data hedgewars-data colobot-common-sounds`, and `dpkg -x` each into it; FoxDot's sounds
come from its source on PyPI). Missing ones are skipped.
Every sound queries the sounds of all other packs; P@5 and P@10 are the shares of its nearest
neighbours of the same kind, averaged over sounds and over kinds, so that kicks, which are many, do
not dominate. Packs are split by a digest of their names into those allowed for tuning and held-out
ones; both are reported. Also reported: neighbours among packs that `data/models/aisfx-kinds.npz`
was not fitted on (`scripts/fit_kinds.py`), separately for kinds it was fitted on and others.
Baselines in the same run: MFCC, our descriptors alone, the network alone, everything not fitted on
kinds, what is not expanded by the nearest sounds, chance.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import tempfile
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from actors.embeddings.extraction import Unembedded, extract_features, load_model
from models.embedding.aspect import WEIGHTS, Aspect
from models.embedding.descriptor import cepstrum
from models.embedding.features import unpack_features
from models.embedding.index.expansion import PLACES, expand
from models.embedding.space.query_vector import query_vector, query_vectors
from models.embedding.space.space import Space
from models.embedding.space.unit_vector import unit
from scripts.fit_kinds import FREE
from scripts.labelling.everything import labelled_sounds
from scripts.labelling.packs import Labelled

NEAREST = (1, 5, 10)
FEWEST, LEAST = 2, 10
"""Minimum packs per kind, as no neighbour could exist otherwise, and minimum sounds."""
MOST = 12
"""Maximum sounds per kind and pack."""

OURS = "ours"
Vectors = NDArray[np.float32]
Names = NDArray[np.str_]


def choose_sounds(packages: Path, out: Path) -> list[Labelled]:
    """Return at most `MOST` random distinct sounds per kind and pack."""
    groups: dict[tuple[str, str], list[Labelled]] = defaultdict(list)
    known: set[bytes] = set()
    for path, kind, pack in labelled_sounds(packages, out):
        digest = hashlib.sha256(path.read_bytes()).digest()
        if digest not in known:
            known.add(digest)
            groups[pack, kind].append((path, kind, pack))
    chance = random.Random(1)  # noqa: S311 - the selection is no secret
    return [
        one
        for key in sorted(groups)
        for one in chance.sample(groups[key], min(MOST, len(groups[key])))
    ]


def load_corpus(packages: Path) -> Corpus:
    """Return all query sounds."""
    model, rows = load_model(), []
    with tempfile.TemporaryDirectory(prefix="sempal-quality-") as out:
        for path, kind, pack in choose_sounds(packages, Path(out)):
            with suppress(Unembedded):
                rows.append((unpack_features(extract_features(model, bytes(path))), kind, pack))
    features = np.array([row[0] for row in rows], np.float32)
    kinds, packs = np.array([row[1] for row in rows]), np.array([row[2] for row in rows])
    common = [
        kind
        for kind in set(kinds.tolist())
        if len(set(packs[kinds == kind])) >= FEWEST and (kinds == kind).sum() >= LEAST
    ]
    kept = np.isin(kinds, common)
    return Corpus(features[kept], kinds[kept], packs[kept])


def is_tunable(pack: str) -> bool:
    """Return whether tuning on a pack is allowed: for about half of them."""
    return hashlib.sha256(pack.encode()).digest()[0] % 2 == 0


@dataclass(frozen=True, slots=True, eq=False)
class Corpus:
    """Sounds of known kind."""

    features: Vectors
    kinds: Names
    packs: Names

    def without(self, packs: set[str]) -> NDArray[np.bool_]:
        """Return a mask of the sounds outside the given packs."""
        return ~np.isin(self.packs, sorted(packs))


def precision(
    corpus: Corpus,
    way: tuple[Vectors, Vectors],
    asking: NDArray[np.bool_],
    among: NDArray[np.bool_],
    again: Callable[[Vectors], Vectors] | None = None,
) -> dict[str, float]:
    """Return the share of neighbours of the same kind, averaged over sounds and over kinds.

    Args:
        corpus: Sounds of known kind.
        way: Questions and vectors of each sound.
        asking: Sounds that are asked for.
        among: Sounds that are found.
        again: Returns the questions that ask for sounds, if the nearest ones expand it.
    """
    kinds, packs = corpus.kinds, corpus.packs
    questions, vectors = way
    similarity = questions @ vectors.T
    similarity[packs[:, None] == packs[None]] = -np.inf
    similarity[:, ~among] = -np.inf
    order = np.argsort(-similarity, axis=1)[:, : PLACES if again else max(NEAREST)]
    if again is not None:
        for row, there in enumerate(order):
            near = there[np.isfinite(similarity[row, there])]
            best, _ = expand(questions[row], similarity[row, near], vectors[near], again)
            order[row, : len(near)] = near[best]
    order = order[:, : max(NEAREST)]
    same = kinds[order] == kinds[:, None]
    found = {}
    for count in NEAREST:
        part = same[:, :count].mean(1)
        each = [part[asking & (kinds == kind)].mean() for kind in sorted(set(kinds[asking]))]
        found[f"P@{count}"] = round(float(part[asking].mean()), 3)
        found[f"kinds P@{count}"] = round(float(np.mean(each)), 3)
    return found


def methods(space: Space, features: Vectors) -> dict[str, tuple[Vectors, Vectors]]:
    """Return query and library vectors of each method."""
    placed = space.project(features)

    def asked(weights: dict[Aspect, float]) -> Vectors:
        return np.array(
            [query_vector(space, one[None], None, weights) for one in placed], np.float32
        )

    begin = space.timbre
    mfcc = features[:, begin : begin + cepstrum.COUNT]
    scaled = unit(((mfcc - mfcc.mean(0)) / (mfcc.std(0) + 1e-6)).astype(np.float32))
    plain = {**WEIGHTS, Aspect.KIND: 0.0}
    descriptors = {**plain, Aspect.TIMBRE: 0.0}
    chance = unit(np.random.default_rng(1).normal(size=placed.shape).astype(np.float32))
    default = asked(dict(WEIGHTS))
    return {
        "chance": (chance, chance),
        "MFCC": (scaled, scaled),
        "descriptors": (asked(descriptors), placed),
        "network": (asked({Aspect.TIMBRE: 1.0}), placed),
        "unlearned": (asked(plain), placed),
        "not expanded": (default, placed),
        OURS: (default, placed),
    }


def main() -> None:
    """Print one line per method, and JSON last."""
    words = argparse.ArgumentParser(prog="scripts/bench quality", description=__doc__)
    words.add_argument("packages", type=Path)
    given = words.parse_args()
    corpus = load_corpus(given.packages)
    tuned = np.array([is_tunable(pack) for pack in corpus.packs.tolist()])
    strange = corpus.without(FREE)
    learned = np.isin(corpus.kinds, sorted(set(corpus.kinds[~strange].tolist())))
    everything = np.ones(len(tuned), np.bool_)
    sets = {
        "all": (everything, everything),
        "tune": (tuned, everything),
        "test": (~tuned, everything),
        "unfitted packs": (strange, strange),
        "unfitted packs, tune": (strange & tuned, strange),
        "unfitted packs, test": (strange & ~tuned, strange),
        "unfitted packs, kinds learned": (strange & learned, strange),
        "unfitted packs, other kinds": (strange & ~learned, strange),
    }
    report: dict[str, object] = {
        "bench": "quality",
        "sounds": len(tuned),
        "kinds": len(set(corpus.kinds.tolist())),
        "packs": len(set(corpus.packs.tolist())),
    }
    print(", ".join(f"{value} {name}" for name, value in report.items() if name != "bench"))
    space = load_model().space.adapted(corpus.features)

    def again(sounds: Vectors) -> Vectors:
        return query_vectors(space, sounds)

    for method, way in methods(space, corpus.features).items():
        figures = {
            name: precision(corpus, way, asking, among, again if method == OURS else None)
            for name, (asking, among) in sets.items()
        }
        report[method] = figures
        short = (f"{name} {one['P@5']}/{one['P@10']}" for name, one in figures.items())
        print(f"{method} (P@5/P@10): " + "; ".join(short))
    print(json.dumps(report))


if __name__ == "__main__":
    main()
