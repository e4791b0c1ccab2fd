"""Answers questions for places inside long sounds."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import trio
from numpy.typing import NDArray

from actors.embeddings.extraction import Unembedded
from actors.embeddings.inside.window_index import WindowIndex
from actors.embeddings.inside.windows import Windows
from actors.embeddings.store import EmbeddingStore
from actors.kernel.mailbox import Address
from actors.media.error import Unreadable
from actors.media.sound_file import SoundFile
from actors.messages import library
from models.audio.span import Span
from models.audio.units import Frames, Seconds
from models.embedding.features import unpack_features
from models.embedding.index.index import Ids
from models.embedding.space.query_vector import query_vector
from models.embedding.space.space import Space
from models.embedding.space.unit_vector import Vectors
from models.inside.chunk import ChunkCounts
from models.inside.hit import Hit
from models.inside.window import HOP, LONG
from models.library.samples import SampleIds
from models.similarity.query import SimilarityQuery
from models.similarity.reference_sound import Sound
from models.similarity.result import SimilarityResult


class NothingInside(Exception):
    """No place can be found; the message is the reason."""


class NothingEmbedded(NothingInside):
    """There are long sounds, but none was embedded yet."""

    def __init__(self) -> None:
        super().__init__("the insides of long files have not been analysed yet")


class Inside:
    """Finds places by the windows of long sounds."""

    def __init__(
        self, store: EmbeddingStore, library_: Address[library.Command], cache: Path
    ) -> None:
        """Take what extracts features, the library, and a cache folder that may be emptied."""
        self._store = store
        self.windows = Windows(store, library_, cache)

    async def answer(
        self, asked: SimilarityQuery, among: Ids | None, limit: int
    ) -> SimilarityResult:
        """Return the best places, and the sounds in which they are by their best one.

        Args:
            asked: With wanted sounds.
            among: Samples to look into; `None`: all.
            limit: Maximum number of places.

        Raises:
            NothingInside: There is nothing to find, or to ask with.
            Unembedded: A sound of the question has no features.
            NetworkError: The model cannot be used on this machine.
            NoReply: The library actor crashed.
            trio.TooSlowError: The library actor does not reply in time.
            ValueError: All weights are 0.
        """
        if not asked.wanted:
            raise NothingInside("places inside long files are found by sounds, and there is none")
        fresh = await self._store.fresh_features(asked.sounds, windows=True)
        itself = await trio.to_thread.run_sync(_own_places, asked.sounds)

        def find(memory: WindowIndex) -> SimilarityResult:
            if not memory.index.count:
                raise NothingEmbedded
            question = _question(memory.space, asked, fresh)
            return _result(*memory.find(question, among, limit, itself))

        try:
            return await self.windows.run_query(find)
        except NothingEmbedded:
            if not (await self.windows.counts()).pending:
                raise NothingInside(f"there is no sound of more than {LONG:.0f} s") from None
            raise

    async def counts(self) -> ChunkCounts:
        """Return how far the library was embedded; see `Windows.counts`."""
        return await self.windows.counts()


def _question(
    space: Space, asked: SimilarityQuery, fresh: Mapping[Sound, bytes]
) -> NDArray[np.float32]:
    """Return the query vector: float32 [size]."""
    wanted, unwanted = (_vectors(space, one, fresh) for one in (asked.wanted, asked.unwanted))
    return query_vector(space, wanted, unwanted, asked.compared_by)


def _result(hits: tuple[Hit, ...], compared: int) -> SimilarityResult:
    best: dict[int, float] = {}
    for hit in hits:  # best first
        best.setdefault(hit.sample, hit.score)
    return SimilarityResult(
        SampleIds(np.array(list(best), np.int64)),
        np.array(list(best.values()), np.float32),
        compared=compared,
        hits=hits,
    )


def _vectors(space: Space, sounds: Sequence[Sound], fresh: Mapping[Sound, bytes]) -> Vectors:
    """Return the vectors of all windows of sounds: float32 [windows, size]."""
    if not sounds:
        return np.zeros((0, space.size), np.float32)
    features = unpack_features(b"".join(fresh[sound] for sound in sounds))
    return space.project(features.reshape(-1, len(space.mean)))


def _own_places(sounds: Sequence[Sound]) -> list[Hit]:
    """Return the places of the question in the library, which it is not to find; reads headers."""
    found = []
    for sound in sounds:
        if sound.sample is None or sound.span is None:
            continue
        try:
            with SoundFile(sound.path) as file:
                start, end = (frame / file.rate for frame in (sound.span.start, sound.span.end))
        except Unreadable as error:
            raise Unembedded(str(error)) from error
        count = max(1, math.ceil((end - start) / HOP))
        found += [Hit(sound.sample, Seconds(start + at * HOP), 1.0) for at in range(count)]
    return found


def span_of(path: bytes, start: float | None, end: float | None) -> Span | None:
    """Return a span in frames from seconds; `None`: the whole file. Reads the header.

    Raises:
        ValueError: It is not in the file.
        Unreadable: The file cannot be read.
    """
    if start is None and end is None:
        return None
    with SoundFile(path) as file:
        first = round((start or 0.0) * file.rate)
        last = file.frames if end is None else min(file.frames, round(end * file.rate))
        if not 0 <= first < last:
            length = file.frames / file.rate
            raise ValueError(f"there is nothing between these times: it lasts {length:.3f} s")
        return Span(Frames(first), Frames(last))
