"""Fades."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

STEEPEST = 4.0
"""Exponent of a fade with a curve of -1; its inverse at 1."""


def fade_in_gains(first: int, count: int, frames: int, curve: float) -> NDArray[np.float64]:
    """Return gains of a fade in: 0 at its first frame, 1 at the frame after its last.

    The gain at the part `t` of the fade is `t ** (4 ** -curve)`: linear in amplitude at 0, a
    quarter of the exponent at 1 (louder in the middle), four times it at -1. A fade out is the same
    backwards.

    Args:
        first: Number of the first frame within the fade.
        count: Frames to return.
        frames: Length of the fade.
        curve: -1 to 1.

    Returns:
        float64 [count].
    """
    part = np.arange(first, first + count, dtype=np.float64) / frames
    gains: NDArray[np.float64] = part ** (STEEPEST**-curve)
    return gains


def fade_out_gains(first: int, count: int, frames: int, curve: float) -> NDArray[np.float64]:
    """Return gains of a fade out, as of `fade_in_gains` backwards: 0 at its last frame."""
    last = frames - first - count
    return fade_in_gains(last, count, frames, curve)[::-1]


def edge_gains(
    first: int, count: int, frames: int, edge: int, sides: tuple[bool, bool] = (True, True)
) -> NDArray[np.float64]:
    """Return how far inside a span frames are: 0 at an edge, 1 from `edge` frames inside on.

    Args:
        first: Number of the first frame within the span.
        count: Frames to return.
        frames: Length of the span.
        edge: Length of each ramp; at least 1.
        sides: Whether there is a ramp at the start, and at the end.

    Returns:
        float64 [count].
    """
    at = np.arange(first, first + count, dtype=np.float64)
    gains = np.ones(count)
    if sides[0]:
        gains = np.minimum(gains, at / edge)
    if sides[1]:
        gains = np.minimum(gains, (frames - 1 - at) / edge)
    return gains
