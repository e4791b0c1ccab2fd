"""Dots for individual frames, where these are far enough apart."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from models.waveform.picture import Detail
from models.waveform.reduction.pyramid import Floats
from models.waveform.view import View

APART = 6
"""Minimum pixels between frames that get dots."""


@dataclass(frozen=True, slots=True, eq=False)
class Dots:
    """One dot per frame and channel."""

    x: Floats
    """float32 [frames]: pixels from the left edge."""
    values: Floats
    """float32 [channels, frames]."""


def dots(detail: Detail | None, view: View) -> Dots | None:
    """Return the dots of `view`; `None` if frames are too close."""
    if detail is None or view.spp * APART > 1:
        return None
    begin, count = int(detail.first), detail.samples.shape[1]
    first = min(max(begin, math.ceil(view.start)), begin + count)
    last = min(max(first, math.floor(view.end) + 1), begin + count)
    x = (np.arange(first, last) - view.origin) / view.spp - view.column
    return Dots(x.astype(np.float32), detail.samples[:, first - begin : last - begin])
