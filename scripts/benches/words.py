"""Whether descriptions find sounds, in packs that the concept head was not fitted on.

Takes a folder of unpacked Debian packages (see `scripts/labelling/named_sounds.py`) and perhaps a
file in which features are kept. Every description of `scripts/labelling/questions.py` is asked
among the sounds of packs under other licences; those labelled with its kind are right. Told: P@10
and mean reciprocal rank (MRR) over questions, P@10 by kind; for packs that may be used for tuning
and for the others apart; for the head alone, chance, and an oracle (the centroid of the right
sounds).

Then half of the sounds of each pack lose their names: how well the named half teaches where the
others are. Last, adjectives: the place of the ten best among their kind in the wanted attribute
(0.5 without), and Spearman's correlation of attributes with plain measures of the audio, among
sounds of one kind.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from actors.model_files.loader import open_concepts, open_default_model
from actors.model_files.vocabulary import shipped_vocabulary
from models.embedding.concepts import ConceptHead
from models.embedding.space.unit_vector import unit
from models.words import weights
from models.words.attribute import LISTED, Attribute
from models.words.meaning import Meaning, Part, Role, understand
from models.words.measurement import measure
from models.words.ranking import (
    Evidence,
    Predictions,
    pack_probabilities,
    scores,
    taught_by,
)
from scripts.benches.quality import is_tunable
from scripts.fit_concepts import Labelled, kinds_of, label_sounds
from scripts.labelling.feature_cache import MODELS, FeatureCache, Variant
from scripts.labelling.named_sounds import NamedSound, named_sounds
from scripts.labelling.questions import ASKED

FITTED = {
    *("fluid", "sonic-pi", "freedoom", "supertuxkart", "minetest", "endless sky"),
    *("freedesktop", "flare", "scratch", "asterisk", "opl3"),
}
"""Packs of which sounds may train, or that share recordings with one: these are not asked in."""
MOST, LOW = 40, 150.0
"""Sounds of a kind of which attributes are compared; Hertz below which the low end lies."""
FEWEST, FIRST, LEAST = 5, 10, 3
"""Right sounds for a question to count; first places counted; named sounds that teach."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """Packs that questions are asked in."""

    labelled: Labelled
    predictions: Predictions
    vectors: Floats
    kinds: list[str]
    correlations: dict[str, float] = field(default_factory=dict)

    def right(self, kind: str) -> NDArray[np.bool_]:
        """Return which sounds are of a kind."""
        found: NDArray[np.bool_] = self.labelled.kinds[:, self.kinds.index(kind)] > 0
        return found


def load(packages: Path, cache: FeatureCache, head: ConceptHead | None = None) -> Asked:
    """Return all sounds of the packs that are asked in."""
    vocabulary = shipped_vocabulary()
    model = open_default_model(MODELS)
    with tempfile.TemporaryDirectory(prefix="sempal-words-") as folder:
        sounds = [one for one in named_sounds(packages, Path(folder)) if one.pack not in FITTED]
        labelled = label_sounds(sounds, cache, vocabulary)
        correlated = correlations(sounds, cache)
    head = open_concepts(MODELS, model.space) if head is None else head
    space = model.space.adapted(labelled.features)
    predictions = Predictions(
        head.columns,
        pack_probabilities(head.log_probabilities(labelled.features)),
        measure(labelled.features).astype(np.float16),
    )
    vectors = space.project(labelled.features)
    return Asked(labelled, predictions, vectors, list(vocabulary.groups), correlated)


def ranked(score: Floats, right: NDArray[np.bool_]) -> tuple[float, float]:
    """Return P@10 and reciprocal rank."""
    order = np.argsort(-score, kind="stable")
    hits = right[order]
    return float(hits[:FIRST].mean()), 1 / (1 + int(np.argmax(hits)))


def ask_all(
    asked: Asked, answer: Callable[[str, Meaning], Floats]
) -> list[tuple[str, float, float]]:
    """Return kind, P@10 and reciprocal rank of each question."""
    vocabulary, found = shipped_vocabulary(), []
    for kind, texts in ASKED.items():
        right = asked.right(kind)
        if right.sum() < FEWEST:
            continue
        meanings = [understand(text, vocabulary) for text in texts.split("|")]
        found += [(kind, *ranked(answer(kind, meaning), right)) for meaning in meanings]
    return found


def unnamed_half(asked: Asked) -> dict[str, list[tuple[str, float, float]]]:
    """Return results among the unnamed half, by the weight of what the named half teaches."""
    chance = np.random.default_rng(1)
    named = chance.random(len(asked.vectors)) < 0.5
    found: dict[str, list[tuple[str, float, float]]] = defaultdict(list)
    vectors, predictions = asked.vectors[~named], asked.predictions.at(np.flatnonzero(~named))
    for kind in ASKED:
        right = asked.right(kind)
        if (right & named).sum() < LEAST or (right & ~named).sum() < FEWEST:
            continue
        meaning = Meaning((Part(Role.KIND, kind, kinds={kind: 1.0}),))
        examples, others = asked.vectors[right & named], asked.vectors[named & ~right]
        taught = taught_by(vectors, examples, others)
        ways = {
            "head": Evidence(),
            "head, taught": Evidence(taught=taught),
            "taught alone": None,
        }
        for way, evidence in ways.items():
            score = taught if evidence is None else scores(meaning, predictions, evidence)
            found[way].append((kind, *ranked(score, right[~named])))
    return found


def adjectives(asked: Asked) -> dict[str, tuple[float, float]]:
    """Return place in the wanted attribute and P@10 of the kind, by attribute and in all."""
    found: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for kind in ASKED:
        right = asked.right(kind)
        if right.sum() < 2 * FEWEST:
            continue
        for attribute in LISTED:
            column = asked.predictions.standard[:, LISTED.index(attribute)]
            places = np.argsort(np.argsort(column[right])) / (right.sum() - 1)
            for direction in (-1.0, 1.0):
                part = Part(Role.ATTRIBUTE, attribute, attributes={attribute: direction})
                meaning = Meaning((Part(Role.KIND, kind, kinds={kind: 1.0}), part))
                place = np.full(len(right), np.nan)
                place[right] = places if direction > 0 else 1 - places
                best = np.argsort(-scores(meaning, asked.predictions, Evidence()), kind="stable")[
                    :FIRST
                ]
                if right[best].any():
                    hit = float(right[best].mean())
                    found[attribute.value].append((float(np.nanmean(place[best])), hit))
    means = {name: np.mean(rows, axis=0) for name, rows in found.items()}
    means["all"] = np.mean([row for rows in found.values() for row in rows], axis=0)
    return {name: (round(float(one[0]), 3), round(float(one[1]), 3)) for name, one in means.items()}


def plain_measures(path: Path) -> dict[Attribute, float]:
    """Return measures of a sound that share no code with the descriptors."""
    audio, rate = soundfile.read(path, always_2d=True, frames=10 * 48_000)
    mono = audio.mean(1)
    level = np.abs(mono)
    loud = np.flatnonzero(level > level.max() * 0.01)
    power = np.abs(np.fft.rfft(mono)) ** 2 + 1e-12
    hertz = np.fft.rfftfreq(len(mono), 1 / rate)
    return {
        Attribute.LENGTH: float(loud[-1] - loud[0]) / rate,
        Attribute.BRIGHTNESS: float(power @ hertz / power.sum()),
        Attribute.LOW_END: float(power[hertz < LOW].sum() / power.sum()),
        Attribute.TONALITY: float(-np.exp(np.log(power).mean()) / power.mean()),
        Attribute.ATTACK: float(level.argmax() - loud[0]) / rate,
    }


def rank_correlation(one: Floats, other: Floats) -> float:
    """Return Spearman's rank correlation; ties count by place."""
    first, second = (np.argsort(np.argsort(values)).astype(np.float64) for values in (one, other))
    first, second = first - first.mean(), second - second.mean()
    return float(first @ second / np.sqrt((first @ first) * (second @ second)))


