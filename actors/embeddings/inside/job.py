"""Embed all pending chunks of long sounds; a crash loses what is in flight."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import trio
from loguru import logger

from actors.embeddings.batches import first_cause
from actors.embeddings.executor import ExecutorFailed, Quarantine, Question, Work, answer_all
from actors.embeddings.gate import Gate
from actors.embeddings.inside.extraction import LENGTH, REQUEST
from actors.embeddings.job import SILENT, ShowNotice
from actors.embeddings.local_executor import MODULES, SIZE, LocalExecutor
from actors.embeddings.reply import EMBEDDED, FAILED, UNAVAILABLE, UNUSABLE
from actors.embeddings.store import EmbeddingStore
from actors.embeddings.total import Total
from actors.embeddings.vector_builder import PATIENCE
from actors.kernel.mailbox import Address
from actors.kernel.reply import NoReply, ask
from actors.messages import library
from models.audio.units import SampleId
from models.embedding.network import NetworkError
from models.inside.chunk import ChunkCounts, EmbeddedChunk, InsideReport, PendingChunk, Place
from models.inside.window import chunk_count, kept_of_chunk

BATCH = 4 * SIZE
"""Chunks fetched and stored at a time."""


async def embed_inside(
    store: EmbeddingStore,
    library_: Address[library.Command],
    tell: ShowNotice,
    gate: Gate,
    enough: Callable[[], bool] = lambda: False,
) -> InsideReport:
    """Embed all pending chunks; cancelling loses nothing that was reported as done.

    Args:
        store: Knows the model.
        library_: Has the sounds, and stores the results.
        tell: Progress callback, in chunks.
        gate: Pauses the work.
        enough: Polled after each batch; `True` stops early, for more urgent work.
    """
    begun, reason = trio.current_time(), ""
    job = _Run(store, library_, tell, gate)
    try:
        await job.run(enough)
    except* (ExecutorFailed, NetworkError, NoReply, trio.TooSlowError, OSError) as errors:
        reason = str(first_cause(errors)) or SILENT
        logger.error("not embedded inside: {}", reason)
    report = InsideReport(job.embedded, job.failed, trio.current_time() - begun, reason)
    if report.embedded:
        logger.info("embedded inside: {}", report)
    return report


class _Run:
    """One pass over all pending chunks, in order."""

    def __init__(
        self,
        store: EmbeddingStore,
        library_: Address[library.Command],
        tell: ShowNotice,
        gate: Gate,
    ) -> None:
        self._store, self._library, self._tell, self._gate = store, library_, tell, gate
        self._quarantine = Quarantine()
        self.embedded = self.failed = 0

    async def run(self, enough: Callable[[], bool]) -> None:
        """Embed what is pending.

        Raises:
            ExecutorFailed, NetworkError, NoReply, trio.TooSlowError, OSError: In a group.
        """
        model = (await self._store.model()).id
        total = Total(partial(self._pending, model))
        pending_now = await total.of(0)
        if not pending_now:
            return
        await self._tell(0, pending_now, 0.0)
        begun, done = trio.current_time(), 0
        after: Place = (SampleId(0), -1)
        async with trio.open_nursery() as nursery:
            arguments = (self._store.name, str(self._store.folder))
            executor = LocalExecutor(nursery, SIZE, arguments, MODULES[Work.INSIDE])
            while not enough():
                await self._gate.wait()
                fetch = partial(library.FetchPendingChunks, model, after, BATCH)
                batch = await ask(self._library, fetch, within=PATIENCE)
                if not batch:
                    break
                after = batch[-1].place
                results = await self._embed_insides(executor, batch)
                keep = partial(library.StoreChunks, model, results)
                await ask(self._library, keep, within=PATIENCE)
                done += len(batch)
                rate = done / max(1e-3, trio.current_time() - begun)
                await self._tell(done, await total.of(done), rate)
            nursery.cancel_scope.cancel()

    async def _pending(self, model: str) -> int:
        count = partial(library.CountChunks, model)
        counts: ChunkCounts = await ask(self._library, count, within=PATIENCE)
        return counts.pending

    async def _embed_insides(
        self, executor: LocalExecutor, batch: tuple[PendingChunk, ...]
    ) -> tuple[EmbeddedChunk, ...]:
        """Return what is to be stored; nothing for files that cannot be read at present."""
        found: dict[int, EmbeddedChunk] = {}

        async def one(at: int, chunk: PendingChunk) -> None:
            most = kept_of_chunk(chunk_count(chunk.sample.length))
            question = Question((chunk.sample,), REQUEST.pack(chunk.number, most))
            (reply,) = await answer_all(executor, [question], self._quarantine)
            embedded = self._unpacked(chunk, reply)
            if embedded is not None:
                found[at] = embedded

        async with trio.open_nursery() as nursery:
            for at, chunk in enumerate(batch):
                nursery.start_soon(one, at, chunk)
        return tuple(found[at] for at in sorted(found))

    def _unpacked(self, chunk: PendingChunk, reply: bytes) -> EmbeddedChunk | None:
        sample, number = chunk.sample, chunk.number
        if reply.startswith(EMBEDDED):
            self.embedded += 1
            content = reply[len(EMBEDDED) :]
            (length,) = LENGTH.unpack_from(content)
            windows = content[LENGTH.size : LENGTH.size + length]
            features = content[LENGTH.size + length :]
            return EmbeddedChunk(sample.id, number, sample.token, windows, features)
        reason = reply[len(FAILED) :].decode(errors="replace")
        if reply.startswith(UNUSABLE):
            raise NetworkError(reason)
        self.failed += 1
        logger.info("not embedded inside: {!r} from {}: {}", sample.path, number, reason)
        if reply.startswith(UNAVAILABLE):
            return None
        return EmbeddedChunk(sample.id, number, sample.token, reason=reason)
