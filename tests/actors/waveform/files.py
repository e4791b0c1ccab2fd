"""Sound files for the tests, and their samples."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import numpy as np
import soundfile

from models.audio.units import SampleId, SourceId
from models.library.sample import Sample
from models.waveform.reduction.pyramid import Floats

RATE = 48_000


def sample(path: Path, number: int = 1, *, kept: bool = True) -> Sample:
    """Return the sample of `path`; `kept` gives it a token derived from its name."""
    token = hashlib.sha256(os.fsencode(path)).digest() if kept else b""
    return Sample(SampleId(number), SourceId(1), os.fsencode(path), path.name, token=token)


def written(path: Path, samples: Floats, **how: str) -> Path:
    """Write float32 [channels, frames] to `path`."""
    with soundfile.SoundFile(path, "w", RATE, samples.shape[0], **how) as file:
        # In blocks: libsndfile crashes on a long OGG written at once.
        for first in range(0, samples.shape[1], RATE):
            file.write(samples[:, first : first + RATE].T)
    return path


def beats(seconds: float, channels: int = 2) -> Floats:
    """Return a beat with noise that never clips, in 16-bit steps."""
    random = np.random.default_rng(3)
    time = np.arange(int(seconds * RATE)) / RATE
    beat = 0.6 * np.exp(-6 * (time % 0.5)) * np.sin(2 * np.pi * 90 * time)
    noise = 0.1 * random.uniform(-1, 1, (channels, time.size))
    values: Floats = (np.rint((beat + noise) * 32_768) / 32_768).astype(np.float32)
    return values
