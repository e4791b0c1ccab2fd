"""Approximate nearest neighbour search: candidates along a graph, compared by their true vectors.

The graph holds each content once; what the library changed since is passed over in it (removed or
replaced) or compared beside it (added), so that no question waits until it follows.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.embedding.index.choice import Kind
from models.embedding.index.engine import Engine
from models.embedding.index.index import Ids, Neighbours, top_scores
from models.embedding.index.layers import LayeredIndex, Marks, Rows
from models.embedding.space.unit_vector import Vectors

SEARCHED, MOST_SEARCHED = 64, 512
"""HNSW parameter ef: at first, and at most when the recall is too low."""
SPARE = {Kind.FLOATS: 2, Kind.BYTES: 4}
"""Candidates for each neighbour that is wanted: bytes are not in the exact order.

Source: `scripts/bench graphs`: of 201 neighbours 0.949 are among twice as many by bytes, 0.995
among four times as many.
"""
MOST_CANDIDATES = 8_192
"""Candidates up to which more are asked for, if most are hidden; beyond, all are compared."""
RECALL = 0.99
"""Minimum recall: part of the true neighbours that must be found."""
ASKED, WANTED = 200, 10
"""Queries used to measure the recall, and neighbours of each."""
BLOCK = 16_384
"""Vectors compared with all queries at a time: 18 MB."""


class GraphIndex:
    """A graph over the vectors of a library."""

    def __init__(self, engine: Engine, ids: Ids | None = None, marks: Marks | None = None) -> None:
        """Take a graph, and the samples and content marks of its vectors; `None`: it is empty.

        Raises:
            ValueError: The graph has another number of vectors.
        """
        self._engine = engine
        self._ids = np.empty(0, np.int64) if ids is None else ids.copy()
        self._marks = np.empty(0, np.uint64) if marks is None else marks.copy()
        if not len(self._ids) == len(self._marks) == len(engine):
            raise ValueError(f"{len(engine)} vectors of {len(self._ids)} samples")
        self._beside = np.empty(0, np.int64)
        self._effort = SEARCHED

    @property
    def engine(self) -> Engine:
        """The graph itself."""
        return self._engine

    @property
    def ids(self) -> Ids:
        """The sample of each vector of the graph; -1: removed or replaced. Read-only."""
        return self._ids

    @property
    def marks(self) -> Marks:
        """The content mark of each vector of the graph. Read-only."""
        return self._marks

    @property
    def beside(self) -> Ids:
        """Samples that are not in the graph yet, and compared beside it."""
        return self._beside

    @property
    def needs_rebuild(self) -> bool:
        """Whether more vectors were removed than remain: a rebuild saves memory and time."""
        return len(self._ids) > 2 * int((self._ids >= 0).sum())

    def follow(self, index: LayeredIndex, touched: Ids | None = None) -> None:
        """Compare with the library: pass over what it changed or removed, note what it added.

        Args:
            index: All vectors; hidden ones count, as they may be shown again.
            touched: Samples that may have changed; `None`: all.
        """
        whole = index.hiding(np.empty(0, np.int64))
        mine = self._ids >= 0 if touched is None else np.isin(self._ids, touched)
        known = np.flatnonzero(mine)
        now = whole.rows(self._ids[known])
        same = now >= 0
        same[same] = whole.marks_at(now[same]) == self._marks[known[same]]
        self._ids[known[~same]] = -1
        present, kept = whole.ids, np.empty(0, np.int64)
        if touched is not None:
            present = touched[whole.rows(touched) >= 0]
            kept = np.setdiff1d(self._beside, touched)
        self._beside = np.union1d(kept, np.setdiff1d(present, self._ids[known[same]]))

    def link(self, index: LayeredIndex, count: int, threads: int) -> None:
        """Add the next samples of those beside the graph.

        Args:
            index: The index that was followed last.
            count: Maximum number; each takes about a millisecond.
            threads: Threads used.
        """
        part, self._beside = self._beside[:count], self._beside[count:]
        if not len(part):
            return
        whole = index.hiding(np.empty(0, np.int64))
        rows = whole.rows(part)
        self._engine.add(whole.vectors_at(rows), threads)
        self._ids = np.concatenate([self._ids, part])
        self._marks = np.concatenate([self._marks, whole.marks_at(rows)])

    def nearest(self, index: LayeredIndex, question: NDArray[np.float32], count: int) -> Neighbours:
        """Return the nearest vectors; those of `index` are compared, so all scores are exact.

        Args:
            index: The index that was followed last.
            question: float32 [size], the query vector.
            count: Maximum number of neighbours.
        """
        count = min(count, len(index))
        spare = SPARE[self._engine.kind]
        wanted = max(self._effort, spare * count)
        while count > 0 and question.any() and wanted <= min(MOST_CANDIDATES, len(self._engine)):
            try:
                found = self._ids[self._engine.search(question, wanted, wanted)]
            except Exception:  # noqa: BLE001 - what the libraries raise is written down nowhere
                break
            rows = index.rows(np.concatenate([found[found >= 0], self._beside]))
            rows = np.sort(rows[rows >= 0])
            # Half of the spare ones: removed and hidden sounds took the places of the others.
            if len(rows) >= count * (1 + spare) // 2:
                return _compared(index, rows, question, count)
            wanted *= 4
        return index.nearest(question, count)

    def tune_recall(self, index: LayeredIndex) -> bool:
        """Raise the effort until `RECALL` is reached; return whether it is.

        Unstructured vectors cannot be found along a graph, whatever the effort is.
        """
        asked, true = _sample(index)
        while self._recall(index, asked, true) < RECALL:
            if self._effort >= MOST_SEARCHED:
                return False
            self._effort *= 2
        return True

    def recall(self, index: LayeredIndex) -> float:
        """Return the recall, measured on a sample of the vectors."""
        return self._recall(index, *_sample(index))

    def _recall(self, index: LayeredIndex, asked: Vectors, true: list[Ids]) -> float:
        hits = [
            np.isin(best, self.nearest(index, one, len(best)).ids).mean()
            for one, best in zip(asked, true, strict=True)
            if len(best)
        ]
        return float(np.mean(hits)) if hits else 1.0


def _compared(
    index: LayeredIndex, rows: Rows, question: NDArray[np.float32], count: int
) -> Neighbours:
    """Return the nearest of some rows."""
    vectors, ids = index.vectors_at(rows), index.ids_at(rows)
    return top_scores(vectors @ question, ids, count, question, lambda at: vectors[at])


def _sample(index: LayeredIndex) -> tuple[Vectors, list[Ids]]:
    """Return some vectors and the true neighbours of each, by reading all vectors once."""
    rows = index.shown_rows
    asked = index.vectors_at(rows[:: max(1, len(rows) // ASKED)][:ASKED])
    best = [Neighbours(np.empty(0, np.int64), np.empty(0, np.float32)) for _ in asked]
    for first in range(0, len(rows), BLOCK):
        part = rows[first : first + BLOCK]
        vectors, ids = index.vectors_at(part), index.ids_at(part)
        scores = asked @ vectors.T
        for at, before in enumerate(best):
            count = min(WANTED, len(part))
            here = np.argpartition(-scores[at], count - 1)[:count]
            both = np.concatenate([before.scores, scores[at][here]])
            named = np.concatenate([before.ids, ids[here]])
            order = np.lexsort((named, -both))[:WANTED]
            best[at] = Neighbours(named[order], both[order])
    return asked, [one.ids for one in best]
