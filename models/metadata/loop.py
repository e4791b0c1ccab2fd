"""Sampler loop: the span repeated while a key is held."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class LoopKind(Enum):
    """Playback direction of a loop."""

    FORWARD = "forward"
    ALTERNATING = "alternating"
    """Ping-pong: forward, then backward."""
    BACKWARD = "backward"


@dataclass(frozen=True, slots=True)
class Loop:
    """Span `[start, end)` in frames, at least one."""

    start: int
    end: int
    """Exclusive; `smpl` stores the last frame instead."""
    kind: LoopKind = LoopKind.FORWARD
    fraction: int = 0
    """Fraction of a frame, in units of 2^-32, added to the length; 0 to 2^32 - 1."""
    count: int = 0
    """Number of repetitions; 0: as long as the key is held."""
    release: bool = False
    """Whether it plays after key release instead of before (only AIFF distinguishes them)."""

    @property
    def last(self) -> int:
        """Last frame of the loop: `dwEnd` of `smpl`."""
        return self.end - 1
