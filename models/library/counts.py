"""Figures of a list: how many samples have each mark, and each type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self

from models.library.tag import Tag
from models.types.sound_type import SoundType


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts that filters of the list show beside their names.

    Each filter is counted without itself: marks among samples of any mark, types among those of any
    type.
    """

    total: int = 0
    """Samples of any mark."""
    kept: int = 0
    rejected: int = 0
    types: Mapping[SoundType, int] | None = None
    """Samples of each type, without empty types; `None`: not counted."""

    @property
    def decided(self) -> int:
        """Number of samples with a mark."""
        return self.kept + self.rejected

    def of(self, tag: Tag | None) -> int:
        """Return the number of samples with a mark; `None`: with any."""
        match tag:
            case Tag.KEEP:
                return self.kept
            case Tag.TRASH:
                return self.rejected
            case Tag.NEUTRAL:
                return self.total - self.decided
            case None:
                return self.total

    def after(self, before: Self | None) -> Self:
        """Return these counts, with the types of an earlier count if they were not counted."""
        if self.types is not None or before is None:
            return self
        return replace(self, types=before.types)
