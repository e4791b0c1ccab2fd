"""Answers descriptions of sounds, beside reference sounds or alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
import trio
from numpy.typing import NDArray

from actors.embeddings.library_index import LibraryIndex
from actors.embeddings.prediction_table import PredictionTable
from actors.embeddings.vector_builder import PATIENCE
from actors.kernel.mailbox import Address
from actors.kernel.reply import ask
from actors.messages import library
from actors.model_files.vocabulary import OWN, Reading, read_vocabulary
from models.embedding.index.index import Ids
from models.embedding.model import Model
from models.embedding.space.query_vector import aspect_scores, query_vector
from models.library.sample_name import SampleName
from models.library.samples import SampleIds
from models.similarity.query import SimilarityQuery
from models.similarity.reference_sound import Sound
from models.similarity.result import SimilarityResult
from models.words import weights
from models.words.evidence import NameEvidence, name_evidence, search_types, search_words
from models.words.meaning import Meaning, understand
from models.words.ranking import (
    Evidence,
    Floats,
    Predictions,
    kind_probability,
    reasons,
    scores,
    taught_by,
)
from models.words.reason import Reason, ReasonKind

OTHERS = 512
"""Sounds whose names are read to know what others are called."""
EXAMPLES = 96
"""Sounds named so, and others, that teach at most."""
CANDIDATES = 8192
"""Sounds of which vectors are compared, if there are words for a kind: the others are unlike it."""
EVEN = 1.5
"""Added to a score before the logistic function: a probability of 0.22 shows as 50 %."""
SPREAD = 3.0
"""What a score is divided by then, so that the best ones can be told apart: they reach 8."""


class NothingUnderstood(ValueError):
    """No word of a description tells how a sound sounds, and no name contains one."""


@dataclass(frozen=True, slots=True, eq=False)
class _Question:
    """All that an answer is made of."""

    asked: SimilarityQuery
    meaning: Meaning
    memory: LibraryIndex
    ids: Ids
    predictions: Predictions
    """Of `ids`."""
    names: Mapping[int, NameEvidence]
    """By sample."""
    fresh: Mapping[Sound, bytes]
    text: Floats
    """float32 [ids]: as `Evidence.text`; empty: a text network was not asked."""


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """Where an answer is looked for."""

    memory: LibraryIndex
    """Index of the model's vectors."""
    fresh: Mapping[Sound, bytes]
    """Features of the reference sounds that are not in the index."""
    among: Ids | None
    """Samples to compare with; `None`: all."""
    text: tuple[Ids, Floats] | None = None
    """Samples, and how well a text network finds that they fit; `None`: it was not asked."""