def correlations(sounds: Sequence[NamedSound], cache: FeatureCache) -> dict[str, float]:
    """Return the mean of Spearman's rank correlation over kinds, by attribute."""
    vocabulary = shipped_vocabulary()
    by_kind: dict[str, list[Path]] = defaultdict(list)
    for sound in sounds:
        kinds = kinds_of(sound, vocabulary)
        if len(kinds) == 1 and len(by_kind[min(kinds)]) < MOST:
            by_kind[min(kinds)].append(sound.path)
    found: dict[str, list[float]] = defaultdict(list)
    for paths in by_kind.values():
        features = cache.features([Variant(path) for path in paths])
        there = [at for at, one in enumerate(features) if one is not None]
        if len(there) < 2 * FEWEST:
            continue
        ours = measure(np.array([features[at] for at in there], np.float32))
        plain = [plain_measures(paths[at]) for at in there]
        for attribute in plain[0]:
            theirs = np.array([one[attribute] for one in plain], np.float32)
            mine = ours[:, LISTED.index(attribute)]
            found[attribute.value].append(rank_correlation(mine, theirs))
    return {name: round(float(np.mean(values)), 2) for name, values in found.items()}


def mean(rows: list[tuple[str, float, float]]) -> dict[str, float]:
    """Return the means over questions, and P@10 over kinds."""
    kinds = sorted({kind for kind, _, _ in rows})
    by_kind = [np.mean([hit for one, hit, _ in rows if one == kind]) for kind in kinds]
    return {
        "P@10": round(float(np.mean([hit for _, hit, _ in rows])), 3),
        "MRR": round(float(np.mean([first for _, _, first in rows])), 3),
        "kinds": round(float(np.mean(by_kind)), 3),
        "questions": len(rows),
    }


