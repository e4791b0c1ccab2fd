"""Answer similarity queries."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TypeVar

import numpy as np
import trio
from loguru import logger
from numpy.typing import NDArray

from actors.embeddings.describing import Describing, NothingUnderstood, Place
from actors.embeddings.extraction import Unembedded, supports_types
from actors.embeddings.imitation import READ_AGAIN, by_course, first_results
from actors.embeddings.inside.asking import Inside, NothingEmbedded, NothingInside, span_of
from actors.embeddings.job import SILENT
from actors.embeddings.library_index import LibraryIndex
from actors.embeddings.map_cache import Marks, lay_out_cached
from actors.embeddings.prediction_table import PredictionTable
from actors.embeddings.store import EmbeddingStore
from actors.embeddings.triage import triaged
from actors.embeddings.vector_builder import PATIENCE
from actors.kernel.mailbox import Address
from actors.kernel.reply import NoReply, Reply, ask
from actors.media.error import Unreadable
from actors.messages import embeddings, library
from models.audio.units import SampleId
from models.embedding.default_model import NAME
from models.embedding.index.index import Ids
from models.embedding.model import Model
from models.embedding.network import NetworkError
from models.embedding.space.query_vector import text_query_vector
from models.embedding.space.unit_vector import Vectors
from models.library.samples import SampleIds
from models.similarity.neighbours import FileHit, FileHits, FileNeighbours, Neighbour
from models.similarity.query import SimilarityQuery
from models.similarity.reference_sound import Sound
from models.similarity.result import SimilarityResult
from models.similarity.saved_search import Question
from models.similarity.vector_table import VectorTable
from models.triage.order import Triage
from models.words.filters import filter_terms
from models.words.ranking import standardise_text

Found = TypeVar("Found")
EVERY = 1 << 40
"""More results than there are."""
IDLE = 60.0
"""Seconds without a query after which its memory is freed."""


CALM = 0.2
"""Seconds after an answer in which the next question has the processor for itself."""
READING = 3.0
"""Seconds after which an answer does not wait for files that are read once more."""


class Unanswerable(Exception):
    """A query that cannot be answered; the message is the reason."""


class NothingKnown(Unanswerable):
    """No sample has been embedded yet."""

    def __init__(self, reason: str = "no sound has been analysed yet") -> None:
        super().__init__(reason)


class Queries:
    """Runs queries on the embedding store; several may be in flight."""

    def __init__(
        self,
        store: EmbeddingStore,
        library_: Address[library.Command],
        cache: Path,
        folder: Path | None,
    ) -> None:
        """Create the queries.

        Args:
            store: Embedding store.
            library_: Knows names and paths of samples.
            cache: Cache folder, which may be emptied.
            folder: Folder of `config.toml`, in which a person's own words may lie.
        """
        self._store, self._library = store, library_
        self._predictions = PredictionTable(library_, cache)
        self._describing = Describing(library_, self._predictions, folder)
        self.inside = Inside(store, library_, cache)
        self._words_store: EmbeddingStore | None = None
        """Of the shipped model, whose features words understand, beside another active one."""

    async def prepare(self) -> None:
        """Bring the vectors on disk up to date, so that the next query is fast."""
        with suppress(NetworkError, NoReply, trio.TooSlowError, ValueError):
            await self._store.prepare()

    async def prepare_inside(self) -> None:
        """Bring the vectors of windows on disk up to date."""
        with suppress(NetworkError, NoReply, trio.TooSlowError, ValueError):
            await self.inside.windows.prepare()

    async def follow(self) -> None:
        """Load what speeds up further queries; free its memory after a while without any."""
        with suppress(NetworkError, NoReply, trio.TooSlowError, ValueError):
            await self._store.sketch()
            await trio.sleep(CALM)
            await self._predictions.save()
            await self._store.link()
            await trio.sleep(IDLE)
            await self._store.rest()
            if self._words_store is not None:
                await self._words_store.rest()
            await self.inside.windows.rest()
            await self._predictions.forget()

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
            outline = await self._store.outline()
            ids, vectors, marks = await self._run_query(_sorted)
            work = partial(lay_out_cached, ids, vectors, folder, outline.id, marks)
            chart = await trio.to_thread.run_sync(work)
        except (Unanswerable, NetworkError) as error:
            return embeddings.MapLaidOut(order.ticket, reason=str(error))
        return embeddings.MapLaidOut(order.ticket, chart)

    async def reply_to_program(
        self,
        order: embeddings.QuerySimilar
        | embeddings.QueryByText
        | embeddings.QueryTriage
        | embeddings.QueryInside
        | embeddings.QueryQuestion
        | embeddings.FetchVectors,
    ) -> None:
        """Reply to a command-line request."""
        if isinstance(order, embeddings.QueryInside):
            with order.reply_to as places:
                places.send(await self._places(order))
            return
        if isinstance(order, embeddings.QueryQuestion):
            with order.reply_to as kept:
                kept.send(await self._kept(order.question, order.limit))
            return
        if isinstance(order, embeddings.QueryTriage):
            with order.reply_to as sorted_:
                sorted_.send(await self._likely(order.triage))
            return
        if isinstance(order, embeddings.QueryByText):
            with order.reply_to as spoken:
                spoken.send(await self._spoken(order.words, order.limit))
            return
        if isinstance(order, embeddings.FetchVectors):
            with order.reply_to as vectors:
                vectors.send(await self._vectors())
        else:
            with order.reply_to as reply:
                reply.send(await self._neighbours_of_files(order))

    async def _run_query(self, question: Callable[[LibraryIndex], Found]) -> Found:
        try:
            return await self._store.run_query(question)
        except (NetworkError, NoReply, trio.TooSlowError, ValueError) as error:
            raise Unanswerable(str(error) or SILENT) from error

    async def _answer(
        self, asked: SimilarityQuery, among: Ids | None, limit: int
    ) -> SimilarityResult:
        def unknown(memory: LibraryIndex) -> list[Sound]:
            if not memory.index.count:
                raise NothingKnown
            return [sound for sound in asked.sounds if not memory.has_vector(sound)]

        if asked.triage is not None:
            return await self._triaged(asked.triage, among, limit)
        if asked.inside:
            return await self._inside(asked, among, limit)
        try:
            model = await self._store.model()
            if asked.words and not supports_types(model):
                return await self._with_text_network(asked, unknown, among, limit)
            if asked.words:
                fresh = await self._store.fresh_features(await self._run_query(unknown))
                memory = await self._run_query(lambda memory: memory)
                return await self._described(asked, model, Place(memory, fresh, among), limit)

            if (take := asked.take) is not None:
                fresh = await self._store.fresh_features(await self._run_query(unknown))
                return await self._imitated(asked, take, fresh, among, limit)

            def at_once(memory: LibraryIndex) -> SimilarityResult | list[Sound]:
                return unknown(memory) or memory.query(asked, {}, among, limit)

            found = await self._run_query(at_once)
            if isinstance(found, SimilarityResult):
                return found
            fresh = await self._store.fresh_features(found)
        except (Unembedded, NetworkError) as error:
            raise Unanswerable(str(error)) from error
        return await self._run_query(lambda memory: memory.query(asked, fresh, among, limit))

    async def _imitated(
        self,
        asked: SimilarityQuery,
        take: Sound,
        fresh: Mapping[Sound, bytes],
        among: Ids | None,
        limit: int,
    ) -> SimilarityResult:
        """Answer by a take: the nearest files are read once more, unless their drive is slow."""
        count = max(limit, READ_AGAIN)
        found = await self._run_query(lambda memory: memory.query(asked, fresh, among, count))
        with trio.move_on_after(READING):
            first = SampleIds(found.ids.array[:READ_AGAIN].copy())
            paths = await self._fetched(partial(library.FetchPaths, first))
            hear = partial(by_course, take.path, found, paths, limit)
            return await trio.to_thread.run_sync(hear, abandon_on_cancel=True)
        return first_results(found, limit)

    async def _triaged(self, triage: Triage, among: Ids | None, limit: int) -> SimilarityResult:
        """Order by what the marks of a source or collection teach."""
        marked = partial(library.FetchDecided, triage.source, triage.collection)
        decided = await self._fetched(marked)
        return await self._run_query(
            lambda memory: triaged(memory, triage.order, decided, among, limit)
        )

    async def _inside(
        self, asked: SimilarityQuery, among: Ids | None, limit: int
    ) -> SimilarityResult:
        """Find places inside long sounds."""
        try:
            return await self.inside.answer(asked, among, limit)
        except NothingEmbedded as error:
            raise NothingKnown(str(error)) from error
        except NothingInside as error:
            raise Unanswerable(str(error)) from error
        except (Unembedded, NetworkError, NoReply, trio.TooSlowError, ValueError) as error:
            raise Unanswerable(str(error) or SILENT) from error

    async def _by_text_network(
        self,
        asked: SimilarityQuery,
        unknown: Callable[[LibraryIndex], list[Sound]],
        among: Ids | None,
        limit: int,
    ) -> SimilarityResult:
        """Answer by a model that embeds texts."""
        said = await self._said(asked.words)
        fresh = await self._store.fresh_features(await self._run_query(unknown))
        return await self._run_query(
            lambda memory: memory.query_text(said, asked, fresh, among, limit)
        )

    async def _with_text_network(
        self,
        asked: SimilarityQuery,
        unknown: Callable[[LibraryIndex], list[Sound]],
        among: Ids | None,
        limit: int,
    ) -> SimilarityResult:
        """Answer by words as without one, and by the text network what these do not understand.

        Until the shipped model has embedded anything, the network answers alone.
        """
        if self._words_store is None:
            self._words_store = self._store.of_model(NAME)
        store = self._words_store
        try:
            model = await store.model()
            memory = await store.run_query(lambda memory: memory)
            if not memory.index.count:
                return await self._by_text_network(asked, unknown, among, limit)
            missing = [sound for sound in asked.sounds if not memory.has_vector(sound)]
            fresh = await store.fresh_features(missing)
            words = await self._describing.text_for_network(asked.words)
        except (NetworkError, NoReply, trio.TooSlowError, OSError, ValueError) as error:
            raise Unanswerable(str(error) or SILENT) from error
        text = await self._by_text(words) if words else None
        return await self._described(asked, model, Place(memory, fresh, among, text), limit)

    async def _by_text(self, words: str) -> tuple[Ids, Vectors] | None:
        """Return how well each sample fits a text, see `standardise_text`; `None`: it is not asked.

        A network that was installed without its tokenizer is not asked.
        """
        try:
            said = await self._said(words)
        except Unanswerable as error:
            logger.info("no text network beside: {}", error)
            return None

        def compared(memory: LibraryIndex) -> tuple[Ids, Vectors]:
            cosines = memory.index.matrix @ text_query_vector(memory.space, said)
            return memory.index.ids.copy(), standardise_text(cosines)

        return await self._run_query(compared)

    async def _described(
        self, asked: SimilarityQuery, model: Model, place: Place, limit: int
    ) -> SimilarityResult:
        """Answer by the vocabulary, the concept head and the names of the library."""
        try:
            return await self._describing.answer(asked, model, place, limit)
        except NothingUnderstood as error:
            raise Unanswerable(
                "no word of it tells how a sound sounds, and no name contains one"
            ) from error
        except (NetworkError, NoReply, trio.TooSlowError, OSError, ValueError) as error:
            raise Unanswerable(str(error) or SILENT) from error

    async def _neighbours_of_files(
        self, order: embeddings.QuerySimilar
    ) -> tuple[FileNeighbours, ...]:
        paths, limit = order.paths, order.limit
        try:
            samples = await self._fetched(partial(library.FindPaths, paths))
        except Unanswerable as error:
            return tuple(FileNeighbours(path, reason=str(error)) for path in paths)

        async def one(path: bytes, sample: SampleId | None) -> FileNeighbours:
            asked = SimilarityQuery((Sound(path, sample, recorded=order.recorded),))
            try:
                return await self._named(path, await self._answer(asked, None, limit))
            except Unanswerable as error:
                return FileNeighbours(path, reason=str(error))

        return tuple([await one(*pair) for pair in zip(paths, samples, strict=True)])

    async def _places(self, order: embeddings.QueryInside) -> FileHits:
        """Return the places inside long files that are like a file, or like a part of it."""
        try:
            (sample,) = await self._fetched(partial(library.FindPaths, (order.path,)))
            span = await trio.to_thread.run_sync(span_of, order.path, order.start, order.end)
            among = (await self._fetched(partial(library.FetchMatching, ""))).array
            asked = SimilarityQuery((Sound(order.path, sample, span),), inside=True)
            hits = (await self._inside(asked, among, order.limit)).hits
            ids = SampleIds(np.array([one.sample for one in hits], np.int64))
            paths = await self._fetched(partial(library.FetchPaths, ids))
        except (Unanswerable, ValueError, Unreadable) as error:
            return FileHits(order.path, reason=str(error))
        pairs = zip(paths, hits, strict=True)
        return FileHits(
            order.path, tuple(FileHit(path, hit.start, hit.score) for path, hit in pairs if path)
        )

    async def _spoken(self, words: str, limit: int) -> FileNeighbours:
        query = words.encode(errors="replace")
        try:
            among = None
            if terms := filter_terms(words):
                matching = partial(library.FetchMatching, terms)
                among = (await self._fetched(matching)).array
            asked = SimilarityQuery((), words=words)
            return await self._named(query, await self._answer(asked, among, limit))
        except Unanswerable as error:
            return FileNeighbours(query, reason=str(error))

    async def _kept(self, question: Question, limit: int) -> FileNeighbours:
        """Answer a saved search by similarity."""
        if question.asked is None:
            return FileNeighbours(b"", reason="it asks for no similar sounds")
        try:
            among = await self._fetched(partial(library.FetchListed, question.query))
            if filter_terms(question.asked.words):
                matching = partial(library.FetchMatching, filter_terms(question.asked.words))
                left = np.isin(among.array, (await self._fetched(matching)).array)
                among = SampleIds(among.array[left])
            return await self._named(b"", await self._answer(question.asked, among.array, limit))
        except Unanswerable as error:
            return FileNeighbours(b"", reason=str(error))

    async def _likely(self, triage: Triage) -> FileNeighbours:
        try:
            return await self._named(b"", await self._triaged(triage, None, EVERY))
        except Unanswerable as error:
            return FileNeighbours(b"", reason=str(error))

    async def _named(self, query: bytes, answer: SimilarityResult) -> FileNeighbours:
        """Return an answer with the paths of the samples."""
        paths = await self._fetched(partial(library.FetchPaths, answer.ids))
        pairs = zip(paths, answer.scores.tolist(), strict=True)
        return FileNeighbours(query, tuple(Neighbour(path, score) for path, score in pairs if path))

    async def _fetched(self, command: Callable[[Reply[Found]], library.Command]) -> Found:
        try:
            return await ask(self._library, command, within=PATIENCE)
        except (NoReply, trio.TooSlowError) as error:
            raise Unanswerable(str(error) or SILENT) from error

    async def _said(self, words: str) -> NDArray[np.float32]:
        try:
            return await (await self._store.process()).text(words)
        except NetworkError as error:
            raise Unanswerable(str(error)) from error

    async def _vectors(self) -> VectorTable:
        def taken(memory: LibraryIndex) -> tuple[Ids, Vectors]:
            return memory.index.ids.copy(), memory.index.matrix

        try:
            outline = await self._store.outline()
            ids, vectors = await self._run_query(taken)
            paths = await self._fetched(partial(library.FetchPaths, SampleIds(ids)))
        except (Unanswerable, NetworkError) as error:
            return VectorTable("", (), reason=str(error))
        return VectorTable(outline.id, paths, vectors)


def _sorted(memory: LibraryIndex) -> tuple[Ids, Vectors, Marks]:
    """Return copies sorted by id, as layout takes long, and a checksum of each content."""
    index = memory.index
    order = np.argsort(index.ids)
    marks = (index.marks & 0xFFFFFFFF).astype(np.uint32)
    return index.ids[order], index.matrix[order], marks[order]
