"""Bookkeeping of which frames of a sound are decoded."""

from __future__ import annotations

from bisect import bisect_right

from models.audio.span import Span
from models.audio.units import Frames


class Coverage:
    """A set of spans that grows until it covers `[0, frames)`."""

    def __init__(self, frames: int) -> None:
        if frames < 1:
            raise ValueError(f"nothing to cover: {frames} frames")
        self._frames = frames
        self._spans: list[Span] = []  # sorted, never touching each other

    @property
    def complete(self) -> bool:
        """Whether every frame is covered."""
        return self.run_length(0) == self._frames

    def add(self, start: int, end: int) -> None:
        """Add `[start, end)`; an empty range changes nothing."""
        start, end = max(0, start), min(end, self._frames)
        if start >= end:
            return
        apart = [span for span in self._spans if span.end < start or span.start > end]
        touching = [span for span in self._spans if span.end >= start and span.start <= end]
        if touching:
            start, end = min(start, touching[0].start), max(end, touching[-1].end)
        self._spans = sorted([*apart, Span(Frames(start), Frames(end))])

    def remove(self, start: int, end: int) -> None:
        """Remove `[start, end)`."""
        kept: list[Span] = []
        for span in self._spans:
            for first, last in (
                (span.start, min(span.end, start)),
                (max(span.start, end), span.end),
            ):
                if first < last:
                    kept.append(Span(Frames(first), Frames(last)))
        self._spans = kept

    @property
    def spans(self) -> tuple[Span, ...]:
        """The covered spans, ascending."""
        return tuple(self._spans)

    def first_gap(self, start: int, end: int) -> Span | None:
        """Return the first uncovered span in `[start, end)`; `None` if there is none."""
        gap = self._gap_from(max(0, start))
        if gap is None or gap.start >= end:
            return None
        return Span(gap.start, Frames(min(gap.end, end)))

    def run_length(self, frame: int) -> int:
        """Return the number of covered frames from `frame` to the next gap."""
        spans = self._spans  # another thread may replace the list
        index = bisect_right(spans, frame, key=lambda span: span.start) - 1
        return max(0, spans[index].end - frame) if index >= 0 else 0

    def gap(self, frame: int) -> Span | None:
        """Return the first uncovered span from `frame` on, else from the start; `None` if complete.

        A span that contains `frame` is cut to begin there.
        """
        return self._gap_from(frame) or self._gap_from(0)

    def _gap_from(self, frame: int) -> Span | None:
        start = frame + self.run_length(frame)
        if start >= self._frames:
            return None
        behind = [span.start for span in self._spans if span.start > start]
        return Span(Frames(start), Frames(behind[0] if behind else self._frames))
