"""When the playhead moves next: the frame rate follows what moves."""

from __future__ import annotations

import math

from models.audio.anchor import Anchor
from models.audio.units import Seconds
from models.waveform.view import View

LATE = 1e-5
"""Seconds added, so that rounding errors do not return a time just before the step."""


def next_step(view: View, anchor: Anchor, now: Seconds) -> Seconds | None:
    """Return when the playhead, rounded to whole pixels, is next somewhere else.

    Args:
        view: Maps frames to pixels; the playhead is drawn from its left edge to its right one.
        anchor: Where playback is; its speed is not negative.
        now: On the clock of the anchor.

    Returns:
        A time after `now` before which nothing moves; `None` if nothing moves any more.
    """
    frame = anchor.position(now)
    if anchor.speed <= 0.0 or (anchor.end is not None and frame >= anchor.end):
        return None
    times = [anchor.loop.end - frame] if anchor.loop is not None else []
    x = view.x_at(frame)
    if x < 0.0:
        times.append(view.start - frame)
    elif x <= view.width:
        border = min(math.floor(x + 0.5) + 0.5, float(view.width))
        times.append(max(0.0, view.frame_at(border) - frame))
    # A playhead that has passed the loop's end lies before it only after the wrap.
    ahead = [time for time in times if time >= 0.0]
    return Seconds(now + min(ahead) / anchor.speed + LATE) if ahead else None
