"""What was done to a sound, and where its frames are now."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Change:
    """A part of a file, perhaps at another rate, became a file of its own."""

    old_rate: int
    """Hz of the original."""
    old_frames: int
    start: int
    """First frame of the original that is kept."""
    end: int
    """The frame after the last one that is kept."""
    rate: int
    """Hz of the new file."""
    frames: int
    """Of the new file."""
    channels: int
    """Of the new file."""
    same_channels: bool = True
    same_level: bool = True
    bits: int = 16
    """Of a value in the new file; 32: float."""

    @property
    def whole(self) -> bool:
        """Whether all of the original is there."""
        return self.start == 0 and self.end >= self.old_frames

    @property
    def same_places(self) -> bool:
        """Whether each frame has the number that it had."""
        return self.whole and self.rate == self.old_rate

    def place(self, frame: int) -> int:
        """Return where a frame is now, rounded to the nearest frame; 0 to `frames`.

        A later frame is never earlier than an earlier one.
        """
        return max(0, min(self.scaled(frame - self.start), self.frames))

    def scaled(self, frames: int) -> int:
        """Return how many frames last as long as these did, rounded half to even."""
        return round(Fraction(frames * self.rate, self.old_rate))

    def holds(self, frame: int) -> bool:
        """Tell whether a place is in the part; the end of the whole file is, too."""
        return self.start <= frame < self.end or (self.whole and frame == self.end)
