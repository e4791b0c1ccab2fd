"""All features of the library, ready for questions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from actors.messages import embeddings, library
from models.embedding.default_model import DefaultModel
from models.embedding.features import unpacked
from models.embedding.index.exact import ExactIndex
from models.embedding.likeness.question import question
from models.embedding.likeness.space import Space


@dataclass(frozen=True, slots=True, eq=False)
class Memory:
    """Vectors by number, and the paths behind the numbers."""

    space: Space
    paths: tuple[bytes, ...]
    index: ExactIndex
    features: dict[bytes, bytes]
    """By path."""

    @property
    def vectors(self) -> NDArray[np.float32]:
        """float32 [samples, size]."""
        return self.index.matrix

    def alike(self, path: bytes, features: bytes, limit: int) -> embeddings.Alike:
        """Return what is nearest to a sound; itself is left out."""
        vector = self.space.placed(unpacked(features)[None])
        asked = question(self.space, vector)
        found = self.index.nearest(asked, min(limit + 1, len(self.index)))
        pairs = zip(found.ids.tolist(), found.scores.tolist(), strict=True)
        neighbours = tuple(
            embeddings.Neighbour(self.paths[number], float(score))
            for number, score in pairs
            if self.paths[number] != path
        )
        return embeddings.Alike(path, neighbours[:limit])


def remembered(model: DefaultModel, rows: tuple[library.Heard, ...]) -> Memory:
    """Return the memory of these samples, in the library's own space."""
    known = np.array([unpacked(row.features) for row in rows], np.float32)
    space = model.space.adapted(known) if len(rows) else model.space
    index = ExactIndex(space.size)
    if len(rows):
        index.add(np.arange(len(rows), dtype=np.int64), space.placed(known))
    paths = tuple(row.path for row in rows)
    return Memory(space, paths, index, {row.path: row.features for row in rows})
