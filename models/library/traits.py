"""What is known of all samples at once, for views of all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from models.audio.units import SampleId
from models.library.tag import Tag


@dataclass(frozen=True, slots=True, eq=False)
class Traits:
    """A column for each trait; compared by identity."""

    ids: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    """int64 [samples], ascending."""
    tags: NDArray[np.int8] = field(default_factory=lambda: np.zeros(0, np.int8))
    """int8 [samples], see `Tag`."""
    folders: NDArray[np.int32] = field(default_factory=lambda: np.zeros(0, np.int32))
    """int32 [samples]: which of `names`."""
    types: NDArray[np.int8] = field(default_factory=lambda: np.zeros(0, np.int8))
    """int8 [samples]: which of `SoundType`, in its order; -1: not known."""
    names: tuple[str, ...] = ()
    """Of folders; those of one name are one."""

    def rows(self, ids: NDArray[np.int64]) -> NDArray[np.intp]:
        """Return where samples stand, -1 for those that are not known."""
        if not len(self.ids):
            return np.full(len(ids), -1, np.intp)
        at = np.minimum(np.searchsorted(self.ids, ids), len(self.ids) - 1)
        return np.where(self.ids[at] == ids, at, -1)

    def tagged(self, tags: Mapping[SampleId, Tag]) -> Traits:
        """Return the traits with other tags for some samples."""
        ids = np.array(list(tags), np.int64)
        values = np.array([int(tag) for tag in tags.values()], np.int8)
        rows = self.rows(ids)
        changed = self.tags.copy()
        changed[rows[rows >= 0]] = values[rows >= 0]
        return replace(self, tags=changed)
