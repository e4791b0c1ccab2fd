"""In-memory index of all features of the library."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.embedding.features import unpack_all_features, unpack_features
from models.embedding.index.exact import ExactIndex
from models.embedding.index.graph import GraphIndex
from models.embedding.index.index import Ids
from models.embedding.space.query_vector import aspect_scores, query_vector, text_query_vector
from models.embedding.space.space import Space
from models.library.features import SampleFeatures
from models.library.samples import SampleIds
from models.similarity.query import SimilarityQuery
from models.similarity.reference_sound import Sound
from models.similarity.result import SimilarityResult


@dataclass(frozen=True, slots=True, eq=False)
class LibraryIndex:
    """Vectors by sample; not thread-safe."""

    space: Space
    index: ExactIndex | GraphIndex
    paths: dict[int, bytes]
    """By sample."""
    tokens: dict[int, bytes]
    """Content token of the embedded content, by sample."""
    measured: int
    """Number of sounds that the statistics of `space` were measured on."""

    @property
    def is_stale(self) -> bool:
        """Whether so many sounds were added that the statistics should be measured again."""
        return len(self.paths) > 1.1 * self.measured + 20

    def learn(self, rows: Sequence[SampleFeatures]) -> None:
        """Add or replace sounds; remove those without features."""
        self.forget(row.sample for row in rows if not row.features)
        rows = [row for row in rows if row.features]
        if rows:
            features = unpack_all_features([row.features for row in rows])
            ids = np.array([row.sample for row in rows], np.int64)
            self.index.add(ids, self.space.project(features))
            self.paths.update((row.sample, row.path) for row in rows)
            self.tokens.update((row.sample, row.token) for row in rows)

    def forget(self, samples: Iterable[int]) -> None:
        """Remove sounds."""
        gone = [sample for sample in samples if sample in self.paths]
        if gone:
            self.index.remove(np.array(gone, np.int64))
            for sample in gone:
                del self.paths[sample], self.tokens[sample]

    def keep_only(self, known: Mapping[int, bytes]) -> None:
        """Remove all samples but these, and those whose content changed.

        Args:
            known: Current content token of each sample.
        """
        self.forget([one for one, token in self.tokens.items() if known.get(one) != token])

    def has_vector(self, sound: Sound) -> bool:
        """Return whether the index holds the vector of the sound's current content."""
        if sound.span is not None or sound.sample is None:
            return False
        token = self.tokens.get(sound.sample)
        return token is not None and sound.token in {b"", token}

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
            np.array([self._vector(sound, fresh) for sound in sounds], np.float32)
            for sounds in (asked.wanted, asked.unwanted)
        )
        vector = query_vector(self.space, wanted, unwanted, asked.weights)
        compared = len(self.index) if among is None else len(self.exact.known(among))
        if compared == len(self.index):
            among = None  # a graph is used for unfiltered queries only
        found = self.index.nearest(vector, min(limit + len(asked.sounds), compared), among)
        itself = [sound.sample for sound in asked.sounds if sound.sample is not None]
        others = ~np.isin(found.ids, itself)
        ids, scores = found.ids[others][:limit], found.scores[others][:limit]
        middle = query_vector(self.space, wanted, unwanted)
        parts = aspect_scores(self.space, middle, self.index.vectors(ids)) if len(ids) else {}
        return SimilarityResult(SampleIds(ids.copy()), scores, parts, compared)

    def query_text(
        self, words: NDArray[np.float32], among: Ids | None, limit: int
    ) -> SimilarityResult:
        """Return the samples that match a text best.

        Args:
            words: float32 [space.timbre], unit length, from the model's `embed_text`.
            among: Samples to compare with; `None`: all.
            limit: Maximum number of results.
        """
        compared = len(self.index) if among is None else len(self.exact.known(among))
        if compared == len(self.index):
            among = None
        found = self.index.nearest(
            text_query_vector(self.space, words), min(limit, compared), among
        )
        return SimilarityResult(SampleIds(found.ids.copy()), found.scores.copy(), compared=compared)

    @property
    def exact(self) -> ExactIndex:
        """All vectors."""
        return self.index.exact if isinstance(self.index, GraphIndex) else self.index

    def _vector(self, sound: Sound, fresh: Mapping[Sound, bytes]) -> NDArray[np.float32]:
        if sound in fresh:
            placed: NDArray[np.float32] = self.space.project(unpack_features(fresh[sound])[None])[0]
            return placed
        vector: NDArray[np.float32] = self.index.vectors(np.array([sound.sample], np.int64))[0]
        return vector


def build_index(
    space: Space, rows: Sequence[SampleFeatures], kept: Space | None = None
) -> LibraryIndex:
    """Build the index of these samples, in the space adapted to the library.

    Args:
        space: The model's space.
        rows: Stored features.
        kept: The adapted space, if it was measured before and still fits.
    """
    known = unpack_all_features([row.features for row in rows])
    space = kept or (space.adapted(known) if len(rows) else space)
    exact = ExactIndex(space.size)
    if len(rows):
        exact.add(np.array([row.sample for row in rows], np.int64), space.project(known))
    paths = {int(row.sample): row.path for row in rows}
    tokens = {int(row.sample): row.token for row in rows}
    return LibraryIndex(space, exact, paths, tokens, len(rows))
