"""Cached graph of neighbours for very large libraries; rebuilt whenever it does not fit."""

from __future__ import annotations

import hashlib
from functools import partial
from pathlib import Path

import trio
from loguru import logger

from actors.embeddings.index_file import IndexDamaged, load_graph, save_graph
from actors.embeddings.library_index import LibraryIndex
from models.embedding.index.choice import Kind
from models.embedding.index.engine import make_engine
from models.embedding.index.graph import GraphIndex
from models.embedding.index.layers import LayeredIndex
from models.embedding.space.space import Space

INDEX = "neighbours.index"
LACKING = 0.01
"""Fraction of the stored vectors that a file may lack."""
PART = 500
"""Sounds added at a time: about half a second, in which nothing can be cancelled."""
OFTEN, SHARE = 60.0, 20
"""An unfinished graph is saved after so many seconds, and so many times as long as saving takes."""


class Graph:
    """Builds, loads and saves the graph of one library, in parts between which it can be ended."""

    def __init__(self, folder: Path, threads: int) -> None:
        """Take a cache folder that may be emptied at any time, and the number of threads."""
        self._folder, self._threads = folder, threads
        self._begun: tuple[str, Kind, GraphIndex] | None = None
        """A graph whose building was cancelled, and what it is of."""
        self._stored = 0
        """Number of vectors in the file."""

    async def link(self, memory: LibraryIndex, model: str, kind: Kind) -> GraphIndex | None:
        """Return a graph over the vectors of an index; `None`: its recall is too low.

        What was built before a cancellation, or before the program was ended, is used.
        """
        name = _name(model, memory)
        graph = await self._started(name, kind, memory)
        self._begun = (name, kind, graph)
        saved, took = trio.current_time(), 0.0
        while len(graph.beside):
            await self.extend(graph, memory.index)
            if trio.current_time() - saved > max(OFTEN, SHARE * took) and len(graph.beside):
                begun = trio.current_time()
                await self.save(graph, memory, model)
                saved = trio.current_time()
                took = saved - begun
        if not await trio.to_thread.run_sync(graph.tune_recall, memory.index):
            logger.info("recall of the graph is too low: exact search is used")
            return None
        await self.save(graph, memory, model)
        self._begun = None
        return graph

    async def extend(self, graph: GraphIndex, index: LayeredIndex) -> None:
        """Add some of the sounds that are beside a graph."""
        await trio.to_thread.run_sync(graph.link, index, PART, self._threads)

    async def save(self, graph: GraphIndex, memory: LibraryIndex, model: str) -> None:
        """Write a graph, unless its file lacks so little that it is added again as quickly."""
        if len(graph.ids) - self._stored > LACKING * self._stored:
            name, size = _name(model, memory), memory.index.size
            await trio.to_thread.run_sync(partial(self._write, graph, name, size))

    async def _started(self, name: str, kind: Kind, memory: LibraryIndex) -> GraphIndex:
        """Return the graph that was begun, loaded or made, which follows the index."""
        index, graph = memory.index, None
        if self._begun is not None and self._begun[:2] == (name, kind):
            graph = self._begun[2]
        if graph is None:
            self._stored = 0
            graph = await trio.to_thread.run_sync(self._loaded, name, kind, index.size)
            self._stored = 0 if graph is None else len(graph.ids)
        if graph is not None:
            await trio.to_thread.run_sync(graph.follow, index)
            logger.debug("{} of the graph are there", len(graph.ids))
        if graph is None or graph.needs_rebuild:
            self._stored = 0
            graph = GraphIndex(make_engine(kind, index.size, index.count))
            await trio.to_thread.run_sync(graph.follow, index)
        return graph

    def _loaded(self, name: str, kind: Kind, size: int) -> GraphIndex | None:
        try:
            return load_graph(self._folder / INDEX, name, kind, size)
        except FileNotFoundError:
            return None
        except (IndexDamaged, OSError) as error:
            logger.warning("cannot read the graph of neighbours: {}; rebuilding it", error)
            return None

    def _write(self, graph: GraphIndex, name: str, size: int) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            save_graph(graph, self._folder / INDEX, name, size)
            self._stored = len(graph.ids)
        except OSError as error:
            logger.warning("cannot write the graph of neighbours: {}", error)


def _name(model: str, memory: LibraryIndex) -> str:
    """Return the name of the model and the space of the vectors."""
    return f"{model} {_digest(memory.space)}"


def _digest(space: Space) -> str:
    learned = space.learned.content if space.learned is not None else b""
    content = space.mean.tobytes() + space.spread.tobytes() + learned
    return hashlib.sha256(content).hexdigest()[:16]
