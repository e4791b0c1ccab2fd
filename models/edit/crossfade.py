"""Crossfade of two parts of one sound, without a change of level."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def crossfaded(old: NDArray[np.float64], new: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return a part that begins as `old` and ends as `new`.

    The power stays the same whether the two are equal, unrelated or anything between: gains are
    those of a linear crossfade, divided by the power of the sum of two signals with this
    correlation. Opposite signals are taken for unrelated ones, or they would be raised without
    limit.

    Args:
        old: float64 [frames, channels].
        new: float64 [frames, channels].

    Source: M. Fink, M. Holters, U. Zölzer, Signal-matched power-complementary cross-fading and
    dry-wet mixing, DAFx 2016, section 3.
    """
    frames = len(old)
    part = ((np.arange(frames) + 0.5) / frames)[:, None]
    power = float(np.sqrt(np.square(old).sum() * np.square(new).sum()))
    correlation = float((old * new).sum()) / power if power > 0 else 1.0
    correlation = min(1.0, max(0.0, correlation))
    level = np.sqrt(np.square(1 - part) + np.square(part) + 2 * part * (1 - part) * correlation)
    values: NDArray[np.float64] = (old * (1 - part) + new * part) / level
    return values
