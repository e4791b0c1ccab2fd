"""Index of the windows of all long sounds of a library."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from actors.embeddings.vector_file import MappedLayer
from models.embedding.aspect import WEIGHTS, Aspect
from models.embedding.features import unpack_all_features
from models.embedding.index.index import Ids
from models.embedding.index.layers import Layer, LayeredIndex, Rows, empty_layer
from models.embedding.space.space import Space
from models.inside.chunk import EmbeddedChunk
from models.inside.hit import EACH, FAINT, Hit, Scored, choose_hits
from models.inside.window import MILLISECONDS, WINDOW_TYPE, sample_of, window_ids
from models.library.samples import SampleIds

SIMILAR = 1 << 13
"""Windows compared in all aspects: those most similar in kind."""
MOSTLY = 0.5
"""Share of the similarity in kind in the whole from which these can be chosen by it."""


@dataclass(frozen=True, eq=False)
class WindowIndex:
    """Vectors by window, see `window_ids`, marked with their onsets in ms; immutable."""

    space: Space
    """The shipped one: statistics of short sounds of the library say nothing of windows.

    That of the first version: of windows only the features that all versions have are kept.
    """
    index: LayeredIndex
    file: str = ""
    """Name of the vector file that it began with; empty: none."""
    mapped: MappedLayer | None = None
    """The first layer, if it is mapped from that file."""
    number: int = 0
    """Last change of the library's windows that it contains."""

    @cached_property
    def _ids(self) -> Ids:
        """All windows, those of both layers: int64 [rows]."""
        if not len(self.index.newer):
            return self.index.base.ids
        return np.concatenate([self.index.base.ids, self.index.newer.ids])

    @cached_property
    def _samples(self) -> NDArray[np.int64]:
        return sample_of(self._ids)

    @cached_property
    def _known(self) -> NDArray[np.int64]:
        """The sounds, ascending."""
        found: NDArray[np.int64] = np.unique(self._samples)
        return found

    @cached_property
    def _place(self) -> NDArray[np.intp]:
        """Place among the sounds of that of each window."""
        return np.searchsorted(self._known, self._samples)

    @cached_property
    def _onsets(self) -> NDArray[np.float64]:
        marks = np.concatenate([self.index.base.marks, self.index.newer.marks])
        return marks.astype(np.float64) / MILLISECONDS

    @cached_property
    def _kinds(self) -> NDArray[np.float32] | None:
        """The kinds of all windows, one direction after the other: float32 [numbers, rows].

        Within the vectors each would be a fifth of a line of the processor's cache among others:
        reading them there takes ten times as long. `None`: kinds are not what mostly counts.
        """
        place = self.space.layout().get(Aspect.KIND)
        if place is None:
            return None
        index = self.index
        found = np.empty((place.stop - place.start, len(self._ids)), np.float32)
        found[:, : len(index.base)] = index.base.vectors[:, place].T
        found[:, len(index.base) :] = index.newer.vectors[:, place].T
        return found

    def changed(
        self, samples: SampleIds, chunks: Sequence[EmbeddedChunk], number: int
    ) -> WindowIndex:
        """Return the index after the windows of some sounds changed.

        Args:
            samples: These sounds.
            chunks: What is embedded in them now.
            number: The change up to which that is.
        """
        index = self.index
        if len(samples):
            touched = np.isin(self._samples, samples.array) & index.shown
            index = index.changed(self._ids[touched], project_chunks(self.space, chunks))
        return WindowIndex(self.space, index, self.file, self.mapped, number)

    def find(
        self,
        question: NDArray[np.float32],
        among: Ids | None,
        limit: int,
        itself: Sequence[Hit] = (),
    ) -> tuple[tuple[Hit, ...], int]:
        """Return the best places, best first, and with how many windows it was compared.

        Args:
            question: float32 [size], the query vector.
            among: Sounds to look into; `None`: all.
            limit: Maximum number of places.
            itself: Places of the question, which are not found.
        """
        index = self.index
        shown = index.shown
        if among is not None:
            shown = shown & np.isin(self._known, among)[self._place]
        compared = int(np.count_nonzero(shown))
        if not compared:
            return (), 0
        rows, scores = self._compared(question, np.flatnonzero(shown))
        best = float(scores.max())
        # What is fainter is no place: nearly all of hours of other sounds.
        clear = np.flatnonzero(scores >= min(best, FAINT * best))
        rows, scores = rows[clear], scores[clear]
        windows = Scored(self._ids[rows], self._onsets[rows], scores)
        if len(index.newer):
            windows = windows.at(np.argsort(windows.ids))
        windows = windows.at(_peaks(windows.ids, windows.scores))
        each = EACH + len(itself)
        windows = windows.at(_best_of_each(sample_of(windows.ids), windows.scores, each))
        most = min(len(windows.ids), 4 * limit + len(itself))
        windows = windows.at(np.argpartition(-windows.scores, most - 1)[:most])
        return choose_hits(windows, limit, itself), compared

    def _compared(
        self, question: NDArray[np.float32], rows: Rows
    ) -> tuple[Rows, NDArray[np.float32]]:
        """Return rows, and their similarity to a question: float32 [rows].

        Of very many only those most similar in kind, if that is what mostly counts: these are a
        sixth of the numbers, and reading them all takes most of the time.
        """
        index = self.index
        place = self.space.layout().get(Aspect.KIND)
        if place is not None and len(rows) > 4 * SIMILAR and self._kinds is not None:
            usual = WEIGHTS[Aspect.KIND] / sum(self.space.weights.values())
            if np.linalg.norm(question[place]) * np.sqrt(usual) >= MOSTLY:
                rough = question[place] @ self._kinds
                rough = rough if len(rows) == len(rough) else rough[rows]
                least = np.partition(rough, -SIMILAR)[-SIMILAR]
                rows = rows[np.flatnonzero(rough >= least)]
                return rows, index.vectors_at(rows) @ question
        scores = np.concatenate([index.base.vectors @ question, index.newer.vectors @ question])
        return rows, scores if len(rows) == len(scores) else scores[rows]

    def release(self) -> None:
        """Give back the memory of mapped pages, and of what makes further questions faster."""
        self.__dict__.pop("_kinds", None)
        if self.mapped is not None:
            self.mapped.release()


