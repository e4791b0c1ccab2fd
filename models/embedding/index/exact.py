"""Exact nearest neighbour search, for libraries up to some 100 000s of sounds."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.embedding.index.index import Ids, Neighbours, check_vectors, top_scores
from models.embedding.space.unit_vector import Vectors

FIRST = 1024
"""Initial capacity in vectors; it is doubled when full."""
FEW = 8
"""If fewer than one in so many vectors is allowed, gather those first, then compare."""


LOOKED_UP = 500
"""Below this many ids, look them up one by one."""


class ExactIndex:
    """Vectors in one contiguous array. See `Index`."""

    def __init__(self, size: int) -> None:
        """Create an empty index for vectors of `size` dimensions."""
        self._vectors = np.empty((FIRST, size), np.float32)
        self._ids = np.empty(FIRST, np.int64)
        self._rows: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def size(self) -> int:
        """Dimensions of a vector."""
        return self._vectors.shape[1]

    @property
    def ids(self) -> Ids:
        """The ids of `matrix`; a view, invalid after the next change."""
        return self._ids[: len(self)]

    @property
    def matrix(self) -> Vectors:
        """All vectors, float32 [len, size]; a view, invalid after the next change."""
        return self._vectors[: len(self)]

    def add(self, ids: Ids, vectors: Vectors) -> None:
        """Add vectors; replace those of known ids."""
        check_vectors(ids, vectors, self.size)
        fresh = [number for number in ids.tolist() if number not in self._rows]
        begin, end = len(self), len(self) + len(fresh)
        self._make_room(end)
        self._ids[begin:end] = fresh
        self._rows.update(zip(fresh, range(begin, end), strict=True))
        self._vectors[self._found(ids)] = vectors

    def remove(self, ids: Ids) -> None:
        """Remove vectors; the last ones fill the gaps."""
        for number in ids.tolist():
            row = self._rows.pop(number, None)
            if row is None:
                continue
            last = len(self)
            if row != last:
                moved = int(self._ids[last])
                self._vectors[row], self._ids[row] = self._vectors[last], moved
                self._rows[moved] = row

    def vectors(self, ids: Ids) -> Vectors:
        """Return the vectors of known ids, in their order."""
        found: Vectors = self._vectors[self._found(ids)]
        return found

    def nearest(
        self, question: NDArray[np.float32], count: int, allowed: Ids | None = None
    ) -> Neighbours:
        """Return the nearest vectors among those allowed."""
        if allowed is None:
            rough, ids = self.matrix @ question, self.ids
            return top_scores(rough, ids, count, question, lambda chosen: self._vectors[chosen])
        rows = self.known(allowed)
        if len(rows) * FEW < len(self):
            rough = self._vectors[rows] @ question
        else:  # gathering many rows takes longer than comparing with all
            rough = (self.matrix @ question)[rows]
        ids = self._ids[rows]
        return top_scores(rough, ids, count, question, lambda chosen: self._vectors[rows[chosen]])

    def known(self, ids: Ids) -> NDArray[np.intp]:
        """Return the rows of those ids that are in the index."""
        if len(ids) < LOOKED_UP:
            rows = (self._rows.get(number, -1) for number in set(ids.tolist()))
            return np.array([row for row in rows if row >= 0], np.intp)
        return np.flatnonzero(np.isin(self.ids, ids))

    def _found(self, ids: Ids) -> NDArray[np.intp]:
        """Return the rows of ids that are all in the index."""
        return np.array([self._rows[number] for number in ids.tolist()], np.intp)

    def _make_room(self, count: int) -> None:
        """Grow the capacity to at least `count` vectors."""
        if count <= len(self._ids):
            return
        room = max(count, 2 * len(self._ids))
        vectors, ids = np.empty((room, self.size), np.float32), np.empty(room, np.int64)
        vectors[: len(self)], ids[: len(self)] = self.matrix, self.ids
        self._vectors, self._ids = vectors, ids
