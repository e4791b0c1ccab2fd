"""Where an edge comes to rest when it is let go."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from models.audio.tempo import beat_frames
from models.audio.units import Hertz

PARTS = 4
"""Steps of the grid in a beat: sixteenth notes in common time."""


def nearest(places: Sequence[int], frame: int, reach: float) -> int:
    """Return the place nearest to `frame` and no further than `reach` frames, else `frame`.

    Args:
        places: Frames in rising order.
        frame: Where the edge was let go.
        reach: Frames, 0 or more.
    """
    at = bisect_left(places, frame)
    around = [place for place in places[max(0, at - 1) : at + 1] if abs(place - frame) <= reach]
    return min(around, key=lambda place: abs(place - frame), default=frame)


def on_grid(frame: int, tempo: float, rate: Hertz) -> int:
    """Return the line of the beat grid nearest to `frame`; the grid begins with the sample."""
    step = beat_frames(tempo, rate) / PARTS
    return round(round(frame / step) * step)
