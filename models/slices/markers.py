"""Markers: frames at which a sample is cut, ascending, never at its ends.

Every operation returns markers of this form, so that the spans between them partition the sample.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import pairwise

from models.audio.span import Span
from models.audio.units import Frames

Markers = tuple[int, ...]
"""Frames, ascending, each inside the sample and not at an end of it."""


def make_markers(places: Iterable[int], frames: int) -> Markers:
    """Return the markers at these frames: sorted, without duplicates and without the ends.

    Args:
        places: Frames, in any order.
        frames: Length of the sample.
    """
    return tuple(sorted({place for place in places if 0 < place < frames}))


def spread(markers: Iterable[int], start: int, end: int, shortest: int) -> Markers:
    """Return ascending markers without those that make a slice shorter than `shortest` frames.

    Args:
        markers: Ascending.
        start: Start of the first slice; what is too near to it goes.
        end: End of the last slice.
        shortest: Frames.
    """
    found: list[int] = []
    for marker in markers:
        if marker - (found[-1] if found else start) >= shortest and end - marker >= shortest:
            found.append(marker)
    return tuple(found)


def spans(markers: Markers, frames: int) -> tuple[Span, ...]:
    """Return the spans between the markers: they partition the sample, in order.

    Args:
        markers: Of a sample of this length.
        frames: Length of the sample; 0: there are no spans.
    """
    edges = (0, *(one for one in markers if one < frames), frames)
    return tuple(Span(Frames(start), Frames(end)) for start, end in pairwise(edges) if start < end)


def add_marker(markers: Markers, frame: int, frames: int) -> Markers:
    """Return the markers with one more; unchanged if it would be at an end or at another one."""
    return make_markers((*markers, frame), frames)


def remove_marker(markers: Markers, index: int) -> Markers:
    """Return the markers without the one at `index`; unchanged if there is none."""
    if not 0 <= index < len(markers):
        return markers
    return (*markers[:index], *markers[index + 1 :])


def move_marker(markers: Markers, index: int, frame: int, frames: int) -> Markers:
    """Return the markers with one at another frame; it stays between its neighbours.

    Args:
        markers: Of a sample of this length.
        index: The one to move; unchanged if there is none.
        frame: Where to; the nearest frame between its neighbours is taken.
        frames: Length of the sample.
    """
    if not 0 <= index < len(markers):
        return markers
    low = markers[index - 1] + 1 if index else 1
    high = (markers[index + 1] if index + 1 < len(markers) else frames) - 1
    place = min(max(low, frame), high)
    return (*markers[:index], place, *markers[index + 1 :])


def nearest_marker(markers: Markers, frame: float, reach: float) -> int | None:
    """Return the index of the marker nearest to `frame` within `reach` frames."""
    at = bisect_left(markers, frame)
    near = [one for one in (at - 1, at) if 0 <= one < len(markers)]
    best = min(near, key=lambda one: abs(markers[one] - frame), default=None)
    return None if best is None or abs(markers[best] - frame) > reach else best


def slice_at(markers: Markers, frame: float) -> int:
    """Return the index of the span that contains `frame`."""
    return bisect_right(markers, frame)
