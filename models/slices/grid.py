"""Markers at regular distances: equal parts, and beats."""

from __future__ import annotations

from models.audio.tempo import beat_frames
from models.audio.units import Hertz
from models.slices.markers import Markers, make_markers

MOST = 4_096
"""Markers at most: no screen shows more, and no disk wants as many files."""


def equal_parts(frames: int, count: int) -> Markers:
    """Return the markers that cut a sample into `count` parts, whose lengths differ by 1 at most.

    Args:
        frames: Length of the sample.
        count: Number of parts, 1 or more; a sample of fewer frames has as many parts as frames.
    """
    parts = max(1, min(count, frames, MOST + 1))
    return make_markers((frames * part // parts for part in range(1, parts)), frames)


def beats(frames: int, tempo: float, rate: Hertz, per_slice: float = 1.0) -> Markers:
    """Return a marker at every `per_slice` beats; the first beat is at frame 0.

    Args:
        frames: Length of the sample.
        tempo: Beats per minute, above 0.
        rate: Hertz.
        per_slice: Beats of a slice, above 0: 0.25 is a sixteenth note in common time.
    """
    step = beat_frames(tempo, rate) * per_slice
    if step < 1:
        return ()
    count = min(MOST, int(frames / step) + 1)
    return make_markers((round(step * number) for number in range(1, count + 1)), frames)
