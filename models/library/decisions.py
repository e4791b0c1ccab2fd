"""How much a person decided about some samples."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Decisions:
    """Counts, each 0 or more."""

    samples: int = 0
    marks: int = 0
    """Samples that are kept or rejected."""
    members: int = 0
    """Places in collections."""
    types: int = 0
    """Types that a person gave."""

    @property
    def words(self) -> str:
        """Say it: `1 sample, 2 marks`."""
        counts = (
            (self.samples, "sample", "samples"),
            (self.marks, "mark", "marks"),
            (self.members, "place in collections", "places in collections"),
            (self.types, "type set by you", "types set by you"),
        )
        said = [f"{count} {one if count == 1 else more}" for count, one, more in counts if count]
        return ", ".join(said) or "nothing"
