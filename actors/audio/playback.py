"""One playback: the request in frames of the file, and its mapping to the engine."""

from __future__ import annotations

from dataclasses import dataclass

from actors.audio.engine import Position, Region, Report
from actors.audio.loading.clip_loader import ClipLoader
from models.audio.anchor import Anchor
from models.audio.span import Span
from models.audio.units import Frames, Seconds, Ticket
from models.library.sample import Sample


@dataclass(slots=True)
class Playback:
    """The current playback, or one that is still loading."""

    ticket: Ticket
    sample: Sample
    start: float
    """Frame of the file where it starts, or would resume without an engine."""
    span: Span | None
    loop: bool
    lead: bool = False
    """Whether the position may lie before the loop."""
    paused: bool = False
    """Whether it is paused; may be set while the file is still loading."""
    soft: bool = False
    """Whether it starts with a fade-in: after an interruption in mid-sound."""
    loader: ClipLoader | None = None
    """Set while the engine plays it."""
    anchor: Anchor | None = None
    """The last reported anchor."""

    def enter_region(self) -> None:
        """Move the start into the loop or span if it lies outside."""
        if self.span is not None and not self._holds(self.span, self.start):
            self.start = float(self.span.start)

    def seek(self, frame: float) -> None:
        """Set a new start position.

        A position outside a loop jumps to the loop's start; one past the end of a span played once
        continues with the rest of the sample.
        """
        self.start = frame
        if self.span is None or self._holds(self.span, frame):
            return
        if self.loop:
            self.start = float(self.span.start)
        elif frame >= self.span.end:
            self.span = None

    def _holds(self, span: Span, frame: float) -> bool:
        return span.holds(frame) or (self.lead and frame < span.start)

    def position(self, now: Seconds) -> float:
        """Return the frame of the file that sounds at `now`, or where playback would resume."""
        return self.start if self.anchor is None else self.anchor.position(now)

    def last_position(self, last: Position | None, now: Seconds) -> float:
        """Return the frame of the file at which the sound was interrupted.

        Args:
            last: Of the last block that an engine played before it died, in frames of the clip.
            now: Where it would be at this time is returned if the block was not of this playback,
                or from before its last change.
        """
        anchor, loader = self.anchor, self.loader
        if last is None or loader is None or anchor is None:
            return self.position(now)
        if not anchor.speed or last.at < anchor.at:
            return self.position(now)
        return loader.conversion.to_file(last.frame)

    def pending_anchor(self, now: Seconds) -> Anchor:
        """Return a motionless anchor at the start position."""
        return Anchor(self.start, now, 0.0)

    def clip_frame(self, loader: ClipLoader, frame: float) -> int:
        """Return the clip frame for a frame of the file, limited to the region."""
        region = self.region(loader)
        wanted = loader.conversion.to_device(frame)
        # A one-shot may start before its span after a seek; so may a lead-in.
        first = region.start if region.loop and not region.lead else 0
        return max(first, min(wanted, region.end - 1))

    def region(self, loader: ClipLoader) -> Region:
        """Return the region of the clip to play."""
        frames = Frames(max(1, loader.end))
        if self.span is None:
            return Region(0, frames, self.loop)
        span = loader.conversion.span_to_device(self.span, frames)
        return Region(span.start, span.end, self.loop, self.lead)

    def anchor_at(self, loader: ClipLoader, report: Report) -> Anchor:
        """Return the anchor for an engine report."""
        return Anchor(
            loader.conversion.to_file(report.position.frame),
            report.position.at,
            float(loader.conversion.file) if report.moving else 0.0,
            self._loop(loader),
            None if self.loop else self._end(loader),
        )

    def _loop(self, loader: ClipLoader) -> Span | None:
        if not self.loop:
            return None
        return (self.span and self.span.clamped(loader.file_frames)) or Span(
            Frames(0), Frames(max(1, loader.file_frames))
        )

    def _end(self, loader: ClipLoader) -> float:
        end = loader.conversion.to_file(loader.end)
        return min(end, float(self.span.end)) if self.span else end