def project_chunks(space: Space, chunks: Iterable[EmbeddedChunk]) -> Layer:
    """Return the vectors of the windows of chunks, which are in order."""
    embedded = [one for one in chunks if one.windows]
    if not embedded:
        return empty_layer(space.size)
    windows = [np.frombuffer(one.windows, WINDOW_TYPE) for one in embedded]
    ids = np.concatenate(
        [
            window_ids(one.sample, own["number"].astype(np.int64))
            for one, own in zip(embedded, windows, strict=True)
        ]
    )
    marks = np.concatenate([own["onset"] for own in windows]).astype(np.uint64)
    joined = b"".join(one.features for one in embedded)
    features = unpack_all_features([joined]).reshape(len(ids), -1)
    return Layer(ids, marks, space.project(features))


def _peaks(ids: Ids, scores: NDArray[np.float32]) -> NDArray[np.intp]:
    """Return the rows of windows that are better than those that overlap them.

    Args:
        ids: int64 [windows], ascending.
        scores: float32 [windows].
    """
    follows = np.diff(ids) == 1
    higher = scores[1:] > scores[:-1]
    found = np.ones(len(ids), bool)
    found[:-1] &= ~(follows & higher)
    found[1:] &= ~(follows & ~higher)
    return np.flatnonzero(found)


def _best_of_each(
    samples: NDArray[np.int64], scores: NDArray[np.float32], count: int
) -> NDArray[np.intp]:
    """Return the rows of the best `count` of each sound; sounds are ascending."""
    order = np.lexsort((-scores, samples))
    first = np.flatnonzero(np.diff(samples, prepend=samples[0] - 1))
    sizes = np.diff(np.append(first, len(samples)))
    rank = np.arange(len(samples)) - np.repeat(first, sizes)
    return order[rank < count]
