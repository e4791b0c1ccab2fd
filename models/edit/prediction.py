"""Missing values of a sound, predicted from what surrounds them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_ORDER = 64
"""Coefficients of a predictor: several partials at once; more gain nothing within a click."""


def interpolate_gap(
    before: NDArray[np.float64], after: NDArray[np.float64], frames: int
) -> NDArray[np.float64]:
    """Return values for a gap, predicted from both sides and cross-faded.

    Args:
        before: float64 [n] in front of the gap.
        after: float64 [n] behind it. One of both may be empty.
        frames: Length of the gap.

    Returns:
        float64 [frames].

    Source: I. Kauppinen and K. Roth, Audio signal extrapolation: theory and applications, DAFx
    2002; coefficients after J. Burg, A new analysis technique for time series data (1968).
    """
    forward = _continued(before, frames)
    backward = _continued(after[::-1], frames)[::-1]
    if not len(after):
        return forward
    if not len(before):
        return backward
    part = (np.arange(frames) + 1) / (frames + 1)
    weight = np.square(np.sin(0.5 * np.pi * part))
    values: NDArray[np.float64] = forward * (1 - weight) + backward * weight
    return values


def _continued(values: NDArray[np.float64], frames: int) -> NDArray[np.float64]:
    """Return the next values of a signal, within the bounds of the known ones."""
    order = min(_ORDER, len(values) // 3)
    found = np.zeros(frames)
    if order < 1:
        return found
    limit = float(np.abs(values).max())
    taps = _burg(values, order)[::-1].copy()
    history = np.concatenate([values[-order:], found])
    for at in range(frames):
        found[at] = history[order + at] = history[at : order + at] @ taps
    return np.clip(found, -limit, limit)


def _burg(values: NDArray[np.float64], order: int) -> NDArray[np.float64]:
    """Return the coefficients of a stable linear predictor, the nearest value first."""
    taps = np.zeros(0)
    forward, backward = values[1:].copy(), values[:-1].copy()
    for _ in range(order):
        energy = float(forward @ forward + backward @ backward)
        if energy <= 0 or not len(forward):
            break
        reflection = 2 * float(forward @ backward) / energy
        taps = np.concatenate([taps - reflection * taps[::-1], [reflection]])
        forward, backward = (
            (forward - reflection * backward)[1:],
            (backward - reflection * forward)[:-1],
        )
    return np.concatenate([taps, np.zeros(order - len(taps))])
