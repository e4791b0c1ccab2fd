"""Approximate nearest neighbour search for very large libraries; the only user of hnswlib.

hnswlib is optional: it has no wheels, and below `choice.GRAPH_FROM` sounds nothing needs it.

Source: Y. Malkov and D. Yashunin, "Efficient and robust approximate nearest neighbor search using
Hierarchical Navigable Small World graphs", 2016.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from models.embedding.index.exact import ExactIndex
from models.embedding.index.index import Ids, Neighbours, check_vectors, top_scores
from models.embedding.space.unit_vector import Vectors

IS_AVAILABLE = find_spec("hnswlib") is not None
"""Whether graphs can be built; otherwise all vectors are compared."""
if TYPE_CHECKING or IS_AVAILABLE:
    import hnswlib

LINKS, CARE, SEARCHED = 16, 200, 64
"""HNSW parameters M, ef_construction and ef.

Source: `scripts/bench similar`; on 27 570 real vectors the recall is 0.994.
"""
MOST_SEARCHED = 512
"""Upper limit of ef when the recall is too low."""
RECALL = 0.99
"""Minimum recall: part of the true neighbours that must be found."""
ASKED, WANTED = 200, 10
"""Queries used to measure the recall, and neighbours of each."""


class GraphIndex:
    """HNSW graph on top of an exact index; filtered queries are answered exactly. See `Index`."""

    def __init__(self, exact: ExactIndex, threads: int = 1) -> None:
        """Build the graph over the vectors of `exact`, and take ownership of it.

        Args:
            exact: The vectors; adding one to the graph takes about a millisecond.
            threads: Threads used for building.
        """
        self._exact, self._threads = exact, threads
        self._graph = hnswlib.Index("ip", exact.size)
        self._graph.init_index(max(1, len(exact)), M=LINKS, ef_construction=CARE, random_seed=1)
        self._ids = np.empty(0, np.int64)
        self._labels: dict[int, int] = {}
        self._searched = SEARCHED
        self._link(exact.ids.copy())

    @classmethod
    def loaded(cls, exact: ExactIndex, labels: Ids, path: Path) -> GraphIndex:
        """Load an index whose graph is stored at `path`; the file must have been verified.

        Args:
            exact: The stored vectors.
            labels: The graph's label of each vector, in the order of `exact.ids`.
            path: File of the graph.

        Raises:
            RuntimeError: hnswlib rejects the file.
        """
        index = cls(ExactIndex(exact.size))
        index._exact = exact
        index._graph = hnswlib.Index("ip", exact.size)
        index._graph.load_index(str(path))
        # Labels of removed vectors are in the graph too, and must not be reused.
        index._ids = np.full(index._graph.get_current_count(), -1, np.int64)
        index._ids[labels] = exact.ids
        index._labels = dict(zip(exact.ids.tolist(), labels.tolist(), strict=True))
        return index

    def save(self, path: Path) -> Ids:
        """Write the graph to `path`; return the labels of the vectors, for `loaded`.

        Raises:
            OSError: The file is incomplete; hnswlib itself does not report a full disk.
        """
        try:
            self._graph.save_index(str(path))
        except RuntimeError as error:
            raise OSError(f"graph of neighbours: {error}") from error
        wanted = self._graph.index_file_size()
        if path.stat().st_size != wanted:
            raise OSError(f"graph of neighbours: {path.stat().st_size} of {wanted} bytes written")
        return np.array([self._labels[number] for number in self._exact.ids.tolist()], np.int64)

    @property
    def exact(self) -> ExactIndex:
        """The vectors of this index; read-only."""
        return self._exact

    @property
    def needs_rebuild(self) -> bool:
        """Whether more vectors were removed than remain: a rebuild saves memory and time."""
        return len(self._ids) > 2 * len(self)

    def __len__(self) -> int:
        return len(self._exact)

    @property
    def size(self) -> int:
        """Dimensions of a vector."""
        return self._exact.size

    def add(self, ids: Ids, vectors: Vectors) -> None:
        """Add vectors; replace those of known ids."""
        check_vectors(ids, vectors, self.size)
        self._unlink(ids)
        self._exact.add(ids, vectors)
        self._link(ids)

    def remove(self, ids: Ids) -> None:
        """Remove vectors; unknown ids are ignored."""
        self._unlink(ids)
        self._exact.remove(ids)

    def vectors(self, ids: Ids) -> Vectors:
        """Return the vectors of known ids, in their order."""
        return self._exact.vectors(ids)

    def nearest(
        self, question: NDArray[np.float32], count: int, allowed: Ids | None = None
    ) -> Neighbours:
        """Return the nearest vectors among those allowed."""
        count = min(count, len(self))
        if allowed is not None or count * 2 > self._searched or not question.any():
            return self._exact.nearest(question, count, allowed)
        try:
            self._graph.set_ef(self._searched)
            labels, _ = self._graph.knn_query(question[None], count, num_threads=1)
        except Exception:  # noqa: BLE001 - it finds fewer than `count` at times; the exact answer holds
            return self._exact.nearest(question, count, allowed)
        ids = self._ids[labels[0].astype(np.intp)]
        # Products of the vectors themselves: hnswlib rounds differently.
        vectors = self._exact.vectors(ids)
        return top_scores(vectors @ question, ids, count, question, lambda rows: vectors[rows])

    def tune_recall(self) -> bool:
        """Raise ef until `RECALL` is reached; return whether it is.

        Unstructured vectors cannot be found along a graph, whatever ef is.
        """
        while self.recall() < RECALL:
            if self._searched >= MOST_SEARCHED:
                return False
            self._searched *= 2
        return True

    def recall(self) -> float:
        """Return the recall, measured on a sample of the vectors."""
        if len(self) == 0:
            return 1.0
        asked = self._exact.matrix[:: max(1, len(self) // ASKED)][:ASKED].copy()
        hits = [
            np.isin(self._exact.nearest(one, WANTED).ids, self.nearest(one, WANTED).ids).mean()
            for one in asked
        ]
        return float(np.mean(hits))

    def _link(self, ids: Ids) -> None:
        """Add vectors of the exact index to the graph, under unused labels."""
        if not len(ids):
            return
        labels = np.arange(len(self._ids), len(self._ids) + len(ids))
        room = self._graph.get_max_elements()
        if len(self._ids) + len(ids) > room:
            self._graph.resize_index(max(len(self._ids) + len(ids), 2 * room))
        # Slots of removed vectors are not reused: some vectors would become unreachable.
        self._graph.add_items(self._exact.vectors(ids), labels, num_threads=self._threads)
        self._ids = np.concatenate([self._ids, ids])
        self._labels.update(zip(ids.tolist(), labels.tolist(), strict=True))

    def _unlink(self, ids: Ids) -> None:
        """Mark vectors as deleted in the graph; paths still lead through them."""
        for number in ids.tolist():
            label = self._labels.pop(number, None)
            if label is not None:
                self._graph.mark_deleted(label)
