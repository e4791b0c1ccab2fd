"""Sample ids in list order, without the rows."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from models.audio.units import SampleId


def _none() -> NDArray[np.int64]:
    return np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class SampleIds:
    """Up to millions of ids in list order; compared by identity."""

    array: NDArray[np.int64] = field(default_factory=_none)
    """int64 [count], read-only."""

    def __post_init__(self) -> None:
        self.array.flags.writeable = False

    def __len__(self) -> int:
        return int(self.array.shape[0])

    def __getitem__(self, row: int) -> SampleId:
        return SampleId(int(self.array[row]))

    def slice(self, first: int, count: int) -> tuple[SampleId, ...]:
        """Return the ids of rows `first` to `first + count`, clipped to the list."""
        return tuple(SampleId(i) for i in self.array[max(0, first) : first + count].tolist())

    def row(self, sample: SampleId) -> int | None:
        """Return the row of `sample`, or `None`."""
        found = np.flatnonzero(self.array == sample)
        return int(found[0]) if found.size else None

    def among(self, chosen: frozenset[SampleId]) -> frozenset[SampleId]:
        """Return those of `chosen` that are listed; `chosen` itself if all are."""
        if not chosen:
            return chosen
        asked = np.fromiter(chosen, np.int64, len(chosen))
        listed = np.isin(asked, self.array)
        if listed.all():
            return chosen
        return frozenset(SampleId(one) for one in asked[listed].tolist())
