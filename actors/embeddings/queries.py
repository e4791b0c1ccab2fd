"""Answer similarity queries."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TypeVar
from zlib import crc32

import numpy as np
import trio
from numpy.typing import NDArray

from actors.embeddings.extraction import Unembedded
from actors.embeddings.job import SILENT
from actors.embeddings.library_index import LibraryIndex
from actors.embeddings.map_cache import Marks, lay_out_cached
from actors.embeddings.store import EmbeddingStore
from actors.kernel.reply import NoReply
from actors.messages import embeddings
from models.audio.units import SampleId
from models.embedding.index.index import Ids
from models.embedding.network import NetworkError
from models.embedding.space.unit_vector import Vectors
from models.similarity.neighbours import FileNeighbours, Neighbour
from models.similarity.query import SimilarityQuery
from models.similarity.reference_sound import Sound
from models.similarity.result import SimilarityResult
from models.similarity.vector_table import VectorTable

Found = TypeVar("Found")


class Unanswerable(Exception):
    """A query that cannot be answered; the message is the reason."""


class NothingKnown(Unanswerable):
    """No sample has been embedded yet."""

    def __init__(self) -> None:
        super().__init__("nothing was listened to yet")


class Queries:
    """Runs queries on the embedding store; several may be in flight."""

    def __init__(self, store: EmbeddingStore) -> None:
        self._store = store

    async def prepare(self) -> None:
        """Load the index, so that the first query is as fast as later ones."""
        with suppress(Unanswerable, NetworkError):
            await self._run_query(lambda memory: memory.measured)
            await self._store.link()

    async def find_similar(self, order: embeddings.FindSimilar) -> embeddings.SimilarFound:
        """Answer a similarity query of the window.

        Raises:
            NothingKnown: No sample has been embedded yet.
        """
        try:
            answer = await self._answer(order.asked, order.among.array, order.limit)
        except NothingKnown:
            raise
        except Unanswerable as error:
            return embeddings.SimilarFound(order.ticket, reason=str(error))
        return embeddings.SimilarFound(order.ticket, answer)

    async def lay_out_map(self, order: embeddings.LayOutMap, folder: Path) -> embeddings.MapLaidOut:
        """Return the map layout, cached in `folder`."""
        try:
            model = await self._store.model()
            ids, vectors, marks = await self._run_query(_sorted)
            work = partial(lay_out_cached, ids, vectors, folder, model.id, marks)
            chart = await trio.to_thread.run_sync(work)
        except (Unanswerable, NetworkError) as error:
            return embeddings.MapLaidOut(order.ticket, reason=str(error))
        return embeddings.MapLaidOut(order.ticket, chart)

    async def reply_to_program(
        self, order: embeddings.QuerySimilar | embeddings.QueryByText | embeddings.FetchVectors
    ) -> None:
        """Reply to a command-line request."""
        if isinstance(order, embeddings.QueryByText):
            with order.reply_to as spoken:
                spoken.send(await self._spoken(order.words, order.limit))
            return
        if isinstance(order, embeddings.FetchVectors):
            with order.reply_to as vectors:
                vectors.send(await self._vectors())
        else:
            with order.reply_to as reply:
                reply.send(await self._neighbours_of_files(order.paths, order.limit))

    async def _run_query(self, question: Callable[[LibraryIndex], Found]) -> Found:
        try:
            return await self._store.run_query(question)
        except (NetworkError, NoReply, trio.TooSlowError, ValueError) as error:
            raise Unanswerable(str(error) or SILENT) from error

    async def _answer(
        self, asked: SimilarityQuery, among: Ids | None, limit: int
    ) -> SimilarityResult:
        def unknown(memory: LibraryIndex) -> list[Sound]:
            if not memory.paths:
                raise NothingKnown
            return [sound for sound in asked.sounds if not memory.has_vector(sound)]

        if asked.words:
            said = await self._said(asked.words)
            await self._run_query(unknown)
            return await self._run_query(lambda memory: memory.query_text(said, among, limit))
        try:
            fresh = await self._store.fresh_features(await self._run_query(unknown))
        except (Unembedded, NetworkError) as error:
            raise Unanswerable(str(error)) from error
        return await self._run_query(lambda memory: memory.query(asked, fresh, among, limit))

    async def _neighbours_of_files(
        self, paths: tuple[bytes, ...], limit: int
    ) -> tuple[FileNeighbours, ...]:
        try:
            known = await self._run_query(lambda memory: dict(memory.paths))
        except Unanswerable as error:
            return tuple(FileNeighbours(path, reason=str(error)) for path in paths)
        samples = {path: SampleId(sample) for sample, path in known.items()}

        async def one(path: bytes) -> FileNeighbours:
            asked = SimilarityQuery((Sound(path, samples.get(path)),))
            try:
                answer = await self._answer(asked, None, limit)
            except Unanswerable as error:
                return FileNeighbours(path, reason=str(error))
            pairs = zip(answer.ids.array.tolist(), answer.scores.tolist(), strict=True)
            found = (Neighbour(known[other], float(score)) for other, score in pairs)
            return FileNeighbours(path, tuple(found))

        return tuple([await one(path) for path in paths])

    async def _spoken(self, words: str, limit: int) -> FileNeighbours:
        query = words.encode(errors="replace")

        def asked(memory: LibraryIndex) -> FileNeighbours:
            found = memory.query_text(said, None, limit)
            pairs = zip(found.ids.array.tolist(), found.scores.tolist(), strict=True)
            return FileNeighbours(
                query, tuple(Neighbour(memory.paths[one], score) for one, score in pairs)
            )

        try:
            said = await self._said(words)
            return await self._run_query(asked)
        except Unanswerable as error:
            return FileNeighbours(query, reason=str(error))

    async def _said(self, words: str) -> NDArray[np.float32]:
        try:
            return await (await self._store.process()).text(words)
        except NetworkError as error:
            raise Unanswerable(str(error)) from error

    async def _vectors(self) -> VectorTable:
        def taken(memory: LibraryIndex) -> VectorTable:
            paths = tuple(memory.paths[one] for one in memory.exact.ids.tolist())
            return VectorTable(model.id, paths, memory.exact.matrix.copy())

        try:
            model = await self._store.model()
            return await self._run_query(taken)
        except (Unanswerable, NetworkError) as error:
            return VectorTable("", (), reason=str(error))


def _sorted(memory: LibraryIndex) -> tuple[Ids, Vectors, Marks]:
    """Return copies sorted by id, as layout takes long, and a checksum of each content."""
    exact = memory.exact
    order = np.argsort(exact.ids)
    ids = exact.ids[order]
    marks = np.array([crc32(memory.tokens[one]) for one in ids.tolist()], np.uint32)
    return ids, exact.matrix[order], marks
