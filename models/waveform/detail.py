"""When a view is too close for the pyramid, and which raw frames it then needs."""

from __future__ import annotations

import math

from models.audio.span import Span
from models.audio.units import Frames
from models.waveform.picture import Detail, Picture
from models.waveform.reduction.pyramid import Floats, reduce_level
from models.waveform.view import View

FINE = 8
"""Bins a column must have for the snapping of its borders to stay below 1/16 pixel."""
REACH = 64
"""Frames beyond either edge that the band-limited curve and the joins look at."""
SMALL = 32
"""Frames in a bin of a detail."""
MARGIN = 1 << 20
"""Frames read beyond either edge at most, so that a pan need not wait."""


def needs_detail(picture: Picture, view: View) -> bool:
    """Tell whether `view` is closer than the pyramid is exact."""
    return view.spp < FINE * picture.pyramid.levels[0].size


def covering(picture: Picture, view: View) -> Detail | None:
    """Return the detail if `view` needs it and it holds every frame drawing looks at."""
    detail = picture.detail
    if detail is None or not needs_detail(picture, view):
        return None
    first, last = _seen(picture, view, REACH)
    held = detail.first <= first and last <= detail.first + detail.samples.shape[1]
    return detail if held else None


def wanted_detail(picture: Picture, view: View) -> Span | None:
    """Return the frames to read for `view`, or `None` if it has what it needs.

    Up to one width more is read at either side, so that a pan does not wait.
    """
    if not picture.frames or not needs_detail(picture, view):
        return None
    if covering(picture, view) is not None:
        return None
    margin = min(view.width * view.spp, MARGIN) + REACH
    first, last = _seen(picture, view, margin)
    # On the grid of the bins, else a new read would move the borders of columns.
    first -= first % picture.pyramid.levels[0].size
    return Span(Frames(first), Frames(last)) if first < last else None


def make_detail(first: Frames, samples: Floats) -> Detail:
    """Return the detail of `samples`, which nobody may write to any more.

    Its bins spare a view of a few hundred frames a pixel to look at each of them.

    Args:
        first: Frame of the sound at which they begin.
        samples: float32 [channels, frames], one frame at least.
    """
    samples.flags.writeable = False
    return Detail(first, samples, reduce_level(samples, SMALL))


def _seen(picture: Picture, view: View, beyond: float) -> tuple[int, int]:
    first = max(0, math.floor(view.start - beyond))
    last = min(picture.frames, math.ceil(view.end + beyond))
    return min(first, last), last
