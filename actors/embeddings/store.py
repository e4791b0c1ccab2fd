"""Loaded model, the library's index, and features of sounds embedded for a query."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

import trio
from loguru import logger

from actors.embeddings.extraction import Choice, load_model
from actors.embeddings.graph import Graph
from actors.embeddings.library_index import LibraryIndex
from actors.embeddings.local_executor import SIZE
from actors.embeddings.model_process import ModelProcess
from actors.embeddings.vector_builder import PATIENCE, VectorBuilder
from actors.kernel.mailbox import Address
from actors.kernel.reply import ask
from actors.messages import library
from models.embedding.index import choice as graph_choice
from models.embedding.index import sketch as sketches
from models.embedding.index.engine import available_kinds
from models.embedding.model import Model
from models.embedding.outline import Outline, outline_of
from models.library.vector_changes import VectorChanges
from models.similarity.reference_sound import Sound

Found = TypeVar("Found")
Stat = tuple[int, ...]
"""File status; differs if the content changed."""
FRESH = 64
"""Capacity of the cache of features from outside the library."""
NOTHING = 1 << 62
"""A number of changes that none exceeds: only those since the vector file are wanted."""
MANY, SOME = 0.1, 0.02
"""Fractions of vectors that may differ from the file, when a query is waited for and when not."""
FEW = 500
"""So many may always differ: projecting them takes 20 ms."""
LARGE = 256 << 20
"""Bytes of a vector file up to which it is verified before the first query."""
TRIES = 3
"""Attempts when other processes write newer files meanwhile."""


class EmbeddingStore:
    """Loaded lazily; what the library stored since is added before each query."""

    def __init__(self, library_: Address[library.Command], cache: Path, choice: Choice) -> None:
        """Take the library, a cache folder that may be emptied, and the model choice."""
        self._library, self._choice, self._cache = library_, choice, cache
        self._name = ""
        self._graph = Graph(cache, SIZE)
        self._builder = VectorBuilder(library_, cache)
        self._model: Model | None = None
        self._process: ModelProcess | None = None
        self._nursery: trio.Nursery | None = None
        self._outline: Outline | None = None
        self._memory: LibraryIndex | None = None
        self._sketching = False
        self._fresh: dict[tuple[Sound, bool, Stat], bytes] = {}
        self._lock = trio.Lock()
        """Guards updates and queries of the index."""

    @property
    def name(self) -> str:
        """Name of the active model, once `model` returned it."""
        return self._name

    @property
    def folder(self) -> Path:
        """The `.sempal` folder, where models are installed."""
        return self._choice.folder

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

    def of_model(self, name: str) -> EmbeddingStore:
        """Return the store of another model, whichever is active."""
        choice = replace(self._choice, read=lambda: name)
        found = EmbeddingStore(self._library, self._cache, choice)
        if self._nursery is not None:
            found.attach(self._nursery)
        return found

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

    async def outline(self) -> Outline:
        """Return what the vectors of the active model depend on.

        Raises:
            NetworkError: It cannot be used on this machine.
        """
        if self._outline is None:
            model = await self.model()
            self._outline = await trio.to_thread.run_sync(outline_of, model)
        return self._outline

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
            self._name, self._model, self._memory, self._outline = name, model, None, None
            self._fresh.clear()
            if self._process is not None:
                self._process.end()
            self._process = None

    async def run_query(self, question: Callable[[LibraryIndex], Found]) -> Found:
        """Run a query on the index in a thread, after what changed in the library since the last.

        Raises:
            NetworkError: The model cannot be used on this machine.
            NoReply: The library actor crashed.
            trio.TooSlowError: The library actor does not reply in time.
        """
        async with self._lock:
            memory = await self._update(MANY)
            return await trio.to_thread.run_sync(question, memory)

    async def prepare(self) -> None:
        """Write the vector file, unless it is nearly up to date, so that the next query is fast.

        Raises:
            NetworkError: The model cannot be used on this machine.
            NoReply: The library actor crashed.
            trio.TooSlowError: The library actor does not reply in time.
        """
        async with self._lock:
            used = self._memory is not None
            changes = await self._changes(None)
            file, known = changes.file, len(changes.changed) + len(changes.gone)
            few = file is not None and known <= max(FEW, SOME * file.count)
            if not used and few and file and self._builder.size(file) > LARGE:
                return  # all of it would be read at each start
            memory = await self._update(SOME)
            if not used:
                self._memory = memory.release()

    async def rest(self) -> None:
        """Give back memory that the next query can do without."""
        async with self._lock:
            if self._memory is not None:
                self._memory = self._memory.release()

    async def _update(self, differing: float) -> LibraryIndex:
        """Return the index of what the library stores now.

        Args:
            differing: Fraction of the vectors that may differ from the vector file; if more do, it
                is written anew.
        """
        whole = await self.outline()
        for _ in range(TRIES):
            memory = self._memory
            changes = await self._changes(memory)
            file = changes.file
            # Until all was heard again, the first features of all are compared.
            outline = whole.first if changes.earlier else whole
            if memory is not None and memory.space.learned is not outline.shipped.learned:
                memory = self._memory = None
                changes = await self._changes(None)
                file = changes.file
            if memory is None or (file is not None and file.name != memory.file):
                before, memory = memory, None
                if file is not None:
                    memory = await trio.to_thread.run_sync(self._builder.open, file, outline)
                if memory is not None and before is not None:
                    memory = memory.hiding(before.index.hidden, before.visibility)
            if memory is not None:
                if changes.none:
                    memory = memory.updated(changes)
                else:
                    memory = await trio.to_thread.run_sync(memory.updated, changes)
                most = max(FEW, differing * memory.measured)
                if not memory.is_stale and memory.index.changes <= most:
                    self._memory = memory
                    return memory
            self._memory = await self._builder.build(outline, file, changes.number)
        if self._memory is None:
            raise ValueError("the vectors change faster than they are read")
        changes = await self._changes(self._memory)
        return await trio.to_thread.run_sync(self._memory.updated, changes)

    async def _changes(self, memory: LibraryIndex | None) -> VectorChanges:
        """Fetch what changed in the library since the state of an index."""
        since = ("", NOTHING, -1)
        if memory is not None:
            since = (memory.file, memory.number, memory.visibility)
        fetch = partial(library.FetchVectorChanges, (await self.outline()).id, *since)
        return await ask(self._library, fetch, within=PATIENCE)

    async def sketch(self) -> None:
        """Let further questions rule out most sounds without reading their vectors."""
        memory = self._memory
        if memory is None or memory.graph is not None or memory.index.sketch is not None:
            return
        base = memory.index.base
        if len(base) < sketches.FROM or self._sketching:
            return
        # The next question ends what follows the last one; a sketch would then never be made.
        self._sketching = True
        try:
            with trio.CancelScope(shield=True):
                made = await trio.to_thread.run_sync(sketches.sketch, base.vectors)
                async with self._lock:
                    now = self._memory
                    if now is not None and now.index.base is base:
                        self._memory = replace(now, index=replace(now.index, sketch=made))
        finally:
            self._sketching = False

    async def link(self) -> None:
        """Build the graph of a very large library; queries are answered meanwhile.

        Without the libraries of graphs all sounds are compared.

        Raises:
            NetworkError: The model cannot be used on this machine.
        """
        memory = self._memory
        if memory is None or (memory.graph is not None and not len(memory.graph.beside)):
            return
        kinds = await trio.to_thread.run_sync(available_kinds)
        bound = await trio.to_thread.run_sync(self._choice.graph_mb)
        index = memory.index
        kind = graph_choice.graph_kind(index.count, index.size, bound, kinds)
        if kind is None:
            return
        begun, name = trio.current_time(), (await self.outline()).id
        graph = memory.graph or await self._graph.link(memory, name, kind)
        if graph is None:
            return
        while (
            True
        ):  # what changed meanwhile is added in parts, between which questions are answered
            async with self._lock:
                now = self._memory
                if now is None or now.space is not memory.space:
                    return
                if now.graph is None:
                    await trio.to_thread.run_sync(graph.follow, now.index)
                    self._memory = now = replace(now, graph=graph)
                if now.graph is not graph or not len(graph.beside):
                    break
                await self._graph.extend(graph, now.index)
        await self._graph.save(graph, memory, name)
        logger.info("{} answers after {:.0f} s", kind.value, trio.current_time() - begun)

    async def fresh_features(
        self, sounds: Sequence[Sound], *, windows: bool = False
    ) -> dict[Sound, bytes]:
        """Return features of sounds, extracted now unless cached.

        Args:
            sounds: These.
            windows: Return those of their first windows, one after the other, and not of the whole.

        Raises:
            Unembedded: One of them has none.
            NetworkError: The model cannot be used on this machine.
        """
        found: dict[Sound, bytes] = {}
        if not sounds:
            return found
        process = await self.process()
        extract = process.windows if windows else process.features
        for sound in sounds:
            key = sound, windows, await trio.to_thread.run_sync(_stat, sound.path)
            if key not in self._fresh:
                self._fresh[key] = await extract(sound.path, sound.span)
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
