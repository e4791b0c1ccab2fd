"""Snapping of a released edge."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from models.audio.tempo import beat_frames
from models.audio.units import Hertz

PARTS = 4
"""Grid steps per beat: sixteenth notes in common time."""


def snap_to_nearest(places: Sequence[int], frame: int, reach: float) -> int:
    """Return the snap point nearest to `frame` within `reach` frames, else `frame`.

    Args:
        places: Snap points in frames, ascending.
        frame: Position of the released edge.
        reach: Snap distance in frames, 0 or more.
    """
    at = bisect_left(places, frame)
    around = [place for place in places[max(0, at - 1) : at + 1] if abs(place - frame) <= reach]
    return min(around, key=lambda place: abs(place - frame), default=frame)


def snap_to_grid(frame: int, tempo: float, rate: Hertz) -> int:
    """Return the beat-grid line nearest to `frame`; the grid starts with the sample."""
    step = beat_frames(tempo, rate) / PARTS
    return round(round(frame / step) * step)
