"""The thumbnail of a sample in a list row."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.waveform.channels import Channels
from models.waveform.columns import columns
from models.waveform.picture import Picture
from models.waveform.view import View


@dataclass(frozen=True, slots=True, eq=False)
class Thumbnail:
    """Extremes across channels, one column per pixel; empty if there is nothing to draw."""

    columns: NDArray[np.float32]
    """float32 [2, width]: minimum, maximum; nominal range -1..1; read-only."""

    @property
    def empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not self.columns.size


WIDTH = 150
"""Pixels at display density 1."""


def thumbnail(picture: Picture, width: int = WIDTH) -> Thumbnail:
    """Return the thumbnail of a picture: exact columns, all channels in one lane."""
    drawn = columns(picture, View.fit(picture.frames, width), Channels.MONO)
    extremes = np.concatenate([drawn.low, drawn.high])
    extremes.flags.writeable = False
    return Thumbnail(extremes)


def loudest(picture: Thumbnail, part: float = 0.04) -> float:
    """Return the start of the loudest part: 0 is the start of the sample, 1 its end.

    Args:
        picture: Not empty.
        part: Length of the part relative to the whole, 0..1.
    """
    heights = (picture.columns[1] - picture.columns[0]).astype(np.float64)
    wide = max(1, round(part * len(heights)))
    sums = np.convolve(heights, np.ones(wide), "valid")
    return float(np.argmax(sums)) / len(heights)


def empty_thumbnail() -> Thumbnail:
    """Return the thumbnail of a sound that cannot be drawn."""
    return Thumbnail(np.zeros((2, 0), np.float32))
