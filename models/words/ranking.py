"""Order sounds by what a description means. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from models.words import weights
from models.words.attribute import LISTED
from models.words.meaning import Meaning
from models.words.measurement import standardise
from models.words.reason import Reason, ReasonKind

Floats = NDArray[np.float32]
FAR = 4.0
"""Standard deviations at which what a text network tells is clipped."""
STEPS = 10.0
"""Steps of a stored logarithm of a probability in one unit: 8 bits reach e^-12.7."""
LOWEST = 1e-9
"""Added to a probability before taking its logarithm."""
FAINT, SUSPECT, NOTABLE = 0.01, 0.1, 0.05
"""Least probability of a wanted and of an unwanted kind, and nearness, told as reasons."""
ENOUGH, CLEAR = 8, 0.3
"""Sounds of a kind to which an attribute is compared, and their least probability."""


@dataclass(frozen=True, eq=False)
class Predictions:
    """What the concept head and the descriptors tell of sounds."""

    kinds: Mapping[str, int]
    """Column of each kind that the head knows."""
    stored: NDArray[np.int8]
    """int8 [sounds, kinds]: logarithms of probabilities, `STEPS` times."""
    attributes: NDArray[np.float16]
    """float16 [sounds, attributes]."""

    def __len__(self) -> int:
        return len(self.stored)

    @cached_property
    def standard(self) -> Floats:
        """Attributes in standard deviations from the mean of all: float32 [sounds, attributes]."""
        return standardise(self.attributes.astype(np.float32))

    def probability(self, kind: str) -> Floats:
        """Return the probability of a kind: float32 [sounds]; 0 if the head does not know it."""
        column = self.kinds.get(kind)
        if column is None:
            return np.zeros(len(self), np.float32)
        found: Floats = np.exp(self.stored[:, column] / np.float32(STEPS))
        return found

    def at(self, rows: NDArray[np.intp]) -> Predictions:
        """Return some of the sounds; attributes stay relative to all."""
        part = Predictions(self.kinds, self.stored[rows], self.attributes[rows])
        part.__dict__["standard"] = self.standard[rows]
        return part


def pack_probabilities(logarithms: Floats) -> NDArray[np.int8]:
    """Return logarithms of probabilities as `Predictions.stored`."""
    found: NDArray[np.int8] = np.clip(np.rint(logarithms * STEPS), -127, 0).astype(np.int8)
    return found


@dataclass(frozen=True, eq=False)
class Evidence:
    """What else is known of the sounds, beside what they sound like; empty arrays: nothing."""

    named: Floats = field(default_factory=lambda: np.zeros(0, np.float32))
    """float32 [sounds]: share of the wanted words found in names, 0 to 1."""
    shunned: Floats = field(default_factory=lambda: np.zeros(0, np.float32))
    """float32 [sounds]: share of the unwanted words found in names."""
    taught: Floats = field(default_factory=lambda: np.zeros(0, np.float32))
    """float32 [sounds]: similarity to sounds named so, less that to others."""
    similarity: Floats = field(default_factory=lambda: np.zeros(0, np.float32))
    """float32 [sounds]: similarity to the wanted sounds, -1 to 1."""
    unwanted_similarity: Floats = field(default_factory=lambda: np.zeros(0, np.float32))
    """float32 [sounds]: similarity to the unwanted sounds, -1 to 1."""
    text: Floats = field(default_factory=lambda: np.zeros(0, np.float32))
    """float32 [sounds]: how well a text network finds that they fit, see `standardise_text`."""


def kind_probability(
    meaning: Meaning, predictions: Predictions, *, unwanted: bool = False
) -> Floats | None:
    """Return the weighted probability of the kinds: float32 [sounds]; `None`: there is none."""
    wanted = {
        kind: weight
        for kind, weight in meaning.kinds(unwanted=unwanted).items()
        if kind in predictions.kinds
    }
    if not wanted:
        return None
    found = np.zeros(len(predictions), np.float32)
    for kind, weight in wanted.items():
        found += np.float32(weight / sum(wanted.values())) * predictions.probability(kind)
    return found


def scores(meaning: Meaning, predictions: Predictions, evidence: Evidence) -> Floats:
    """Return how well sounds fit a description, higher is better: float32 [sounds].

    The sum of what is known: the logarithm of the probability of the kinds, words in names,
    similarity to sounds named so and to wanted sounds, attributes. An unwanted part only lowers it.
    """
    found = np.zeros(len(predictions), np.float32)
    if (probability := kind_probability(meaning, predictions)) is not None:
        found += np.log(probability + np.float32(LOWEST))
    weight = weights.ATTRIBUTE_TAUGHT if len(evidence.taught) else weights.ATTRIBUTE
    for attribute, direction in meaning.attributes.items():
        column = predictions.standard[:, LISTED.index(attribute)]
        found += np.float32(weight * direction) * column
    for kind in meaning.kinds(unwanted=True):
        remains = weights.CERTAIN - predictions.probability(kind)
        found += np.log(remains / np.float32(weights.CERTAIN)).astype(np.float32)
    if len(evidence.named):
        found += np.float32(weights.NAME) * evidence.named
    if len(evidence.shunned):
        found -= np.float32(weights.NAME) * evidence.shunned
    if len(evidence.taught):
        found += np.float32(weights.TAUGHT) * evidence.taught
    if len(evidence.similarity):
        found += np.float32(weights.SIMILARITY) * evidence.similarity
    if len(evidence.unwanted_similarity):
        away = np.float32(weights.SIMILARITY * weights.AWAY)
        found -= away * np.maximum(evidence.unwanted_similarity, 0)
    if len(evidence.text):
        found += np.float32(weights.TEXT) * evidence.text
    return found


def standardise_text(cosines: Floats) -> Floats:
    """Return similarities to a text in standard deviations from their mean: float32 [sounds].

    Args:
        cosines: float32 [sounds], all of a library that a text network knows.
    """
    if not len(cosines):
        return cosines
    distance = (cosines - cosines.mean()) / (cosines.std() + np.float32(1e-6))
    found: Floats = np.clip(distance, -FAR, FAR).astype(np.float32)
    return found


def taught_by(
    vectors: Floats, examples: Floats, others: Floats, own: NDArray[np.intp] | None = None
) -> Floats:
    """Return how much nearer sounds are to examples than to others: float32 [sounds].

    The mean cosine to the nearest examples less that to the nearest others.

    Args:
        vectors: float32 [sounds, size], unit length.
        examples: float32 [examples, size].
        others: float32 [others, size].
        own: The row among `vectors` of each example, -1 if it is not among them: none teaches
            itself. `None`: no example is.
    """
    near = vectors @ examples.T
    if own is not None:
        there = np.flatnonzero(own >= 0)
        near[own[there], there] = -np.inf
    found: Floats = _nearest(near) - _nearest(vectors @ others.T)
    return found


def _nearest(cosines: Floats) -> Floats:
    """Return the mean of the highest cosines of each row, without those of -inf."""
    count = min(weights.NEAREST, cosines.shape[1])
    if not count:
        return np.zeros(len(cosines), np.float32)
    part = np.partition(cosines, -count, axis=1)[:, -count:]
    there = np.isfinite(part)
    found: Floats = (np.where(there, part, 0).sum(1) / np.maximum(1, there.sum(1))).astype(
        np.float32
    )
    return found


def reasons(
    meaning: Meaning, predictions: Predictions, all_predictions: Predictions, evidence: Evidence
) -> list[list[Reason]]:
    """Return why each sound was found, apart from its name.

    Args:
        meaning: The description.
        predictions: The sounds that were found.
        all_predictions: All sounds, to which attributes are compared.
        evidence: Of the sounds that were found.
    """
    found: list[list[Reason]] = [[] for _ in range(len(predictions))]
    wanted = [kind for kind in meaning.kinds() if kind in predictions.kinds]
    for kind in wanted:
        for row, value in enumerate(predictions.probability(kind).tolist()):
            if value >= FAINT or len(wanted) == 1:
                found[row].append(Reason(ReasonKind.KIND, kind, value))
    comparable = compared_with(meaning, all_predictions)
    for attribute, direction in meaning.attributes.items():
        column = LISTED.index(attribute)
        others = np.sort(all_predictions.standard[comparable, column])
        for row, value in enumerate(predictions.standard[:, column].tolist()):
            below = np.searchsorted(others, value, "left") / max(1, len(others) - 1)
            share = (
                below
                if direction > 0
                else 1 - np.searchsorted(others, value, "right") / max(1, len(others))
            )
            about = wanted[0] if len(wanted) == 1 else ""
            share = float(min(1.0, max(0.0, share)))
            found[row].append(
                Reason(ReasonKind.ATTRIBUTE, about, share, attribute, more=direction > 0)
            )
    for row, value in enumerate(evidence.similarity.tolist()):
        found[row].append(Reason(ReasonKind.SIMILARITY, value=max(0.0, value)))
    for row, value in enumerate(evidence.taught.tolist()):
        if value > NOTABLE:
            found[row].append(Reason(ReasonKind.TAUGHT, wanted[0] if wanted else "", value))
    for row, value in enumerate(evidence.text.tolist()):
        if value > 0:
            found[row].append(Reason(ReasonKind.TEXT, value=value))
    for kind in meaning.kinds(unwanted=True):
        for row, value in enumerate(predictions.probability(kind).tolist()):
            if value >= SUSPECT:
                found[row].append(Reason(ReasonKind.UNWANTED, kind, value))
    return found


def compared_with(meaning: Meaning, predictions: Predictions) -> NDArray[np.intp]:
    """Return the rows of the sounds of the wanted kind; all, if they are few or none is wanted."""
    probability = kind_probability(meaning, predictions)
    if probability is not None:
        rows = np.flatnonzero(probability >= CLEAR)
        if len(rows) >= ENOUGH:
            return rows
    return np.arange(len(predictions))