def part_of(asked: Asked, rows: NDArray[np.bool_]) -> Asked:
    """Return some of the sounds."""
    labelled = asked.labelled
    part = Labelled(labelled.features[rows], labelled.kinds[rows], labelled.packs[rows])
    return Asked(part, asked.predictions.at(np.flatnonzero(rows)), asked.vectors[rows], asked.kinds)


def head_alone(asked: Asked) -> list[tuple[str, float, float]]:
    """Return results of the head alone, without names and adjectives."""

    def answer(_: str, meaning: Meaning) -> Floats:
        kinds = Meaning(tuple(part for part in meaning.parts if part.role is Role.KIND))
        return scores(kinds, asked.predictions, Evidence())

    return ask_all(asked, answer)


def main() -> None:
    """Print the figures, and JSON last."""
    words = argparse.ArgumentParser(prog="scripts/bench words", description=__doc__)
    words.add_argument("packages", type=Path)
    words.add_argument("--features", type=Path, help="file in which features are kept")
    given = words.parse_args()
    asked = load(given.packages, FeatureCache(given.features))
    tuned = np.array([is_tunable(pack) for pack in asked.labelled.packs.tolist()])
    chance = np.random.default_rng(1)
    report: dict[str, object] = {
        "bench": "words",
        "sounds": len(tuned),
        "packs": len(set(asked.labelled.packs.tolist())),
    }
    report["head"] = mean(head_alone(asked))
    report["head, tuning packs"] = mean(head_alone(part_of(asked, tuned)))
    report["head, test packs"] = mean(head_alone(part_of(asked, ~tuned)))

    def whole(_: str, meaning: Meaning) -> Floats:
        return scores(meaning, asked.predictions, Evidence())

    def centroid(kind: str, _: Meaning) -> Floats:
        right = asked.right(kind)
        towards = asked.vectors[right].mean(0) - asked.vectors.mean(0)
        found: Floats = asked.vectors @ unit(towards)
        return found

    def random(_kind: str, _meaning: Meaning) -> Floats:
        return chance.random(len(tuned), np.float32)

    report["head and adjectives"] = mean(ask_all(asked, whole))
    report["chance"] = mean(ask_all(asked, random))
    report["oracle: centroid"] = mean(ask_all(asked, centroid))
    for way, rows in unnamed_half(asked).items():
        report[f"unnamed half: {way}"] = mean(rows)
    report["adjectives (place, P@10)"] = adjectives(asked)
    report["attributes, rank correlation"] = asked.correlations
    by_kind = defaultdict(list)
    for kind, hit, _ in head_alone(asked):
        by_kind[kind].append(hit)
    report["by kind"] = {kind: round(float(np.mean(hits)), 2) for kind, hits in by_kind.items()}
    report["weights"] = {
        name: value for name, value in vars(weights).items() if isinstance(value, float)
    }
    for name, value in report.items():
        print(f"{name}: {value}")
    print(json.dumps(report))


if __name__ == "__main__":
    main()
