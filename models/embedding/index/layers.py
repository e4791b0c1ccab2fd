"""Vectors in two layers: many that never change, perhaps mapped from a file, and few newer ones."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from models.embedding.index.exact import FEW
from models.embedding.index.index import Ids, Neighbours, check_vectors, top_scores
from models.embedding.index.sketch import Sketch
from models.embedding.space.unit_vector import Vectors

Marks = NDArray[np.uint64]
"""uint64 [sounds], a checksum of the content that a vector belongs to."""
Rows = NDArray[np.intp]
"""Rows of both layers, one after the other."""
Value = TypeVar("Value", bound=np.generic)
DENSE = 1 << 26
"""Largest id up to which a set of ids is kept as one byte for each possible id."""


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """Vectors, which never change."""

    ids: Ids
    """int64 [sounds], ascending."""
    marks: Marks
    vectors: Vectors
    """float32 [sounds, size]."""

    def __len__(self) -> int:
        return len(self.ids)

    def rows(self, ids: Ids) -> Rows:
        """Return the row of each id; -1: not in this layer."""
        if not len(self.ids):
            return np.full(len(ids), -1, np.intp)
        at = np.minimum(np.searchsorted(self.ids, ids), len(self.ids) - 1)
        return np.where(self.ids[at] == ids, at, -1)


def make_layer(ids: Ids, marks: Marks, vectors: Vectors) -> Layer:
    """Return a layer of vectors in any order.

    Raises:
        ValueError: Wrong shape, not unit length, not finite, or duplicate ids.
    """
    check_vectors(ids, vectors, vectors.shape[1])
    order = np.argsort(ids)
    return Layer(ids[order], marks[order], vectors[order])


def empty_layer(size: int) -> Layer:
    """Return a layer without vectors."""
    return Layer(np.empty(0, np.int64), np.empty(0, np.uint64), np.empty((0, size), np.float32))


@dataclass(frozen=True, eq=False)
class LayeredIndex:
    """Immutable index: a change returns another one that shares the first layer. See `Index`."""

    base: Layer
    newer: Layer
    """Added or replaced since."""
    gone: NDArray[np.bool_]
    """bool [len(base)]: removed or replaced since."""
    hidden: Ids
    """Samples that no query finds."""
    sketch: Sketch | None = None
    """Of the first layer: finds the same, faster."""

    @cached_property
    def shown(self) -> NDArray[np.bool_]:
        """Which rows of both layers queries find: bool [rows]."""
        ids = np.concatenate([self.base.ids, self.newer.ids])
        found = np.ones(len(ids), bool)
        found[: len(self.base)] = ~self.gone
        found &= ~_members(ids, self.hidden)
        return found

    @cached_property
    def count(self) -> int:
        """Number of vectors, hidden ones too."""
        return len(self.base) - int(self.gone.sum()) + len(self.newer)

    @cached_property
    def shown_rows(self) -> Rows:
        """The rows that queries find, ascending."""
        return np.flatnonzero(self.shown)

    @property
    def changes(self) -> int:
        """Number of vectors added, replaced or removed since the first layer."""
        return len(self.newer) + int(self.gone.sum())

    def __len__(self) -> int:
        """Return the number of vectors that queries find."""
        return len(self.shown_rows)

    @property
    def size(self) -> int:
        """Dimensions of a vector."""
        return int(self.base.vectors.shape[1])

    @property
    def ids(self) -> Ids:
        """The ids of `matrix`."""
        return self.ids_at(self.shown_rows)

    @property
    def marks(self) -> Marks:
        """The marks of `matrix`."""
        return self.marks_at(self.shown_rows)

    @property
    def matrix(self) -> Vectors:
        """A copy of all vectors that queries find: float32 [len, size]."""
        return self.vectors_at(self.shown_rows)

    def changed(self, gone: Ids, newer: Layer) -> LayeredIndex:
        """Return the index without some ids, and with added or replaced vectors."""
        touched = np.concatenate([gone, newer.ids])
        rows = self.base.rows(touched)
        mask = self.gone.copy()
        mask[rows[rows >= 0]] = True
        kept = np.flatnonzero(~_members(self.newer.ids, touched))
        both = make_layer(
            np.concatenate([self.newer.ids[kept], newer.ids]),
            np.concatenate([self.newer.marks[kept], newer.marks]),
            np.concatenate([self.newer.vectors[kept], newer.vectors]),
        )
        return replace(self, newer=both, gone=mask)

    def hiding(self, hidden: Ids) -> LayeredIndex:
        """Return the index with other samples hidden."""
        return replace(self, hidden=hidden)

    def vectors(self, ids: Ids) -> Vectors:
        """Return the vectors of ids that queries find, in their order.

        Raises:
            KeyError: An id is not in the index.
        """
        return self.vectors_at(self._found(ids))

    def mark(self, sample: int) -> int | None:
        """Return the mark of a sample; `None`: queries do not find it."""
        (row,) = self.rows(np.array([sample], np.int64))
        if row < 0:
            return None
        newer = row - len(self.base)
        return int(self.base.marks[row] if newer < 0 else self.newer.marks[newer])

    def select(self, allowed: Ids | None) -> Rows | None:
        """Return the rows among `allowed` that queries find; `None`: all of them."""
        if allowed is None:
            return None
        if self._selected and self._selected[-1][0] is allowed:
            return self._selected[-1][1]
        rows = self._select(allowed)
        self._selected[:] = [(allowed, rows)]
        return rows

    @cached_property
    def _selected(self) -> list[tuple[Ids, Rows | None]]:
        """The last selection: lists stay the same from one question to the next."""
        return []

    def _select(self, allowed: Ids) -> Rows | None:
        if len(allowed) * FEW < len(self):
            rows = self.rows(np.unique(allowed))
            return np.sort(rows[rows >= 0])
        ids = np.concatenate([self.base.ids, self.newer.ids])
        rows = np.flatnonzero(_members(ids, allowed) & self.shown)
        return None if len(rows) == len(self) else rows

    def nearest(
        self, question: NDArray[np.float32], count: int, allowed: Ids | None = None
    ) -> Neighbours:
        """Return the nearest vectors among those allowed."""
        return self.nearest_rows(question, count, self.select(allowed))

    def nearest_rows(
        self, question: NDArray[np.float32], count: int, rows: Rows | None
    ) -> Neighbours:
        """Return the nearest vectors among rows from `select`."""
        rows = self.shown_rows if rows is None else rows
        few = len(rows) * FEW < len(self)
        if self.sketch is not None and not few:
            rows = self._candidates(self.sketch, question, count, rows)
            few = len(rows) * FEW < len(self)
        if few:
            rough = self.vectors_at(rows) @ question
        else:  # gathering many rows takes longer than comparing with all
            rough = np.concatenate([self.base.vectors @ question, self.newer.vectors @ question])
            rough = rough if len(rows) == len(rough) else rough[rows]

        def vectors(chosen: Rows) -> Vectors:
            return self.vectors_at(rows[chosen])

        return top_scores(rough, self.ids_at(rows), count, question, vectors)

    def _candidates(
        self, sketch: Sketch, question: NDArray[np.float32], count: int, rows: Rows
    ) -> Rows:
        """Return the rows that may be among the nearest; all of the second layer may."""
        all_base = len(rows) == len(self.base) + len(self.newer)
        first = len(self.base) if all_base else int(np.searchsorted(rows, len(self.base)))
        base = None if all_base else rows[:first]
        found = sketch.candidates(question, count, base, self.base.vectors)
        return np.concatenate([found, rows[first:]])

    def rows(self, ids: Ids) -> Rows:
        """Return the row of each id; -1: queries do not find it."""
        first, second = self.base.rows(ids), self.newer.rows(ids)
        rows = np.where(second >= 0, second + len(self.base), first)
        if not len(self.shown):
            return np.full(len(ids), -1, np.intp)
        return np.where((rows >= 0) & self.shown[rows], rows, -1)

    def _found(self, ids: Ids) -> Rows:
        rows = self.rows(ids)
        if (rows < 0).any():
            raise KeyError(int(ids[rows < 0][0]))
        return rows

    def ids_at(self, rows: Rows) -> Ids:
        """Return the ids of rows, in their order."""
        if not len(self.newer) and len(rows) == len(self.base):
            return self.base.ids
        return self._picked(self.base.ids, self.newer.ids, rows)

    def marks_at(self, rows: Rows) -> Marks:
        """Return the marks of rows, in their order."""
        return self._picked(self.base.marks, self.newer.marks, rows)

    def vectors_at(self, rows: Rows) -> Vectors:
        """Return a copy of vectors, touching no others: they may have to be read from a disk."""
        return self._picked(self.base.vectors, self.newer.vectors, rows)

    def _picked(self, base: NDArray[Value], newer: NDArray[Value], rows: Rows) -> NDArray[Value]:
        """Return a copy of what belongs to rows, touching nothing else."""
        found = np.empty((len(rows), *base.shape[1:]), base.dtype)
        later = rows >= len(self.base)
        found[~later] = base[rows[~later]]
        found[later] = newer[rows[later] - len(self.base)]
        return found


def layered(base: Layer) -> LayeredIndex:
    """Return an index of one layer."""
    nothing = empty_layer(base.vectors.shape[1])
    return LayeredIndex(base, nothing, np.zeros(len(base), bool), nothing.ids)


def _members(ids: Ids, among: Ids) -> NDArray[np.bool_]:
    """Return which ids are among others."""
    if not len(among) or not len(ids):
        return np.zeros(len(ids), bool)
    largest = int(max(ids.max(), among.max()))
    if min(int(ids.min()), int(among.min())) < 0 or largest > DENSE:
        return np.isin(ids, among)
    known = np.zeros(largest + 1, bool)
    known[among] = True
    found: NDArray[np.bool_] = known[ids]
    return found
