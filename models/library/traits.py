"""Traits of all samples in columns, for views such as the map."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from models.audio.units import SampleId
from models.library.tag import Tag


@dataclass(frozen=True, slots=True, eq=False)
class Traits:
    """One column per trait; compared by identity."""

    ids: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    """int64 [samples], ascending."""
    tags: NDArray[np.int8] = field(default_factory=lambda: np.zeros(0, np.int8))
    """int8 [samples]: values of `Tag`."""
    folders: NDArray[np.int32] = field(default_factory=lambda: np.zeros(0, np.int32))
    """int32 [samples]: indices into `folder_names`."""
    types: NDArray[np.int8] = field(default_factory=lambda: np.zeros(0, np.int8))
    """int8 [samples]: indices into `SoundType` in declaration order; -1: unknown."""
    folder_names: tuple[str, ...] = ()
    """Folder names; folders of the same name share one entry."""

    def matches(self, other: Traits) -> bool:
        """Tell whether all values are the same."""
        return self.folder_names == other.folder_names and all(
            np.array_equal(mine, theirs)
            for mine, theirs in (
                (self.ids, other.ids),
                (self.tags, other.tags),
                (self.folders, other.folders),
                (self.types, other.types),
            )
        )

    def rows(self, ids: NDArray[np.int64]) -> NDArray[np.intp]:
        """Return the row of each id, -1 for unknown ids."""
        if not len(self.ids):
            return np.full(len(ids), -1, np.intp)
        at = np.minimum(np.searchsorted(self.ids, ids), len(self.ids) - 1)
        return np.where(self.ids[at] == ids, at, -1)

    def with_marks(self, tags: Mapping[SampleId, Tag]) -> Traits:
        """Return a copy with the marks of some samples replaced."""
        ids = np.array(list(tags), np.int64)
        values = np.array([int(tag) for tag in tags.values()], np.int8)
        rows = self.rows(ids)
        changed = self.tags.copy()
        changed[rows[rows >= 0]] = values[rows >= 0]
        return replace(self, tags=changed)
