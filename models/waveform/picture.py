"""The data from which the screen draws a waveform."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.audio.units import Frames, Hertz, SampleId
from models.waveform.reduction.pyramid import Level, Pyramid


@dataclass(frozen=True, slots=True, eq=False)
class Detail:
    """Raw frames of a span of the file."""

    first: Frames
    """First frame, a multiple of the pyramid's finest bin size."""
    samples: NDArray[np.float32]
    """float32 [channels, frames], nominal range -1..1, read-only."""
    bins: Level | None = None
    """The same frames reduced to bins smaller than those of the pyramid."""


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """The reduced signal of one sample, as far as it is decoded."""

    sample: SampleId
    frames: Frames
    """Length: according to the header until `complete`, then exact."""
    rate: Hertz
    channels: int
    pyramid: Pyramid
    """Exact for the first `pyramid.frames` frames, which are decoded."""
    complete: bool = False
    """Whether the whole sound is decoded; until then there may be a `sketch`."""
    detail: Detail | None = None
    """Raw frames: the whole sound if it is short, else those read for a close view."""
    repaired: int = 0
    """Non-finite values (NaN, infinity) that are drawn as silence."""
    sketch: Level | None = None
    """Coarse overview of the whole sound, from a few frames per bin: extremes may be too small,
    never too large. Stands in for what is not decoded yet."""
