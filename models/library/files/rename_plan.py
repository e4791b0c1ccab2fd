"""What renaming several files by a pattern would do."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RenamePlan:
    """Names before and after; nothing is renamed yet."""

    names: tuple[tuple[bytes, bytes], ...] = ()
    """Paths before and after, of the files that get another name."""
    taken: tuple[bytes, ...] = ()
    """Paths of other files that have one of the new names: nothing can be renamed."""
