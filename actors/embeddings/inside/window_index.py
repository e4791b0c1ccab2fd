"""Index of the windows of all long sounds of a library."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from actors.embeddings.vector_file import MappedLayer
from models.embedding.features import unpack_all_features
from models.embedding.index.index import Ids
from models.embedding.index.layers import Layer, LayeredIndex, empty_layer
from models.embedding.space.space import Space
from models.inside.chunk import EmbeddedChunk
from models.inside.hit import EACH, Hit, Scored, choose_hits
from models.inside.window import MILLISECONDS, WINDOW_TYPE, sample_of, window_ids
from models.library.samples import SampleIds


@dataclass(frozen=True, eq=False)
class WindowIndex:
    """Vectors by window, see `window_ids`, marked with their onsets in ms; immutable."""

    space: Space
    """The shipped one: statistics of short sounds of the library say nothing of windows."""
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
    def _onsets(self) -> NDArray[np.float64]:
        marks = np.concatenate([self.index.base.marks, self.index.newer.marks])
        return marks.astype(np.float64) / MILLISECONDS

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
            shown = shown & _members(self._samples, among)
        rows = np.flatnonzero(shown)
        if not len(rows):
            return (), 0
        scores = np.concatenate([index.base.vectors @ question, index.newer.vectors @ question])
        windows = Scored(self._ids[rows], self._onsets[rows], scores[rows])
        if len(index.newer):
            windows = windows.at(np.argsort(windows.ids))
        windows = windows.at(_peaks(windows.ids, windows.scores))
        each = EACH + len(itself)
        windows = windows.at(_best_of_each(sample_of(windows.ids), windows.scores, each))
        most = min(len(windows.ids), 4 * limit + len(itself))
        windows = windows.at(np.argpartition(-windows.scores, most - 1)[:most])
        return choose_hits(windows, limit, itself), len(rows)

    def release(self) -> None:
        """Give back the memory of mapped pages."""
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


def _members(samples: NDArray[np.int64], among: Ids) -> NDArray[np.bool_]:
    """Return which of the sounds, many of them repeated, are among others."""
    known = np.unique(samples)
    there: NDArray[np.bool_] = np.isin(known, among)[np.searchsorted(known, samples)]
    return there
