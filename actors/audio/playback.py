"""One playback: what was asked for, in frames of the file, and how the engine hears it."""

from __future__ import annotations

from dataclasses import dataclass

from actors.audio.engine import Region, Report
from actors.audio.loading.clip_loader import ClipLoader
from models.audio.anchor import Anchor
from models.audio.span import Span
from models.audio.units import Frames, Seconds, Ticket
from models.library.sample import Sample


@dataclass(slots=True)
class Playback:
    """What sounds, or shall as soon as it can."""

    ticket: Ticket
    sample: Sample
    start: float
    """Frame of the file where it begins, or would go on without an engine."""
    span: Span | None
    loop: bool
    lead: bool = False
    """Whether it may be before the loop."""
    paused: bool = False
    """Whether it shall be silent for now; true also while the file is still read."""
    soft: bool = False
    """Whether it begins with a fade: in the middle of a sound that was interrupted."""
    loader: ClipLoader | None = None
    """Set while the engine has it."""
    anchor: Anchor | None = None
    """What was said last about where it is."""

    def enter_region(self) -> None:
        """Move the start to where playback can be: into the loop, or into the span."""
        if self.span is not None and not self._holds(self.span, self.start):
            self.start = float(self.span.start)

    def seek(self, frame: float) -> None:
        """Take note of a new place.

        Outside a loop it enters that at its start; behind a span that is played
        once, the rest of the sample follows.
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
        """Return the frame of the file that sounds, or that it would go on from."""
        return self.start if self.anchor is None else self.anchor.position(now)

    def pending_anchor(self, now: Seconds) -> Anchor:
        """Return where it will begin."""
        return Anchor(self.start, now, 0.0)

    def clip_frame(self, loader: ClipLoader, frame: float) -> int:
        """Return the frame of the clip for one of the file; inside of the stretch."""
        region = self.region(loader)
        wanted = loader.conversion.to_device(frame)
        # One that is played once may begin before its span, after a seek; a lead does, too.
        first = region.start if region.loop and not region.lead else 0
        return max(first, min(wanted, region.end - 1))

    def region(self, loader: ClipLoader) -> Region:
        """Return what is played of the clip."""
        frames = Frames(max(1, loader.end))
        if self.span is None:
            return Region(0, frames, self.loop)
        span = loader.conversion.span_to_device(self.span, frames)
        return Region(span.start, span.end, self.loop, self.lead)

    def anchor_at(self, loader: ClipLoader, report: Report) -> Anchor:
        """Return the anchor that a report means."""
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
