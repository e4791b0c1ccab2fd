"""A stretch that a sampler goes round in while a key is held."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class LoopKind(Enum):
    """Which way round."""

    FORWARD = "forward"
    ALTERNATING = "alternating"
    """Forward, then backward."""
    BACKWARD = "backward"


@dataclass(frozen=True, slots=True)
class Loop:
    """Frames `[start, end)`, at least one."""

    start: int
    end: int
    """The frame after the last one that sounds; `smpl` stores the last one itself."""
    kind: LoopKind = LoopKind.FORWARD
    fraction: int = 0
    """Part of a frame, of 2^32, by which the loop is longer; 0 to 2^32 - 1."""
    count: int = 0
    """How often it is played; 0: as long as the key is held."""
    release: bool = False
    """Sounds after the key is released, not before (AIFF alone tells them apart)."""

    @property
    def last(self) -> int:
        """The last frame that sounds in it: `dwEnd` of `smpl`."""
        return self.end - 1
