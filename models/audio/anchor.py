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
