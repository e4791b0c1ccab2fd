"""Cached graph index for very large libraries; rebuilt whenever it does not fit."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
from loguru import logger

from actors.embeddings.index_file import IndexDamaged, load_index, save_index
from actors.embeddings.library_index import LibraryIndex
from models.embedding.index.exact import ExactIndex
from models.embedding.index.graph import GraphIndex
from models.embedding.index.layers import LayeredIndex
from models.embedding.space.space import Space

INDEX = "neighbours.index"


class Graph:
    """Graph index on disk; not thread-safe."""

    def __init__(self, folder: Path, threads: int) -> None:
        """Take a cache folder that may be emptied at any time, and the number of threads."""
        self._folder, self._threads = folder, threads

    def link(self, memory: LibraryIndex, model: str) -> GraphIndex | None:
        """Return a graph over the vectors of an index; `None`: its recall is too low."""
        name = f"{model} {_digest(memory.space)}"
        graph = self._loaded(name)
        if graph is not None:
            sync_graph(graph, memory.index)
        if graph is None or graph.needs_rebuild:
            copy = ExactIndex(memory.index.size)
            copy.add(memory.index.ids, memory.index.matrix)
            graph = GraphIndex(copy, self._threads)
        if not graph.tune_recall():
            logger.info("recall of the graph is too low: exact search is used")
            return None
        self._save(graph, name)
        return graph

    def _loaded(self, name: str) -> GraphIndex | None:
        try:
            found = load_index(self._folder / INDEX, name)
        except FileNotFoundError:
            return None
        except (IndexDamaged, OSError) as error:
            logger.warning("cannot read the graph of neighbours: {}; rebuilding it", error)
            return None
        return found if isinstance(found, GraphIndex) else None

    def _save(self, graph: GraphIndex, name: str) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            save_index(graph, self._folder / INDEX, name)
        except OSError as error:
            logger.warning("cannot write the graph of neighbours: {}", error)


def sync_graph(graph: GraphIndex, exact: LayeredIndex) -> None:
    """Update a graph to the same vectors as another index."""
    before, now = graph.exact.ids.copy(), exact.ids
    graph.remove(np.setdiff1d(before, now))
    common = np.intersect1d(before, now)
    same = (graph.vectors(common) == exact.vectors(common)).all(1)
    wanted = np.concatenate([common[~same], np.setdiff1d(now, before)])
    if len(wanted):
        graph.add(wanted, exact.vectors(wanted))


def _digest(space: Space) -> str:
    learned = space.learned.content if space.learned is not None else b""
    content = space.mean.tobytes() + space.spread.tobytes() + learned
    return hashlib.sha256(content).hexdigest()[:16]
