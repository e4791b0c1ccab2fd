"""Test sounds and their pictures."""

from __future__ import annotations

import numpy as np

from models.audio.units import Frames, Hertz, SampleId
from models.waveform.detail import make_detail
from models.waveform.picture import Picture
from models.waveform.reduction.band import band_split
from models.waveform.reduction.pyramid import Floats, Pyramid
from models.waveform.reduction.pyramid_builder import PyramidBuilder


def noise(seed: int, frames: int, channels: int = 2) -> Floats:
    random = np.random.default_rng(seed)
    return (random.standard_normal((channels, frames)) * 0.3).astype(np.float32)


def sine(frames: int, period: float, level: float = 0.9) -> Floats:
    wave: Floats = (level * np.sin(2 * np.pi * np.arange(frames) / period)).astype(np.float32)
    return wave[None]


def pyramid(samples: Floats, *, block: int = 1 << 16, expected: int | None = None) -> Pyramid:
    frames = samples.shape[1]
    builder = PyramidBuilder(
        samples.shape[0], frames if expected is None else expected, band_split(48_000)
    )
    for first in range(0, frames, block):
        builder.append(samples[:, first : first + block])
    builder.finish()
    return builder.snapshot()


def picture(samples: Floats, *, raw: bool = True, base: Pyramid | None = None) -> Picture:
    return Picture(
        SampleId(1),
        Frames(samples.shape[1]),
        Hertz(48_000),
        samples.shape[0],
        base or pyramid(samples),
        complete=True,
        detail=make_detail(Frames(0), samples.copy()) if raw else None,
    )
