"""What the screen draws a waveform from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.audio.units import Frames, Hertz, SampleId
from models.waveform.reduction.pyramid import Level, Pyramid


@dataclass(frozen=True, slots=True, eq=False)
class Detail:
    """Raw frames of a stretch of the file."""

    first: Frames
    """A whole number of the finest bins of the pyramid."""
    samples: NDArray[np.float32]
    """float32 [channels, frames], nominal range -1..1, read-only."""
    bins: Level | None = None
    """The same in bins smaller than those of the pyramid."""


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """The reduced signal of one sample, as far as it is decoded."""

    sample: SampleId
    frames: Frames
    """Length as far as known: the header's promise until `complete`, then the truth."""
    rate: Hertz
    channels: int
    pyramid: Pyramid
    """Exact for the first `pyramid.frames` frames, which are those decoded."""
    complete: bool = False
    """Whether the whole sound is decoded; without it there may be a `sketch`."""
    detail: Detail | None = None
    """Raw frames: the whole sound if it is short, else what was read for a close view."""
    repaired: int = 0
    """Values that were no numbers (NaN, infinite) and are drawn as silence."""
    sketch: Level | None = None
    """All of the sound, coarsely, from a few frames of each bin: too quiet, never too
    loud. Stands in for what is not decoded yet."""
