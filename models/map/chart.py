"""Positions of sounds on the map."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from models.library.samples import SampleIds
from models.map.layout import Places


def _nowhere() -> Places:
    return np.zeros((0, 2), np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class MapLayout:
    """A position for each sample; compared by identity."""

    ids: SampleIds = field(default_factory=SampleIds)
    """Ascending."""
    places: Places = field(default_factory=_nowhere)
    """float32 [ids, 2], each coordinate within -1 to 1; read-only."""

    def __post_init__(self) -> None:
        self.places.flags.writeable = False
