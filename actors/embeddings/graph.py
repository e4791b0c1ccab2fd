"""Cached graph index for very large libraries; rebuilt whenever it does not fit."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import numpy as np
from loguru import logger

from actors.embeddings.library_index import LibraryIndex
from models.embedding.index.exact import ExactIndex
from models.embedding.index.file import IndexDamaged, load_index, save_index
from models.embedding.index.graph import GraphIndex
from models.embedding.space.space import Space

INDEX, SPACE = "neighbours.index", "neighbours.npz"
FITS = 0.1
"""Fraction of sounds added or removed before the feature statistics are measured again."""


class Graph:
    """Graph index on disk; not thread-safe."""

    def __init__(self, folder: Path, threads: int) -> None:
        """Take a cache folder that may be emptied at any time, and the number of threads."""
        self._folder, self._threads = folder, threads

    def space(self, count: int, known: Space) -> Space | None:
        """Return the space of the stored graph, if it fits a library of `count` sounds.

        Args:
            count: Sounds in the library.
            known: The model's space, of which the stored one was adapted.
        """
        try:
            with np.load(self._folder / SPACE, allow_pickle=False) as kept:
                mean, spread, measured = kept["mean"], kept["spread"], int(kept["measured"])
        except (OSError, ValueError, KeyError):
            return None
        fits = abs(count - measured) <= FITS * measured
        if not fits or mean.shape != known.mean.shape:
            return None
        return replace(known, mean=mean.astype(np.float32), spread=spread.astype(np.float32))

    def link(self, memory: LibraryIndex, model: str) -> LibraryIndex:
        """Return the index with a graph; unchanged if the graph's recall is too low."""
        name = f"{model} {_digest(memory.space)}"
        exact = memory.exact
        graph = self._loaded(name)
        if graph is not None:
            sync_graph(graph, exact)
        if graph is None or graph.needs_rebuild:
            copy = ExactIndex(exact.size)
            copy.add(exact.ids.copy(), exact.matrix)
            graph = GraphIndex(copy, self._threads)
        if not graph.tune_recall():
            logger.info("a graph misses too much: all sounds are compared")
            return memory
        self._save(graph, name, memory)
        return replace(memory, index=graph)

    def _loaded(self, name: str) -> GraphIndex | None:
        try:
            found = load_index(self._folder / INDEX, name)
        except FileNotFoundError:
            return None
        except (IndexDamaged, OSError) as error:
            logger.warning("the index of neighbours is built anew: {}", error)
            return None
        return found if isinstance(found, GraphIndex) else None

    def _save(self, graph: GraphIndex, name: str, memory: LibraryIndex) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            space = memory.space
            with (self._folder / SPACE).open("wb") as file:
                np.savez(file, mean=space.mean, spread=space.spread, measured=memory.measured)
            save_index(graph, self._folder / INDEX, name)
        except OSError as error:
            logger.warning("the index of neighbours is not kept: {}", error)


def sync_graph(graph: GraphIndex, exact: ExactIndex) -> None:
    """Update a graph to the same vectors as another index."""
    before, now = graph.exact.ids.copy(), exact.ids.copy()
    graph.remove(np.setdiff1d(before, now))
    common = np.intersect1d(before, now)
    same = (graph.vectors(common) == exact.vectors(common)).all(1)
    wanted = np.concatenate([common[~same], np.setdiff1d(now, before)])
    if len(wanted):
        graph.add(wanted, exact.vectors(wanted))


def _digest(space: Space) -> str:
    parts = [space.mean, space.spread]
    if space.learned is not None:
        parts += [space.learned.centre, space.learned.directions]
    return hashlib.sha256(b"".join(part.tobytes() for part in parts)).hexdigest()[:16]
