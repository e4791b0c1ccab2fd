"""Loaded model, the library's index, and features of sounds embedded for a query."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

import trio
from loguru import logger

from actors.embeddings.extraction import Choice, load_model
from actors.embeddings.graph import Graph, sync_graph
from actors.embeddings.library_index import LibraryIndex, build_index
from actors.embeddings.model_process import ModelProcess
from actors.embeddings.worker_pool import SIZE, WorkerPool
from actors.kernel.mailbox import Address
from actors.kernel.reply import ask
from actors.messages import library
from models.embedding.index.choice import GRAPH_FROM
from models.embedding.index.graph import GraphIndex
from models.embedding.model import Model
from models.library.features import SampleFeatures
from models.similarity.reference_sound import Sound

Found = TypeVar("Found")
Stat = tuple[int, ...]
"""File status; differs if the content changed."""
PATIENCE = 60.0
"""Seconds the library actor may take to reply."""
FRESH = 64
"""Capacity of the cache of features from outside the library."""


class EmbeddingStore:
    """Loaded lazily, then kept up to date."""

    def __init__(self, library_: Address[library.Command], cache: Path, choice: Choice) -> None:
        """Take the library, a cache folder that may be emptied, and the model choice."""
        self._library, self._choice = library_, choice
        self._name = ""
        self._graph = Graph(cache, SIZE)
        self._model: Model | None = None
        self._process: ModelProcess | None = None
        self._nursery: trio.Nursery | None = None
        self._memory: LibraryIndex | None = None
        self._fresh: dict[tuple[Sound, Stat], bytes] = {}
        self._lock = trio.Lock()
        """Guards updates and queries of the index."""

    async def model(self) -> Model:
        """Return the active model, of which this process uses the statistics only.

        Raises:
            NetworkError: It cannot be used on this machine.
        """
        if self._model is None:
            self._name = await trio.to_thread.run_sync(self._choice.name)
            work = partial(load_model, self._name, self._choice.folder)
            self._model = await trio.to_thread.run_sync(work)
        return self._model

    def attach(self, nursery: trio.Nursery) -> None:
        """Give the nursery of the processes in which models run."""
        self._nursery = nursery

    async def process(self) -> ModelProcess:
        """Return the process of the active model, which starts with its first request.

        Raises:
            NetworkError: The configuration cannot be read, or the model is not installed.
        """
        if self._process is None:
            await self.model()
            self._process = self.process_of(self._name)
        return self._process

    def process_of(self, name: str) -> ModelProcess:
        """Return a process for a model.

        Raises:
            RuntimeError: There is no nursery yet.
        """
        if self._nursery is None:
            raise RuntimeError("no nursery for the processes of models")
        return ModelProcess(self._nursery, name, self._choice.folder)

    async def load_model(self, name: str) -> Model:
        """Load a model that may replace the active one.

        Raises:
            NetworkError: It cannot be used on this machine.
        """
        process = self.process_of(name)
        try:
            await process.check()
        finally:
            process.end()
        return await trio.to_thread.run_sync(partial(load_model, name, self._choice.folder))

    async def activate(self, name: str, model: Model) -> None:
        """Switch to another model; drop the in-memory index.

        Embedding must be stopped: features in flight are not of this model.
        """
        async with self._lock:
            self._name, self._model, self._memory = name, model, None
            self._fresh.clear()
            if self._process is not None:
                self._process.end()
            self._process = None

    async def worker_pool(self, nursery: trio.Nursery) -> WorkerPool:
        """Return worker processes that embed with the active model.

        Raises:
            NetworkError: It cannot be used on this machine.
        """
        await self.model()
        return WorkerPool(nursery, SIZE, (self._name, str(self._choice.folder)))

    async def stored_features(self) -> tuple[SampleFeatures, ...]:
        """Fetch the features that the library stores for the active model.

        Raises:
            NoReply: The library actor crashed.
            trio.TooSlowError: The library actor does not reply in time.
        """
        model = await self.model()
        return await ask(self._library, partial(library.FetchFeatures, model.id), within=PATIENCE)

    async def learn(self, rows: Sequence[SampleFeatures]) -> None:
        """Add new features to the index, if it is loaded."""
        async with self._lock:
            if self._memory is not None:
                await trio.to_thread.run_sync(self._memory.learn, rows)

    async def forget_outdated(self) -> None:
        """Remove sounds from the index whose files are missing or changed.

        If samples came back, drop the index; the next query loads it again.

        Raises:
            NoReply: The library actor crashed.
            trio.TooSlowError: The library actor does not reply in time.
        """
        if self._memory is None or self._model is None:
            return
        take = partial(library.FetchFeatureTokens, self._model.id)
        known = await ask(self._library, take, within=PATIENCE)
        async with self._lock:
            memory = self._held()
            if memory is None:  # dropped during the request
                return
            if known.keys() <= memory.tokens.keys():
                await trio.to_thread.run_sync(memory.keep_only, known)
            else:  # samples are back, with their source or their drive
                self._memory = None

    def _held(self) -> LibraryIndex | None:
        return self._memory

    async def run_query(self, question: Callable[[LibraryIndex], Found]) -> Found:
        """Run a query on the index in a thread, loading or rebuilding the index first if needed.

        Raises:
            NetworkError: The model cannot be used on this machine.
            NoReply: The library actor crashed.
            trio.TooSlowError: The library actor does not reply in time.
        """
        async with self._lock:
            if self._memory is None or self._memory.is_stale:
                model, rows = await self.model(), await self.stored_features()
                large = len(rows) >= GRAPH_FROM
                kept = self._graph.space(len(rows), model.space) if large else None
                work = partial(build_index, model.space, rows, kept)
                self._memory = await trio.to_thread.run_sync(work)
            return await trio.to_thread.run_sync(question, self._memory)

    async def link(self) -> None:
        """Build the graph index of a very large library; queries are answered meanwhile.

        Raises:
            NetworkError: The model cannot be used on this machine.
        """
        memory = self._memory
        if memory is None or len(memory.index) < GRAPH_FROM or memory.exact is not memory.index:
            return
        model = await self.model()
        begun = trio.current_time()
        linked = await trio.to_thread.run_sync(self._graph.link, memory, model.id)
        async with self._lock:
            if self._memory is memory and isinstance(linked.index, GraphIndex):
                await trio.to_thread.run_sync(sync_graph, linked.index, memory.exact)
                self._memory = linked
        logger.info("neighbours linked in {:.0f} s", trio.current_time() - begun)

    async def fresh_features(self, sounds: Sequence[Sound]) -> dict[Sound, bytes]:
        """Return features of sounds, extracted now unless cached.

        Raises:
            Unembedded: One of them has none.
            NetworkError: The model cannot be used on this machine.
        """
        process = await self.process()
        found: dict[Sound, bytes] = {}
        for sound in sounds:
            key = sound, await trio.to_thread.run_sync(_stat, sound.path)
            if key not in self._fresh:
                self._fresh[key] = await process.features(sound.path, sound.span)
            found[sound] = self._fresh[key]
        while len(self._fresh) > FRESH:
            del self._fresh[next(iter(self._fresh))]
        return found


def _stat(path: bytes) -> Stat:
    try:
        found = Path(os.fsdecode(path)).stat()
    except (OSError, ValueError):
        return ()
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino
