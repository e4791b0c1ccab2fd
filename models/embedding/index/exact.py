"""Compares with every vector: right for some 100 000s of sounds."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.embedding.index.index import Ids, Neighbours, check_vectors, top_scores
from models.embedding.space.unit_vector import Vectors

FIRST = 1024
"""Vectors there is room for at first; room is doubled when it is used up."""
FEW = 8
"""If fewer than one of so many are allowed, these are looked up before they are compared."""


LOOKED_UP = 500
"""Fewer ids than that are looked up one by one."""


class ExactIndex:
    """Vectors side by side, without gaps. See `Index`."""

    def __init__(self, size: int) -> None:
        """Begin empty, for vectors of `size` numbers."""
        self._vectors = np.empty((FIRST, size), np.float32)
        self._ids = np.empty(FIRST, np.int64)
        self._rows: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def size(self) -> int:
        """Numbers of a vector."""
        return self._vectors.shape[1]

    @property
    def ids(self) -> Ids:
        """The ids of `matrix`; a view that the next change spoils."""
        return self._ids[: len(self)]

    @property
    def matrix(self) -> Vectors:
        """All vectors, float32 [len, size]; a view that the next change spoils."""
        return self._vectors[: len(self)]

    def add(self, ids: Ids, vectors: Vectors) -> None:
        """Take vectors; one for an id that is known takes the old one's place."""
        check_vectors(ids, vectors, self.size)
        fresh = [number for number in ids.tolist() if number not in self._rows]
        begin, end = len(self), len(self) + len(fresh)
        self._make_room(end)
        self._ids[begin:end] = fresh
        self._rows.update(zip(fresh, range(begin, end), strict=True))
        self._vectors[self._found(ids)] = vectors

    def remove(self, ids: Ids) -> None:
        """Forget vectors; the last ones move into the gaps."""
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
        """Return the best answers among those allowed."""
        if allowed is None:
            return top_scores(self.matrix @ question, self.ids, count)
        rows = self.known(allowed)
        if len(rows) * FEW < len(self):
            return top_scores(self._vectors[rows] @ question, self._ids[rows], count)
        # Looking up many rows takes longer than comparing with all.
        return top_scores((self.matrix @ question)[rows], self._ids[rows], count)

    def known(self, ids: Ids) -> NDArray[np.intp]:
        """Return the rows of those ids that there are."""
        if len(ids) < LOOKED_UP:
            rows = (self._rows.get(number, -1) for number in set(ids.tolist()))
            return np.array([row for row in rows if row >= 0], np.intp)
        return np.flatnonzero(np.isin(self.ids, ids))

    def _found(self, ids: Ids) -> NDArray[np.intp]:
        """Return the rows of ids that are all known."""
        return np.array([self._rows[number] for number in ids.tolist()], np.intp)

    def _make_room(self, count: int) -> None:
        """Make sure that `count` vectors fit."""
        if count <= len(self._ids):
            return
        room = max(count, 2 * len(self._ids))
        vectors, ids = np.empty((room, self.size), np.float32), np.empty(room, np.int64)
        vectors[: len(self)], ids[: len(self)] = self.matrix, self.ids
        self._vectors, self._ids = vectors, ids
