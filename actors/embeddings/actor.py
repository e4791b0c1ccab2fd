"""Listens to the library, and finds what sounds alike."""

from __future__ import annotations

import os
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import assert_never

import trio
from loguru import logger

from actors.embeddings.listening import Unheard, features
from actors.embeddings.memory import Memory, remembered
from actors.kernel.mailbox import Address, Mailbox
from actors.kernel.reply import NoReply, ask
from actors.messages import embeddings, library
from models.embedding.default_model import DefaultModel
from models.embedding.network import NetworkError
from models.library.sample import Sample

BATCH = 64
"""Samples taken and stored at a time: a kill loses no more."""
PATIENCE = 60.0
"""Seconds the library may take to answer."""
SILENT = "the library does not answer"
THREADS = max(1, min(4, os.cpu_count() or 1))


class EmbeddingsActor:
    """Reads `embeddings.Command`; answers each of them."""

    def __init__(
        self, inbox: Mailbox[embeddings.Command], library_: Address[library.Command]
    ) -> None:
        self._inbox, self._library = inbox, library_
        self._threads = trio.CapacityLimiter(THREADS)
        self._model: DefaultModel | None = None

    async def run(self) -> None:
        """Answer until cancelled."""
        async for order in self._inbox:
            await self._obey(order)

    async def _obey(self, order: embeddings.Command) -> None:
        match order:
            case embeddings.Embed():
                with order.reply_to as reply:
                    reply.send(await self._embed())
            case embeddings.FindAlike():
                with order.reply_to as answer:
                    answer.send(await self._find(order))
            case embeddings.TakeVectors():
                with order.reply_to as vectors:
                    vectors.send(await self._take())
            case _:
                assert_never(order)

    async def _loaded(self) -> DefaultModel:
        """Return the model, loaded at its first use.

        Raises:
            NetworkError: it cannot be used here.
        """
        if self._model is None:
            folder = Path(str(files("data") / "models"))
            self._model = await trio.to_thread.run_sync(DefaultModel, folder)
        return self._model

    async def _embed(self) -> embeddings.Embedded:
        begun = trio.current_time()
        try:
            model = await self._loaded()
            count = failed = 0
            take = partial(library.TakeUnheard, model.id, BATCH)
            while batch := await ask(self._library, take, within=PATIENCE):
                heard = await self._hear(model, batch)
                failed += sum(bool(one.problem) for one in heard)
                count += len(heard)
                keep = partial(library.KeepHeard, model.id, heard)
                await ask(self._library, keep, within=PATIENCE)
            rows = await self._rows(model)
        except (NetworkError, NoReply, trio.TooSlowError) as error:
            logger.error("not embedded: {}", error)
            return embeddings.Embedded("", 0, 0, 0, 0.0, str(error) or SILENT)
        known = len(rows) - (count - failed)
        seconds = trio.current_time() - begun
        return embeddings.Embedded(model.id, count - failed, failed, known, seconds)

    async def _rows(self, model: DefaultModel) -> tuple[library.Heard, ...]:
        return await ask(self._library, partial(library.TakeHeard, model.id), within=PATIENCE)

    async def _hear(
        self, model: DefaultModel, batch: tuple[Sample, ...]
    ) -> tuple[library.Heard, ...]:
        heard: list[library.Heard | None] = [None] * len(batch)

        async def one(number: int, sample: Sample) -> None:
            found, problem = await self._listen(model, sample.path)
            heard[number] = library.Heard(sample.id, sample.path, sample.token, found, problem)

        async with trio.open_nursery() as nursery:
            for number, sample in enumerate(batch):
                nursery.start_soon(one, number, sample)
        return tuple(row for row in heard if row is not None)

    async def _listen(self, model: DefaultModel, path: bytes) -> tuple[bytes, str]:
        try:
            work = partial(features, model, path)
            return await trio.to_thread.run_sync(work, limiter=self._threads), ""
        except Unheard as error:
            logger.info("not heard: {!r}: {}", path, error)
            return b"", str(error)

    async def _memory(self) -> tuple[DefaultModel, Memory]:
        model = await self._loaded()
        rows = await self._rows(model)
        return model, await trio.to_thread.run_sync(remembered, model, rows)

    async def _find(self, order: embeddings.FindAlike) -> tuple[embeddings.Alike, ...]:
        try:
            model, memory = await self._memory()
        except (NetworkError, NoReply, trio.TooSlowError) as error:
            reason = str(error) or SILENT
            return tuple(embeddings.Alike(path, problem=reason) for path in order.paths)
        return tuple([await self._answer(model, memory, path, order.limit) for path in order.paths])

    async def _answer(
        self, model: DefaultModel, memory: Memory, path: bytes, limit: int
    ) -> embeddings.Alike:
        if not memory.paths:
            return embeddings.Alike(path, problem="nothing was listened to yet: run sempal embed")
        known, problem = memory.features.get(path, b""), ""
        if not known:
            known, problem = await self._listen(model, path)
        if problem:
            return embeddings.Alike(path, problem=problem)
        return await trio.to_thread.run_sync(memory.alike, path, known, limit)

    async def _take(self) -> embeddings.Vectors:
        try:
            model, memory = await self._memory()
        except (NetworkError, NoReply, trio.TooSlowError) as error:
            return embeddings.Vectors("", (), problem=str(error) or SILENT)
        return embeddings.Vectors(model.id, memory.paths, memory.vectors)
