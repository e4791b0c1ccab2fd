"""Plain sounds of a pitch or of none, for tests."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

RATE = 44_100
PHASE = 0.03
"""Of a cycle; a square that begins on its edge is another one for each rounding."""

Cycles = NDArray[np.float64]
"""float64 [frames], how many cycles have gone by."""

SHAPES: dict[str, Callable[[Cycles], Cycles]] = {
    "sine": lambda cycles: np.sin(2 * np.pi * cycles),
    "square": lambda cycles: np.sign(np.sin(2 * np.pi * cycles)),
    "saw": lambda cycles: 2 * (cycles % 1) - 1,
    "noise": lambda cycles: np.random.default_rng(len(cycles)).uniform(-1, 1, len(cycles)),
}


def hertz(note: int) -> float:
    """Return the frequency of a note by its MIDI number; C1 is 24."""
    return float(440 * 2 ** ((note - 69) / 12))


def tone(shape: str, pitch: float, seconds: float, decay: float = 0.0) -> NDArray[np.float32]:
    """Return float32 [frames, 1] at `RATE`, steady or dying away.

    Args:
        shape: One of `SHAPES`.
        pitch: Hertz.
        seconds: Of it.
        decay: How many times a second it falls to 0.37 of what it was.
    """
    at = np.arange(round(seconds * RATE)) / RATE
    wave = SHAPES[shape](at * pitch + PHASE) * np.exp(-decay * at)
    return wave.astype(np.float32)[:, np.newaxis]
