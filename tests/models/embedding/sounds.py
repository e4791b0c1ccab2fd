"""Sounds for tests: decaying tones and noises that differ in all that is described."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import soundfile
from hypothesis import strategies as st
from numpy.typing import NDArray

RATE = 44_100
MODELS = Path(__file__).parents[3] / "data" / "models"

Audio = NDArray[np.float32]


def hit(pitch: float, noise: float, decay: float, rate: int = RATE, attack: float = 0.002) -> Audio:
    """Return a tone with noise that dies away: float32 [1, frames].

    The noise is a sum of sines, so that it is the same at every rate.
    """
    seconds = np.arange(round((attack + 7 * decay) * rate)) / rate
    source = np.random.default_rng(1)
    wave = np.zeros(len(seconds))
    for frequency, phase in zip(
        source.uniform(200, 15_000, 40), source.uniform(0, 6.3, 40), strict=True
    ):
        wave += noise * np.sin(2 * np.pi * frequency * seconds + phase) / 6
    wave += (1 - noise) * np.sin(2 * np.pi * pitch * seconds)
    shape = np.minimum(seconds / attack, 1) * np.exp(-seconds / decay)
    found: Audio = (0.5 * wave * shape)[None].astype(np.float32)
    return found


def read(path: Path) -> tuple[Audio, int]:
    """Return a file as float32 [channels, frames], and its rate."""
    audio, rate = soundfile.read(path, dtype="float32", always_2d=True)
    return audio.T, rate


pitches = st.floats(40, 2000)
noises = st.floats(0, 1)
decays = st.floats(0.01, 0.3)
