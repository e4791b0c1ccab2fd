"""How many decisions it takes to find what a person would keep, if triage learns from them.

Takes the folder of unpacked Debian packages of `scripts/bench quality`. Listeners are simulated:
each wants one to four kinds of sound, half of them only those that are, say, bright or long; one in
ten of the wanted sounds is rejected all the same, one in a hundred of the others is kept. They
begin with the first sounds in the order of the list (packs, then kinds); when enough is decided,
the likeliest come first, learned anew after every eighth part of the decisions so far. Told: the
share of all sounds decided when nine of ten keeps are found, and relative to the order of the list;
how often probabilities are right; for packs that may be used for tuning and for the others.
"""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from actors.embeddings.extraction import load_model
from models.embedding.space.unit_vector import Vectors
from models.triage.preference import ENOUGH, learn
from models.words.measurement import measure, standardise
from scripts.benches.quality import Corpus, is_tunable, load_corpus

GOAL, LISTENERS, KINDS, FEWEST = 0.9, 24, 4, 15
"""Share of keeps to be found; listeners; kinds that one wants at most; least keeps."""
WITHHELD, ADDED, PICKY = 0.1, 0.01, -0.3
"""Wanted sounds rejected, others kept, and the least attribute in standard deviations."""
FIRST, PART = 5, 8
"""Sounds decided between two fits: at least so many, else one in so many of those decided."""
AT_ONCE = 100_000
"""Sounds of the timed order."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one listener found."""

    listed: int
    """Decisions in the order of the list."""
    learned: int
    predicted: tuple[float, ...]
    """Probability of each decision before it was made."""
    kept: tuple[bool, ...]


def listeners(corpus: Corpus, attributes: Vectors, seed: int) -> list[NDArray[np.bool_]]:
    """Return what each listener would keep: bool [sounds]."""
    chance, kinds = np.random.default_rng(seed), sorted(set(corpus.kinds.tolist()))
    found = []
    for number in range(LISTENERS):
        wanted = chance.choice(kinds, chance.integers(1, KINDS + 1), replace=False)
        kept = np.isin(corpus.kinds, wanted)
        way = chance.choice((-1, 1)) * attributes[:, chance.integers(attributes.shape[1])]
        if number % 2:
            kept &= way > PICKY
        kept &= chance.random(len(kept)) > WITHHELD
        kept |= chance.random(len(kept)) < ADDED
        if kept.sum() >= FEWEST:
            found.append(kept)
    return found


def decide(kept: NDArray[np.bool_], vectors: Vectors, listed: NDArray[np.intp]) -> Outcome:
    """Let a listener decide until enough is found."""
    needed = int(np.ceil(GOAL * kept.sum()))
    done, left = np.zeros(0, np.intp), listed
    predicted: list[float] = []
    while kept[done].sum() < needed:
        count = max(FIRST, len(done) // PART)
        learned = learn(vectors[done], kept[done]) if len(done) >= ENOUGH else None
        if learned is not None:
            likely = learned.probabilities(vectors[left])
            order = np.argsort(-likely, kind="stable")
            predicted += likely[order[:count]].tolist()
            left = left[order]
        else:
            predicted += [float("nan")] * min(count, len(left))
        done, left = np.concatenate([done, left[:count]]), left[count:]
    found = np.cumsum(kept[done])
    return Outcome(
        int(np.argmax(np.cumsum(kept[listed]) >= needed)) + 1,
        int(np.argmax(found >= needed)) + 1,
        tuple(predicted),
        tuple(kept[done].tolist()),
    )


def figures(outcomes: list[Outcome], sounds: int) -> dict[str, object]:
    """Return means over listeners, and the reliability of probabilities."""
    listed = np.array([one.listed for one in outcomes])
    learned = np.array([one.learned for one in outcomes])
    predicted = np.concatenate([one.predicted for one in outcomes])
    kept = np.concatenate([one.kept for one in outcomes])
    there = np.isfinite(predicted)
    bands = {}
    for low in (0.0, 0.2, 0.4, 0.6, 0.8):
        band = there & (predicted >= low) & (predicted < low + 0.2)
        if band.any():
            bands[f"{low:.1f}"] = (
                f"{predicted[band].mean():.2f}: {kept[band].mean():.2f} of {int(band.sum())}"
            )
    return {
        "listeners": len(outcomes),
        "sounds": sounds,
        "list order": round(float(listed.mean()) / sounds, 3),
        "learned": round(float(learned.mean()) / sounds, 3),
        "median ratio": round(float(np.median(learned / listed)), 3),
        "worst ratio": round(float((learned / listed).max()), 3),
        "predicted: kept": bands,
    }


def main() -> None:
    """Print the figures of both halves, and JSON last."""
    words = argparse.ArgumentParser(prog="scripts/bench triage", description=__doc__)
    words.add_argument("packages", type=Path)
    corpus = load_corpus(words.parse_args().packages)
    vectors = load_model().space.adapted(corpus.features).project(corpus.features)
    attributes = standardise(measure(corpus.features))
    tuned = np.array([is_tunable(pack) for pack in corpus.packs.tolist()])
    report: dict[str, object] = {"bench": "triage"}
    for half, rows in (("tuning packs", tuned), ("test packs", ~tuned)):
        part = Corpus(corpus.features[rows], corpus.kinds[rows], corpus.packs[rows])
        listed = np.lexsort((part.kinds, part.packs))
        outcomes = [
            decide(kept, vectors[rows], listed)
            for kept in listeners(part, attributes[rows], seed=1)
        ]
        report[half] = figures(outcomes, len(listed))
    many = np.resize(vectors, (AT_ONCE, vectors.shape[1]))
    begun = time.perf_counter()
    learned = learn(vectors[:400], np.arange(400) % 3 == 0)
    fitted = time.perf_counter()
    if learned is not None:
        learned.probabilities(many)
    report["ms"] = {
        "fit to 400 decisions": round(1000 * (fitted - begun), 1),
        f"order of {AT_ONCE} sounds": round(1000 * (time.perf_counter() - fitted)),
    }
    for name, value in report.items():
        print(f"{name}: {value}")
    print(json.dumps(report))


if __name__ == "__main__":
    main()
