"""Geometry of the picture: columns as quads; pure arithmetic."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.waveform.columns import Columns
from models.waveform.shape.dot import Dots

Floats = NDArray[np.float32]

THINNEST = 1.0
"""Minimum height of a column in pixels: silence is a line."""
NOWHERE = -1.0e6
"""y outside of any window: a column that ends there covers nothing."""
CORNERS = 4
MOST = 65_532 // CORNERS
"""Maximum quads per mesh: its indices are 16 bits wide."""
RIGHT = np.array([0, 1, 1, 0])
UPPER = np.array([0, 0, 1, 1])


@dataclass(frozen=True, slots=True)
class Lane:
    """Rectangle of a lane, in window pixels."""

    left: float
    bottom: float
    height: float

    @property
    def top(self) -> float:
        """Upper edge."""
        return self.bottom + self.height

    def row(self, values: Floats) -> NDArray[np.float64]:
        """Return the y of values in [-1, 1], clipped to the lane."""
        half = self.height / 2
        rows = self.bottom + half + values.astype(np.float64) * half
        return np.clip(rows, self.bottom, self.top)


def lanes(left: float, bottom: float, height: float, count: int, gap: float) -> tuple[Lane, ...]:
    """Return `count` lanes of equal height from the top down, `gap` pixels apart."""
    each = max(0.0, (height - gap * (count - 1)) / max(1, count))
    return tuple(
        Lane(left, bottom + (count - 1 - number) * (each + gap), each) for number in range(count)
    )


def quads(columns: Columns, number: int, lane: Lane) -> Floats:
    """Return the corners of the quads of lane `number`, one quad per column.

    Returns:
        float32 [width * 4, 6]: x, y, and the column's bottom, top, body bottom and body top; all in
            window pixels. A column with nothing to draw has no area.
    """
    seen = np.isfinite(columns.low[number]) & np.isfinite(columns.high[number])
    bottom, top = _thick(lane.row(columns.low[number]), lane.row(columns.high[number]), lane)
    spans = np.stack(
        [bottom, top, lane.row(columns.rms_low[number]), lane.row(columns.rms_high[number])], 1
    )
    spans = np.where(np.isfinite(spans) & seen[:, None], spans, NOWHERE)
    # Extend to whole pixels, so that the centre of each pixel row is interpolated exactly.
    ends = np.stack([np.floor(spans[:, 0]), np.ceil(spans[:, 1])], 1)
    corners = np.empty((columns.width, CORNERS, 6), np.float32)
    corners[:, :, 0] = (round(lane.left) + np.arange(columns.width))[:, None] + RIGHT
    corners[:, :, 1] = ends[:, UPPER]
    corners[:, :, 2:] = spans[:, None, :]
    return corners.reshape(-1, 6)


def shared_quads(columns: Columns, number: int, lane: Lane) -> Floats:
    """Return the corners of `quads`, each with the shares of the bands in its colour.

    Returns:
        float32 [width * 4, 9]: those of `quads`, then the shares of the low, mid and high band.
    """
    if columns.shares is None:
        shares: Floats = np.zeros((columns.width, 3), np.float32)
    else:
        shares = columns.shares[:, number].T
    return np.concatenate([quads(columns, number, lane), np.repeat(shares, CORNERS, 0)], 1)


def _thick(
    bottom: NDArray[np.float64], top: NDArray[np.float64], lane: Lane
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return spans of at least `THINNEST`, still inside the lane."""
    thin = np.maximum(0.0, (THINNEST - (top - bottom)) / 2)
    bottom, top = bottom - thin, top + thin
    over = np.maximum(0.0, top - lane.top) - np.maximum(0.0, lane.bottom - bottom)
    return bottom - over, top - over


def marks(columns: Columns, number: int, lane: Lane, height: float) -> Floats:
    """Return the corners of the clip marks of lane `number`: float32 [marks * 4, 2].

    Adjacent columns share a mark.
    """
    edges = np.flatnonzero(np.diff(columns.clipped[number], prepend=False, append=False))
    runs = edges.reshape(-1, 2)
    corners = np.empty((len(runs), CORNERS, 2), np.float32)
    corners[:, :, 0] = round(lane.left) + runs[:, RIGHT]
    top = round(lane.top)
    corners[:, :, 1] = np.array([top - round(height), top])[UPPER]
    return corners.reshape(-1, 2)


def discs(shown: Dots, number: int, lane: Lane, radius: float) -> Floats:
    """Return the corners of quads around the dots of channel `number`.

    Returns:
        float32 [dots * 4, 4]: x, y, and the centre's x and y, in window pixels.
    """
    x = round(lane.left) + shown.x.astype(np.float64)
    y = lane.row(shown.values[number])
    reach = np.ceil(radius + 1)
    corners = np.empty((len(x), CORNERS, 4), np.float32)
    corners[:, :, 0] = np.floor(x)[:, None] + np.array([-reach, reach + 1])[RIGHT]
    corners[:, :, 1] = np.floor(y)[:, None] + np.array([-reach, reach + 1])[UPPER]
    corners[:, :, 2] = x[:, None]
    corners[:, :, 3] = y[:, None]
    return corners.reshape(-1, 4)


def indices(count: int) -> NDArray[np.uint16]:
    """Return the triangle indices of `count` quads: uint16 [count * 6]."""
    first = np.arange(count)[:, None] * CORNERS
    return (first + np.array([0, 1, 2, 0, 2, 3])).ravel().astype(np.uint16)
