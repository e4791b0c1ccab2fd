"""Columns as quads: the geometry of the picture, pure numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.waveform.columns import Columns

Floats = NDArray[np.float32]

THINNEST = 1.0
"""Pixels a column is high at least: silence is a line, not nothing."""
NOWHERE = -1.0e6
"""A pixel row outside of any window: what spans it is not drawn."""
CORNERS = 4
MOST = 65_532 // CORNERS
"""Columns in one mesh: its indices are 16 bits wide."""


@dataclass(frozen=True, slots=True)
class Lane:
    """Where one lane is drawn, in window pixels."""

    left: float
    bottom: float
    height: float


def lanes(left: float, bottom: float, height: float, count: int, gap: float) -> tuple[Lane, ...]:
    """Return `count` lanes of equal height from the top down, `gap` pixels apart."""
    each = (height - gap * (count - 1)) / max(1, count)
    return tuple(
        Lane(left, bottom + (count - 1 - number) * (each + gap), each) for number in range(count)
    )


def quads(columns: Columns, number: int, lane: Lane) -> Floats:
    """Return the corners of the quads of lane `number`.

    Returns:
        float32 [columns drawn * 4, 6]: x, y, and the column's bottom, top, body
        bottom and body top; all in window pixels.
    """
    low, high = columns.low[number], columns.high[number]
    drawn = np.flatnonzero(np.isfinite(low) & np.isfinite(high))
    middle, half = lane.bottom + lane.height / 2, lane.height / 2
    ends = (lane.bottom, lane.bottom + lane.height)
    bottom = middle + low[drawn].astype(np.float64) * half
    top = middle + high[drawn].astype(np.float64) * half
    pad = np.maximum(0.0, (THINNEST - (top - bottom)) / 2)
    bottom, top = np.clip(bottom - pad, *ends), np.clip(top + pad, *ends)
    body_low = _placed(columns.rms_low[number][drawn], middle, half, ends)
    body_high = _placed(columns.rms_high[number][drawn], middle, half, ends)
    corners = np.empty((len(drawn), CORNERS, 6), np.float32)
    left = np.round(lane.left) + drawn
    for corner, (right, upper) in enumerate(((0, 0), (1, 0), (1, 1), (0, 1))):
        corners[:, corner, 0] = left + right
        # Whole pixels around the span: each row's centre is then interpolated exactly.
        corners[:, corner, 1] = np.ceil(top) if upper else np.floor(bottom)
    corners[:, :, 2] = bottom[:, None]
    corners[:, :, 3] = top[:, None]
    corners[:, :, 4] = body_low[:, None]
    corners[:, :, 5] = body_high[:, None]
    return corners.reshape(-1, 6)


def _placed(
    values: Floats, middle: float, half: float, ends: tuple[float, float]
) -> NDArray[np.float64]:
    placed = np.clip(middle + values.astype(np.float64) * half, *ends)
    return np.where(np.isfinite(values), placed, NOWHERE)


def indices(count: int) -> list[int]:
    """Return the triangles of `count` quads."""
    first = np.arange(count)[:, None] * CORNERS
    return (first + np.array([0, 1, 2, 0, 2, 3])).ravel().tolist()
