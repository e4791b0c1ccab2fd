"""Raw frames for views closer than the pyramid resolves."""

from __future__ import annotations

import math

from models.audio.span import Span
from models.audio.units import Frames
from models.waveform.picture import Detail, Picture
from models.waveform.reduction.pyramid import Floats, reduce_level
from models.waveform.view import View

FINE = 8
"""Bins needed per column to keep the error of its borders below 1/16 pixel."""
REACH = 64
"""Frames beyond either edge used by the band-limited curve and the joins."""
SMALL = 32
"""Frames per bin of a detail."""
MARGIN = 1 << 20
"""Maximum frames read beyond either edge, so that a pan need not wait."""


def needs_detail(picture: Picture, view: View) -> bool:
    """Return whether `view` is closer than the pyramid is exact."""
    return view.spp < FINE * picture.pyramid.levels[0].size


def covering(picture: Picture, view: View) -> Detail | None:
    """Return the picture's detail if `view` needs it and it holds all frames used for drawing."""
    detail = picture.detail
    if detail is None or not needs_detail(picture, view):
        return None
    first, last = _seen(picture, view, REACH)
    held = detail.first <= first and last <= detail.first + detail.samples.shape[1]
    return detail if held else None


def wanted_detail(picture: Picture, view: View) -> Span | None:
    """Return the span to read for `view`; `None` if nothing is missing.

    Includes up to one more width on either side, so that a pan does not wait.
    """
    if not picture.frames or not needs_detail(picture, view):
        return None
    if covering(picture, view) is not None:
        return None
    margin = min(view.width * view.spp, MARGIN) + REACH
    first, last = _seen(picture, view, margin)
    # On the bin grid, or another read would shift the borders of columns.
    first -= first % picture.pyramid.levels[0].size
    return Span(Frames(first), Frames(last)) if first < last else None


def make_detail(first: Frames, samples: Floats) -> Detail:
    """Return the detail of `samples`, which becomes read-only.

    Its bins spare views of a few hundred frames per pixel from scanning every frame.

    Args:
        first: Frame of the sound at which `samples` start.
        samples: float32 [channels, frames], at least one frame.
    """
    samples.flags.writeable = False
    return Detail(first, samples, reduce_level(samples, SMALL))


def _seen(picture: Picture, view: View, beyond: float) -> tuple[int, int]:
    first = max(0, math.floor(view.start - beyond))
    last = min(picture.frames, math.ceil(view.end + beyond))
    return min(first, last), last
