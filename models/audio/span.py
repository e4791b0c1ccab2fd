"""A range of frames within a sample."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.units import Frames


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of frames `[start, end)`; ordered, never negative, never empty."""

    start: Frames
    end: Frames

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    @property
    def length(self) -> Frames:
        """Number of frames; at least one."""
        return Frames(self.end - self.start)

    def holds(self, frame: float) -> bool:
        """Return whether `frame` lies inside."""
        return self.start <= frame < self.end

    def clamped(self, frames: Frames) -> Span | None:
        """Return the part inside a sample of `frames` frames; `None` if there is none."""
        end = min(self.end, frames)
        return Span(self.start, Frames(end)) if self.start < end else None