class Describing:
    """Understands descriptions and ranks the library's sounds by them."""

    def __init__(
        self, library_: Address[library.Command], predictions: PredictionTable, folder: Path | None
    ) -> None:
        """Take the library, the predictions for its sounds, and the folder of own words."""
        self._library, self._predictions, self._folder = library_, predictions, folder
        self._reading: tuple[object, Reading] | None = None

    async def answer(
        self, asked: SimilarityQuery, model: Model, place: Place, limit: int
    ) -> SimilarityResult:
        """Return the sounds that fit a description and reference sounds best.

        Args:
            asked: With words.
            model: One whose features words can be compared with.
            place: Where to look.
            limit: Maximum number of results.

        Raises:
            NothingUnderstood: No word is understood, and none occurs in a name.
            NetworkError: The concept head is missing or damaged.
            NoReply: The library actor crashed.
            trio.TooSlowError: The library actor does not reply in time.
            OSError: The shipped words cannot be read.
        """
        reading = await trio.to_thread.run_sync(self._read)
        vocabulary = reading.vocabulary
        meaning = understand(asked.words, vocabulary)
        index = place.memory.index
        every = index.ids
        all_predictions = await self._predictions.of_samples(model, every, index.marks)
        rows = index.select(place.among)
        ids = every if rows is None else index.ids_at(rows)
        kept = _rows_of(every, ids)
        predictions = all_predictions if rows is None else all_predictions.at(kept)
        others = every[:: max(1, len(every) // OTHERS)] if meaning.kinds() else every[:0]
        fetch = partial(
            library.FetchNames,
            search_words(meaning, vocabulary),
            search_types(meaning, vocabulary),
            SampleIds(np.ascontiguousarray(others)),
        )
        named = await ask(self._library, fetch, within=PATIENCE)

        def rank() -> SimilarityResult:
            names = _evidence(named, meaning, reading)
            text = _aligned(place.text, ids)
            facts = (asked, meaning, place.memory, ids, predictions, names, place.fresh, text)
            question = _Question(*facts)
            return _ranked(question, all_predictions, every, limit, reading)

        return await trio.to_thread.run_sync(rank)

    async def text_for_network(self, words: str) -> str:
        """Return what a text network is asked beside; empty: nothing.

        Raises:
            OSError: The shipped words cannot be read.
        """
        reading = await trio.to_thread.run_sync(self._read)
        return understand(words, reading.vocabulary).for_network(words)

    def _read(self) -> Reading:
        """Return the vocabulary, read again if the file of own words has changed."""
        state: object = None
        if self._folder is not None:
            try:
                found = (self._folder / OWN).stat()
                state = found.st_mtime_ns, found.st_size, found.st_ino
            except OSError:
                state = None
        if self._reading is None or self._reading[0] != state:
            self._reading = state, read_vocabulary(self._folder)
        return self._reading[1]


def _evidence(
    named: Sequence[SampleName], meaning: Meaning, reading: Reading
) -> dict[int, NameEvidence]:
    return {one.sample: name_evidence(one, meaning, reading.vocabulary) for one in named}


def _rows_of(every: Ids, ids: Ids) -> NDArray[np.intp]:
    """Return the row of each id among all, which are in any order."""
    order = np.argsort(every)
    return order[np.searchsorted(every, ids, sorter=order)]


def _ranked(
    question: _Question, all_predictions: Predictions, every: Ids, limit: int, reading: Reading
) -> SimilarityResult:
    asked, meaning, ids = question.asked, question.meaning, question.ids
    named, shunned = _named(question)
    teachers = _teachers(question, all_predictions, every)
    rows = np.arange(len(ids))
    tells, filters_only = _tells(question, teachers), meaning.filters_only
    if not tells and not filters_only:
        rows = np.flatnonzero(named)
        if not len(rows):
            raise NothingUnderstood(asked.words)
    evidence = _of_names(question, named, shunned, rows)
    predictions = question.predictions.at(rows) if len(rows) < len(ids) else question.predictions
    rough = scores(meaning, predictions, evidence)
    if kind_probability(meaning, predictions) is not None and len(rows) > CANDIDATES:
        best = np.sort(np.argpartition(-rough, CANDIDATES)[:CANDIDATES])
        rows, predictions = rows[best], predictions.at(best)
        evidence = _of_names(question, named, shunned, rows)
    evidence = _compared(question, rows, evidence, teachers)
    final = scores(meaning, predictions, evidence)
    itself = [one.sample for one in asked.sounds if one.sample is not None]
    others = ~np.isin(ids[rows], itself)
    order = np.lexsort((ids[rows], -final))
    order = order[others[order]][:limit]
    chosen = rows[order]
    found = ids[chosen]
    evidence = _taken(evidence, order)
    whys = reasons(meaning, predictions.at(order), question.predictions, evidence)
    for row, sample in enumerate(found.tolist()):
        whys[row] = [*_name_reasons(question.names.get(sample)), *whys[row]]
    match = 1 / (1 + np.exp(-(final[order] + EVEN) / SPREAD))
    if filters_only and not tells:  # all of them pass, which is all that was asked
        match = np.ones(len(found))
    parts = {}
    if asked.wanted and len(found):
        middle = query_vector(question.memory.space, *_sounds(question))
        parts = aspect_scores(question.memory.space, middle, question.memory.index.vectors(found))
    return SimilarityResult(
        SampleIds(found.copy()),
        match.astype(np.float32),
        parts,
        len(ids),
        meaning,
        tuple(map(tuple, whys)),
        reading.mistakes,
        by_text=bool(len(question.text)),
    )


def _of_names(
    question: _Question, named: Floats, shunned: Floats, rows: NDArray[np.intp]
) -> Evidence:
    """Return what is known of some sounds before vectors are compared."""
    text = question.text[rows] if len(question.text) else question.text
    return Evidence(named[rows], shunned[rows], text=text)


def _aligned(text: tuple[Ids, Floats] | None, ids: Ids) -> Floats:
    """Return what a text network tells of samples, in their order; 0: it does not know one."""
    if text is None or not len(text[0]):
        return np.zeros(0, np.float32)
    order = np.argsort(text[0])
    known, values = text[0][order], text[1][order]
    at = np.minimum(np.searchsorted(known, ids), len(known) - 1)
    return np.where(known[at] == ids, values[at], np.float32(0)).astype(np.float32)


def _tells(question: _Question, teachers: tuple[Ids, Ids]) -> bool:
    """Return whether a question tells how sounds sound; else only their names are compared.

    It does not if it is for a kind that the head has not predictions, and of which no name teaches.
    """
    meaning = question.meaning
    if question.asked.wanted or len(question.text):
        return True
    if meaning.kinds():
        return kind_probability(meaning, question.predictions) is not None or _teach(teachers)
    return meaning.understood


def _teach(teachers: tuple[Ids, Ids]) -> bool:
    return min(map(len, teachers)) >= weights.NEAREST


def _named(question: _Question) -> tuple[Floats, Floats]:
    """Return the shares of wanted and unwanted words in names: float32 [ids] each."""
    named, shunned = np.zeros((2, len(question.ids)), np.float32)
    if question.names:
        samples = np.array(list(question.names), np.int64)
        order = np.argsort(question.ids)
        at = np.searchsorted(question.ids, samples, sorter=order)
        at = order[np.minimum(at, len(order) - 1)] if len(order) else at
        there = question.ids[at] == samples if len(order) else np.zeros(len(at), bool)
        named_so = list(question.names.values())
        named[at[there]] = np.array([one.share for one in named_so], np.float32)[there]
        shunned[at[there]] = np.array([one.shunned for one in named_so], np.float32)[there]
    return named, shunned


def _compared(
    question: _Question, rows: NDArray[np.intp], evidence: Evidence, teachers: tuple[Ids, Ids]
) -> Evidence:
    """Return the evidence with what comparing vectors tells."""
    asked, index, space = question.asked, question.memory.index, question.memory.space
    similarity = unwanted_similarity = taught = np.zeros(0, np.float32)
    examples, others = teachers
    teaches = _teach(teachers)
    if not (teaches or asked.sounds) or not len(rows):
        return evidence
    vectors = index.vectors(question.ids[rows])
    wanted, unwanted = _sounds(question)
    if len(wanted):
        similarity = vectors @ query_vector(space, wanted, None, asked.compared_by)
    if len(unwanted):
        unwanted_similarity = vectors @ query_vector(space, unwanted, None, asked.compared_by)
    if teaches:
        own = np.full(len(examples), -1, np.intp)
        place = {sample: row for row, sample in enumerate(question.ids[rows].tolist())}
        own[:] = [place.get(sample, -1) for sample in examples.tolist()]
        taught = taught_by(vectors, index.vectors(examples), index.vectors(others), own)
    return replace(
        evidence,
        taught=taught,
        similarity=similarity,
        unwanted_similarity=unwanted_similarity,
    )


def _teachers(question: _Question, all_predictions: Predictions, every: Ids) -> tuple[Ids, Ids]:
    """Return the samples named as wanted, and some named otherwise.

    One whose folder alone is named so teaches only if it also sounds so.
    """
    samples = np.array(list(question.names), np.int64)
    there = samples[np.isin(samples, every)].tolist()
    names = {sample: question.names[sample] for sample in there}
    named_so = [sample for sample, one in names.items() if one.named_so]
    folder_only = np.array([sample for sample, one in names.items() if one.folder_only], np.int64)
    if len(folder_only):
        probability = kind_probability(
            question.meaning, all_predictions.at(_rows_of(every, folder_only))
        )
        if probability is not None:
            named_so += folder_only[probability >= weights.BELIEVED].tolist()
    others = [sample for sample, one in names.items() if one.otherwise]
    return _some(sorted(named_so)), _some(sorted(others))


def _some(samples: list[int]) -> Ids:
    """Return at most `EXAMPLES` samples, evenly spaced."""
    if len(samples) > EXAMPLES:
        samples = [samples[at * len(samples) // EXAMPLES] for at in range(EXAMPLES)]
    return np.array(samples, np.int64)


def _sounds(question: _Question) -> tuple[Floats, Floats]:
    """Return the vectors of wanted and unwanted sounds."""
    asked, memory = question.asked, question.memory
    wanted, unwanted = (
        np.array([memory.vector(sound, question.fresh) for sound in sounds], np.float32)
        for sounds in (asked.wanted, asked.unwanted)
    )
    return wanted, unwanted


def _taken(evidence: Evidence, rows: NDArray[np.intp]) -> Evidence:
    def part(values: Floats) -> Floats:
        return values[rows] if len(values) else values

    return Evidence(
        part(evidence.named),
        part(evidence.shunned),
        part(evidence.taught),
        part(evidence.similarity),
        part(evidence.unwanted_similarity),
        part(evidence.text),
    )


def _name_reasons(names: NameEvidence | None) -> list[Reason]:
    found = []
    if names is not None and names.words:
        found.append(Reason(ReasonKind.NAME, ", ".join(names.words)))
    if names is not None and names.folder_words:
        found.append(Reason(ReasonKind.FOLDER, ", ".join(names.folder_words)))
    return found
