"""Keeps the index of the windows of all long sounds up to date, in a file of its own."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

import numpy as np
import trio
from loguru import logger

from actors.embeddings.inside.window_index import WindowIndex, project_chunks
from actors.embeddings.store import EmbeddingStore
from actors.embeddings.vector_builder import PATIENCE, stored_space
from actors.embeddings.vector_file import (
    FileUnusable,
    MappedLayer,
    VectorFileWriter,
    remove_others,
)
from actors.kernel.mailbox import Address
from actors.kernel.reply import ask
from actors.messages import library
from models.audio.units import SampleId
from models.embedding.index.layers import Layer, empty_layer, layered
from models.embedding.outline import Outline
from models.inside.chunk import ChunkChanges, ChunkCounts, Place
from models.library.vector_changes import VectorFile

Found = TypeVar("Found")
PAGE = 32
"""Chunks fetched, projected and written at a time: 4 MB of vectors."""
MANY, SOME = 20_000, 500
"""Windows that may differ from the file, when a query is waited for and when not: projecting the
first takes half a second."""
TRIES = 3
"""Attempts when other processes write newer files meanwhile."""


class Windows:
    """Loaded lazily; what the library stored since is added before each query."""

    def __init__(
        self, store: EmbeddingStore, library_: Address[library.Command], cache: Path
    ) -> None:
        """Take what knows the model, the library, and a cache folder that may be emptied."""
        self._store, self._library, self._cache = store, library_, cache
        self._memory: WindowIndex | None = None
        self._digest = ""
        self._lock = trio.Lock()
        """Guards updates and queries of the index."""

    async def counts(self) -> ChunkCounts:
        """Return how far the library was embedded.

        Raises:
            NetworkError: The model cannot be used on this machine.
            NoReply: The library actor crashed.
            trio.TooSlowError: The library actor does not reply in time.
        """
        model = (await self._store.outline()).first.id
        return await ask(self._library, partial(library.CountChunks, model), within=PATIENCE)

    async def run_query(self, question: Callable[[WindowIndex], Found]) -> Found:
        """Run a query on the index in a thread, after what changed in the library since the last.

        Raises:
            NetworkError: The model cannot be used on this machine.
            NoReply: The library actor crashed.
            trio.TooSlowError: The library actor does not reply in time.
            ValueError: The windows change faster than they are read.
        """
        async with self._lock:
            memory = await self._update(MANY)
            return await trio.to_thread.run_sync(question, memory)

    async def prepare(self) -> None:
        """Write the vector file, unless it is nearly up to date, so that the next query is fast.

        Raises:
            NetworkError, NoReply, trio.TooSlowError, ValueError: As `run_query`.
        """
        async with self._lock:
            await self._update(SOME)
        await self.rest()

    async def rest(self) -> None:
        """Give back memory that the next query can do without."""
        async with self._lock:
            if self._memory is not None:
                self._memory.release()

    async def _update(self, differing: int) -> WindowIndex:
        """Return the index of what the library stores now.

        Args:
            differing: Windows that may differ from the vector file; if more do, it is written anew.
        """
        outline = (await self._store.outline()).first
        if outline.digest != self._digest:  # of another model, or of none
            self._memory, self._digest = None, outline.digest
        for _ in range(TRIES):
            changes = await self._changes(outline)
            file, memory = changes.file, self._memory
            if memory is None or (file is not None and file.name != memory.file):
                memory = await trio.to_thread.run_sync(self._open, file, outline)
            memory = await self._changed(memory, outline, changes)
            if memory is not None and memory.index.changes <= differing + memory.index.count // 4:
                self._memory = memory
                return memory
            self._memory = await self._build(outline, changes.number)
        raise ValueError("the windows change faster than they are read")

    async def _changes(self, outline: Outline) -> ChunkChanges:
        memory = self._memory
        since = ("", -1) if memory is None else (memory.file, memory.number)
        fetch = partial(library.FetchChunkChanges, outline.id, *since)
        return await ask(self._library, fetch, within=PATIENCE)

    def _open(self, file: VectorFile | None, outline: Outline) -> WindowIndex | None:
        """Map a file that the library knows; `None`: it cannot be used."""
        if file is None:
            return WindowIndex(outline.shipped, layered(empty_layer(outline.shipped.size)))
        space = stored_space(file, outline)
        if space is None:
            return None
        if not file.count:
            nothing = layered(empty_layer(space.size))
            return WindowIndex(space, nothing, file.name, number=file.number)
        try:
            mapped = MappedLayer(self._cache, file.name, space.size, file.count, file.checksum)
        except FileUnusable as error:
            logger.info("windows are projected again: {}", error)
            return None
        return WindowIndex(space, layered(mapped.layer), file.name, mapped, file.number)

    async def _changed(
        self, memory: WindowIndex | None, outline: Outline, changes: ChunkChanges
    ) -> WindowIndex | None:
        """Return the index with what changed; `None`: so much that a new file is due."""
        if memory is None or changes.windows > MANY + memory.index.count // 4:
            return None
        if not len(changes.changed):
            return memory  # with all that it derived
        fetch = partial(library.FetchChunksOf, outline.id, changes.changed)
        chunks = await ask(self._library, fetch, within=PATIENCE)
        work = partial(memory.changed, changes.changed, chunks, changes.number)
        return await trio.to_thread.run_sync(work)

    async def _build(self, outline: Outline, number: int) -> WindowIndex | None:
        """Return the index of all that was embedded; `None`: another process was faster.

        Args:
            outline: The model.
            number: Last change of the library's windows.
        """
        space, name = outline.shipped, secrets.token_hex(8)
        mapped: MappedLayer | None = None
        count = checksum = 0
        try:
            count, checksum = await self._write(outline, name)
            layer = empty_layer(space.size)
            if count:
                reopen = partial(MappedLayer, self._cache, name, space.size, count, checksum)
                mapped = await trio.to_thread.run_sync(reopen)
                layer = mapped.layer
        except (OSError, FileUnusable) as error:
            logger.warning("windows are not kept: {}", error)
            layer = await self._collect(outline)
        made = VectorFile(
            *(name, number, count, checksum, outline.digest, 0),
            space.mean.astype("<f4").tobytes(),
            space.spread.astype("<f4").tobytes(),
        )
        store = partial(library.StoreWindowFile, outline.id, made)
        valid = await ask(self._library, store, within=PATIENCE)
        await trio.to_thread.run_sync(remove_others, self._cache, valid)
        if name not in valid:
            return None
        return WindowIndex(space, layered(layer), name, mapped, number)

    async def _write(self, outline: Outline, name: str) -> tuple[int, int]:
        """Write the file `name`; return the number of windows and the checksum."""
        await trio.to_thread.run_sync(partial(self._cache.mkdir, parents=True, exist_ok=True))
        with VectorFileWriter(self._cache, name, outline.shipped.size) as writer:
            after: Place | None = (SampleId(0), -1)
            while after is not None:
                layer, after = await self._page(outline, after)
                append = partial(writer.append, layer.ids, layer.marks, layer.vectors)
                await trio.to_thread.run_sync(append)
            return await trio.to_thread.run_sync(writer.finish)

    async def _collect(self, outline: Outline) -> Layer:
        """Return all windows in memory."""
        layers = [empty_layer(outline.shipped.size)]
        after: Place | None = (SampleId(0), -1)
        while after is not None:
            layer, after = await self._page(outline, after)
            layers.append(layer)
        return Layer(
            np.concatenate([one.ids for one in layers]),
            np.concatenate([one.marks for one in layers]),
            np.concatenate([one.vectors for one in layers]),
        )

    async def _page(self, outline: Outline, after: Place) -> tuple[Layer, Place | None]:
        """Return the windows of the chunks after a place, and the last one; `None`: no more."""
        fetch = partial(library.FetchChunks, outline.id, after, PAGE)
        rows = await ask(self._library, fetch, within=PATIENCE)
        project = partial(project_chunks, outline.shipped, rows)
        layer = await trio.to_thread.run_sync(project)
        return layer, rows[-1].place if len(rows) == PAGE else None
