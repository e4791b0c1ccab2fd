"""Time mapping from an original sound to its converted or trimmed copy."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Change:
    """A range of a file, possibly resampled, written to a new file."""

    old_rate: int
    """Sample rate of the original in Hz."""
    old_frames: int
    start: int
    """First frame of the original that is kept."""
    end: int
    """Frame of the original after the last one kept."""
    rate: int
    """Sample rate of the new file in Hz."""
    frames: int
    """Length of the new file in frames."""
    channels: int
    """Channels of the new file."""
    same_channels: bool = True
    same_level: bool = True
    bits: int = 16
    """Bit depth of the new file; 32: float."""

    @property
    def whole(self) -> bool:
        """Whether the whole original is kept."""
        return self.start == 0 and self.end >= self.old_frames

    @property
    def same_places(self) -> bool:
        """Whether every frame keeps its number."""
        return self.whole and self.rate == self.old_rate

    def place(self, frame: int) -> int:
        """Return the new position of a frame, rounded to the nearest; 0 to `frames`.

        Monotonic: a later frame never maps to an earlier one.
        """
        return max(0, min(self.scaled(frame - self.start), self.frames))

    def scaled(self, frames: int) -> int:
        """Return a duration in frames at the new rate, rounded half to even."""
        return round(Fraction(frames * self.rate, self.old_rate))

    def holds(self, frame: int) -> bool:
        """Return whether a position is in the kept range; the end of the whole file is."""
        return self.start <= frame < self.end or (self.whole and frame == self.end)
