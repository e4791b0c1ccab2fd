"""Where playback is, as a line in time instead of a stream of messages."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.span import Span
from models.audio.units import Seconds


@dataclass(frozen=True, slots=True)
class Anchor:
    """A point the engine delivered, and how playback goes on from there.

    The screen computes the position of each picture from it; a new anchor is
    sent only when playback changes course or has drifted.
    """

    frame: float
    """Frame of the sample that sounded at `at`."""
    at: Seconds
    """Monotonic clock (`time.monotonic`, which is also the child's)."""
    speed: float
    """Frames of the sample per second; 0 while paused or stopped."""
    loop: Span | None = None
    """The stretch playback runs around in."""
    end: float | None = None
    """Where a one-shot ends; playback stays there."""

    def position(self, now: Seconds) -> float:
        """Return the frame that sounds at `now` (float, in frames of the sample)."""
        frame = self.frame + max(0.0, now - self.at) * self.speed
        if self.loop is not None and frame >= self.loop.end:
            over = (frame - self.loop.start) % self.loop.length
            return self.loop.start + over
        if self.end is not None:
            return min(frame, self.end)
        return frame

    def lag(self, frame: float, at: Seconds) -> Seconds:
        """Return how far playback is behind this anchor (negative: ahead), by the shorter way.

        Args:
            frame: The frame that really sounds at `at`, in frames of the sample.
            at: On the clock of the anchor.
        """
        if not self.speed:
            return Seconds(0.0)
        behind = self.position(at) - frame
        if self.loop is not None:
            behind = (behind + self.loop.length / 2) % self.loop.length - self.loop.length / 2
        return Seconds(behind / self.speed)
