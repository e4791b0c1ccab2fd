"""The playback position as a linear function of time, instead of a stream of messages."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.span import Span
from models.audio.units import Seconds


@dataclass(frozen=True, slots=True)
class Anchor:
    """A position reported by the engine, and how playback continues from it.

    The screen extrapolates the position of each frame it draws; a new anchor is sent only when the
    transport changes or has drifted.
    """

    frame: float
    """Frame of the sample that sounded at `at`."""
    at: Seconds
    """On the monotonic clock (`time.monotonic`, shared with the engine process)."""
    speed: float
    """Frames of the sample per second; 0 while paused or stopped."""
    loop: Span | None = None
    """The span that playback loops."""
    end: float | None = None
    """End of a one-shot; playback stays there."""

    def position(self, now: Seconds) -> float:
        """Return the sample frame that sounds at `now`."""
        frame = self.frame + max(0.0, now - self.at) * self.speed
        if self.loop is not None and frame >= self.loop.end:
            over = (frame - self.loop.start) % self.loop.length
            return self.loop.start + over
        if self.end is not None:
            return min(frame, self.end)
        return frame

    def lag(self, frame: float, at: Seconds) -> Seconds:
        """Return how far playback lags behind this anchor (negative: ahead), the shorter way round.

        Args:
            frame: The frame that actually sounds at `at`, in frames of the sample.
            at: On the clock of the anchor.
        """
        if not self.speed:
            return Seconds(0.0)
        behind = self.position(at) - frame
        if self.loop is not None:
            behind = (behind + self.loop.length / 2) % self.loop.length - self.loop.length / 2
        return Seconds(behind / self.speed)
