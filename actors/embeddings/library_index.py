"""Index of all vectors of the library, with the state of the library that it shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from actors.embeddings.vector_file import MappedLayer
from models.embedding.aspect import Weights
from models.embedding.features import packed_size, unpack_all_features, unpack_features
from models.embedding.index.expansion import PLACES, expand
from models.embedding.index.graph import GraphIndex
from models.embedding.index.index import Ids, Neighbours
from models.embedding.index.layers import Layer, LayeredIndex, Rows, empty_layer, make_layer
from models.embedding.space.query_vector import (
    AWAY,
    aspect_scores,
    query_vector,
    query_vectors,
    text_query_vector,
)
from models.embedding.space.space import Space
from models.embedding.space.unit_vector import Vectors
from models.library.features import StoredFeatures
from models.library.samples import SampleIds
from models.library.vector_changes import VectorChanges
from models.similarity.query import SimilarityQuery
from models.similarity.reference_sound import Sound
from models.similarity.result import SimilarityResult


@dataclass(frozen=True, slots=True, eq=False)
class LibraryIndex:
    """Vectors by sample; immutable, except for its graph."""

    space: Space
    index: LayeredIndex
    measured: int
    """Number of sounds that the statistics of `space` were measured on."""
    file: str = ""
    """Name of the vector file that it began with; empty: none."""
    mapped: MappedLayer | None = None
    """The first layer, if it is mapped from that file."""
    number: int = 0
    """Last change of the library's vectors that it contains."""
    visibility: int = -1
    """State of the hidden samples; see `library.FetchVectorChanges`."""
    graph: GraphIndex | None = None
    """Finds neighbours among all vectors faster."""

    @property
    def is_stale(self) -> bool:
        """Whether so much changed that the statistics should be measured again."""
        return not fits(self.measured, self.index.count)

    def updated(self, changes: VectorChanges) -> LibraryIndex:
        """Return the index after changes of the library; a graph follows them in place."""
        index = self.index
        touched = changes.gone.array
        if changes.changed or len(touched):
            newer = project(self.space, changes.changed)
            index = index.changed(touched, newer)
            touched = np.concatenate([touched, newer.ids])
        if changes.hidden is not None:
            index = index.hiding(changes.hidden.array)
            if self.graph is not None:
                self.graph.follow(index, touched)
        number, seen = changes.number, changes.visibility
        return replace(self, index=index, number=number, visibility=seen)

    def hiding(self, hidden: Ids, visibility: int) -> LibraryIndex:
        """Return the index with the hidden samples of a state."""
        return replace(self, index=self.index.hiding(hidden), visibility=visibility)

    def has_vector(self, sound: Sound) -> bool:
        """Return whether the index holds the vector of the sound's current content."""
        if sound.span is not None or sound.sample is None:
            return False
        mark = self.index.mark(sound.sample)
        return mark is not None and (sound.token == b"" or mark == content_mark(sound.token))

    def query(
        self, asked: SimilarityQuery, fresh: Mapping[Sound, bytes], among: Ids | None, limit: int
    ) -> SimilarityResult:
        """Return the most similar samples.

        Args:
            asked: Similarity query.
            fresh: Features of the query's sounds that are not in the index.
            among: Samples to compare with; `None`: all.
            limit: Maximum number of results.

        Raises:
            ValueError: All weights are 0.
        """
        wanted, unwanted = (
            np.array([self.vector(sound, fresh) for sound in sounds], np.float32)
            for sounds in (asked.wanted, asked.unwanted)
        )
        vector = query_vector(self.space, wanted, unwanted, asked.compared_by)
        found, compared = self._nearest(vector, among, max(limit, PLACES) + len(asked.sounds))
        itself = [sound.sample for sound in asked.sounds if sound.sample is not None]
        others = ~np.isin(found.ids, itself)
        ids, scores = self._expanded(
            vector, found.ids[others], found.scores[others], asked.compared_by
        )
        ids, scores = ids[:limit], scores[:limit]
        middle = query_vector(self.space, wanted, unwanted)
        parts = aspect_scores(self.space, middle, self.index.vectors(ids)) if len(ids) else {}
        return SimilarityResult(SampleIds(ids.copy()), scores, parts, compared)

    def _expanded(
        self, vector: NDArray[np.float32], ids: Ids, scores: NDArray[np.float32], weights: Weights
    ) -> tuple[Ids, NDArray[np.float32]]:
        """Return neighbours and their similarities, the first ones in the expanded order."""

        def as_questions(sounds: Vectors) -> Vectors:
            return query_vectors(self.space, sounds, weights)

        vectors = self.index.vectors(ids[:PLACES])
        order, expanded = expand(vector, scores, vectors, as_questions)
        return ids[order], expanded

    def query_text(
        self,
        words: NDArray[np.float32],
        asked: SimilarityQuery,
        fresh: Mapping[Sound, bytes],
        among: Ids | None,
        limit: int,
    ) -> SimilarityResult:
        """Return the samples that match a text, and reference sounds beside it, best.

        Args:
            words: float32 [space.timbre], unit length, from the model's `embed_text`.
            asked: Similarity query, with or without sounds.
            fresh: Features of its sounds that are not in the index.
            among: Samples to compare with; `None`: all.
            limit: Maximum number of results.

        Raises:
            ValueError: All weights are 0.
        """
        vector = text_query_vector(self.space, words)
        wanted, unwanted = (
            np.array([self.vector(sound, fresh) for sound in sounds], np.float32)
            for sounds in (asked.wanted, asked.unwanted)
        )
        if len(wanted):
            beside = query_vector(self.space, wanted, unwanted, asked.compared_by)
            vector = np.float32(0.5) * (vector + beside)
        elif len(unwanted):
            away = np.float32(AWAY) * query_vector(self.space, unwanted)
            vector = ((vector - away) / np.float32(1 + AWAY)).astype(np.float32)
        found, compared = self._nearest(vector, among, limit + len(asked.sounds))
        itself = [sound.sample for sound in asked.sounds if sound.sample is not None]
        others = ~np.isin(found.ids, itself)
        ids, scores = found.ids[others][:limit], found.scores[others][:limit]
        return SimilarityResult(SampleIds(ids.copy()), scores.copy(), compared=compared)

    def release(self) -> LibraryIndex:
        """Return the index with as little in memory as an answer needs; it is as fast as at first.

        The graph is loaded again from its file, the vectors are mapped again from the disk cache.
        """
        if self.mapped is not None:
            self.mapped.release()
        return replace(self, graph=None, index=replace(self.index, sketch=None))

    def _nearest(
        self, vector: NDArray[np.float32], among: Ids | None, count: int
    ) -> tuple[Neighbours, int]:
        """Return neighbours, and with how many vectors the question was compared."""
        rows: Rows | None = self.index.select(among)
        compared = len(self.index) if rows is None else len(rows)
        if rows is None and self.graph is not None:  # a graph knows no filter
            return self.graph.nearest(self.index, vector, count), compared
        return self.index.nearest_rows(vector, count, rows), compared

    def vector(self, sound: Sound, fresh: Mapping[Sound, bytes]) -> NDArray[np.float32]:
        """Return the vector of a reference sound: float32 [size].

        Args:
            sound: In the index, or with features in `fresh`.
            fresh: Features of sounds that are not in the index.
        """
        if sound in fresh:
            placed: NDArray[np.float32] = self.space.project(unpack_features(fresh[sound])[None])[0]
            return placed
        vector: NDArray[np.float32] = self.index.vectors(np.array([sound.sample], np.int64))[0]
        return vector


def fits(measured: int, count: int) -> bool:
    """Return whether statistics of so many sounds serve a library of `count`."""
    if not measured or not count:
        return measured == count
    return measured / 1.1 - 20 <= count <= measured * 1.1 + 20


def project(space: Space, rows: Sequence[StoredFeatures]) -> Layer:
    """Return the vectors of stored features; those that lack some are left out."""
    rows = [row for row in rows if len(row.features) >= packed_size(space.inputs)]
    if not rows:
        return empty_layer(space.size)
    ids = np.array([row.sample for row in rows], np.int64)
    marks = np.array([content_mark(row.token) for row in rows], np.uint64)
    features = unpack_all_features([row.features for row in rows], space.inputs)
    return make_layer(ids, marks, space.project(features))


def content_mark(token: bytes) -> int:
    """Return 64 bits for a content token; the lower half is its CRC-32, by which maps know it."""
    upper = int.from_bytes(blake2b(token, digest_size=4).digest(), "big")
    return upper << 32 | crc32(token)
