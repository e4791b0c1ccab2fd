"""Graphs of vectors by number, of two libraries behind one interface; the only user of both.

Both are optional: hnswlib has no wheels, usearch takes 60 MB, and below `choice.GRAPH_FROM` sounds
nothing needs them. hnswlib keeps vectors as they are, usearch a byte for each dimension.

Source: Y. Malkov and D. Yashunin, "Efficient and robust approximate nearest neighbor search using
Hierarchical Navigable Small World graphs", 2016.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from models.embedding.index.choice import Kind
from models.embedding.index.index import Ids
from models.embedding.space.unit_vector import Vectors

LINKS, CARE = 16, 200
"""HNSW parameters M and ef_construction of hnswlib.

Source: `scripts/bench similar`; on 27 570 real vectors the recall is 0.994.
"""
BYTES_CARE = 128
"""ef_construction of usearch. Source: `scripts/bench graphs`, decision 36."""


class Engine(Protocol):
    """A graph that only grows: vectors have the numbers 0, 1, … in the order of adding."""

    @property
    def kind(self) -> Kind:
        """The library, and how it keeps vectors."""
        ...

    def __len__(self) -> int:
        """Return the number of vectors."""
        ...

    def add(self, vectors: Vectors, threads: int) -> None:
        """Add vectors: float32 [count, size], unit length; about a millisecond for each."""
        ...

    def search(self, question: NDArray[np.float32], count: int, effort: int) -> Ids:
        """Return the numbers of vectors near to a question, best first, `count` or fewer.

        Args:
            question: float32 [size], the query vector.
            count: Maximum number.
            effort: HNSW parameter ef: vectors kept in mind on the way; at least `count`.
        """
        ...

    def load(self, path: Path) -> None:
        """Take the vectors of a file that was verified.

        Raises:
            RuntimeError: The library rejects it.
            ValueError: The same.
        """
        ...

    def save(self, path: Path) -> None:
        """Write the graph.

        Raises:
            OSError: The file is incomplete.
        """
        ...


def available_kinds() -> tuple[Kind, ...]:
    """Return the kinds whose library is installed, the most precise first."""
    named = {Kind.FLOATS: "hnswlib", Kind.BYTES: "usearch"}
    return tuple(kind for kind, library in named.items() if find_spec(library) is not None)


def make_engine(kind: Kind, size: int, room: int = 0) -> Engine:
    """Return an empty graph.

    Args:
        kind: Of this kind.
        size: Dimensions of a vector.
        room: Number of vectors to expect.
    """
    return _Floats(size, room) if kind is Kind.FLOATS else _Bytes(size)


def load_engine(kind: Kind, size: int, path: Path) -> Engine:
    """Load a graph; the file must have been verified.

    Raises:
        RuntimeError: The library is not installed or rejects the file.
    """
    if kind not in available_kinds():
        raise RuntimeError(f"{kind.value} is not installed")
    engine = make_engine(kind, size)
    try:
        engine.load(path)
    except ValueError as error:  # usearch raises both
        raise RuntimeError(str(error)) from error
    return engine


class _Floats:
    """Graph of hnswlib."""

    kind = Kind.FLOATS

    def __init__(self, size: int, room: int) -> None:
        import hnswlib

        self._new = hnswlib.Index
        self._graph: Any = self._new("ip", size)
        self._graph.init_index(max(1, room), M=LINKS, ef_construction=CARE, random_seed=1)

    def load(self, path: Path) -> None:
        self._graph = self._new("ip", self._graph.dim)
        self._graph.load_index(str(path))

    def __len__(self) -> int:
        return int(self._graph.get_current_count())

    def add(self, vectors: Vectors, threads: int) -> None:
        first, room = len(self), self._graph.get_max_elements()
        last = first + len(vectors)
        if last > room:
            self._graph.resize_index(max(last, room + room // 4))
        self._graph.add_items(vectors, np.arange(first, last), num_threads=threads)

    def search(self, question: NDArray[np.float32], count: int, effort: int) -> Ids:
        self._graph.set_ef(effort)
        try:
            labels, _ = self._graph.knn_query(question[None], count, num_threads=1)
        except RuntimeError:  # it found fewer than `count`
            return np.empty(0, np.int64)
        found: Ids = labels[0].astype(np.int64)
        return found

    def save(self, path: Path) -> None:
        try:
            self._graph.save_index(str(path))
        except RuntimeError as error:
            raise OSError(f"graph of neighbours: {error}") from error
        _check(path, int(self._graph.index_file_size()))  # a full disk is not reported


class _Bytes:
    """Graph of usearch."""

    kind = Kind.BYTES

    def __init__(self, size: int) -> None:
        from usearch.index import Index

        self._graph: Any = Index(
            ndim=size,
            metric="ip",
            dtype="i8",
            connectivity=LINKS,
            expansion_add=BYTES_CARE,
            enable_key_lookups=False,
        )

    def load(self, path: Path) -> None:
        size = self._graph.ndim
        self._graph.load(str(path))
        if self._graph.ndim != size:
            raise RuntimeError(f"vectors of {self._graph.ndim} dimensions instead of {size}")

    def __len__(self) -> int:
        return len(self._graph)

    def add(self, vectors: Vectors, threads: int) -> None:
        first = len(self)
        self._graph.add(np.arange(first, first + len(vectors)), vectors, threads=threads)

    def search(self, question: NDArray[np.float32], count: int, effort: int) -> Ids:
        self._graph.expansion_search = effort
        found = self._graph.search(question, count, threads=1).keys
        return np.asarray(found).astype(np.int64).reshape(-1)

    def save(self, path: Path) -> None:
        try:
            self._graph.save(str(path))
        except RuntimeError as error:
            raise OSError(f"graph of neighbours: {error}") from error
        _check(path, int(self._graph.serialized_length))


def _check(path: Path, wanted: int) -> None:
    written = path.stat().st_size
    if written != wanted:
        raise OSError(f"graph of neighbours: {written} of {wanted} bytes written")
