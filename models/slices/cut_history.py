"""Undo and redo of how a sample is cut, in one order with the steps of the library."""

from __future__ import annotations

from dataclasses import dataclass, replace

from models.audio.span import Span
from models.slices.markers import Markers
from models.slices.settings import SliceSettings

MOST = 500
"""Changes that can be undone at most."""


@dataclass(frozen=True, slots=True)
class Cut:
    """What a change of markers changes."""

    settings: SliceSettings = SliceSettings()
    within: Span | None = None
    """Only this span is cut; `None`: the whole sample."""
    markers: Markers = ()
    skipped: frozenset[int] = frozenset()
    """First frames of the slices that are not chosen."""


@dataclass(frozen=True, slots=True)
class CutHistory:
    """Earlier cuts of the shown sample; `None` stands for a step of the library between them."""

    past: tuple[Cut | None, ...] = ()
    """Oldest first."""
    future: tuple[Cut | None, ...] = ()
    """What was undone, the oldest last."""
    gesture: object = None
    """The gesture that the newest change belongs to: all of a gesture is one change."""

    def record(self, before: Cut, gesture: object) -> CutHistory:
        """Return the history with a change of `before`; one of the same gesture is no new one."""
        if gesture is not None and gesture == self.gesture and not self.future and self.past:
            return self
        return CutHistory((*self.past, before)[-MOST:], (), gesture)

    def record_step(self) -> CutHistory:
        """Return the history with a new step of the library, if there is a change before it."""
        return CutHistory((*self.past, None)[-MOST:]) if self.past else CutHistory()

    def rest(self) -> CutHistory:
        """Return the history after the end of a gesture."""
        return replace(self, gesture=None)

    def undo(self, now: Cut) -> tuple[Cut | None, CutHistory]:
        """Return the cut before the newest change, and the history.

        `None`: a step of the library is undone first.
        """
        last = self.past[-1] if self.past else None
        other = None if last is None else now
        return last, CutHistory(self.past[:-1], (*self.future, other))

    def redo(self, now: Cut) -> tuple[Cut | None, CutHistory]:
        """Return the cut after the change that was undone last, and the history.

        `None`: a step of the library is redone first.
        """
        last = self.future[-1] if self.future else None
        other = None if last is None else now
        return last, CutHistory((*self.past, other), self.future[:-1])
