"""Sound files for the tests of audio playback."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from models.audio.units import Frames, Hertz, SampleId, SourceId
from models.library.sample import Sample

STEP = 2.0**-20
"""Difference between neighbours in `ramp`; up to 2^20 frames are exact in float32."""


def ramp(frames: int, channels: int = 1) -> NDArray[np.float32]:
    """Return frames whose value is their index; the second channel is the first's negative."""
    one = (np.arange(frames) + 1) * STEP
    return np.stack([one * (-1) ** channel for channel in range(channels)], 1).astype(np.float32)


def written(
    path: Path, samples: NDArray[np.float32], rate: int = 48_000, subtype: str = "FLOAT"
) -> Sample:
    """Write a file and return its sample."""
    soundfile.write(path, samples, rate, subtype=subtype)
    channels = 1 if samples.ndim == 1 else samples.shape[1]
    return sample(path, len(samples), rate, channels)


def sample(path: Path, frames: int = 0, rate: int = 0, channels: int = 0) -> Sample:
    """Return the sample of a file, with the path's length as its id."""
    return Sample(
        SampleId(len(str(path))),
        SourceId(1),
        bytes(path),
        path.name,
        Frames(frames),
        Hertz(rate),
        channels,
    )
