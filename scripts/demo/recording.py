"""From frames to a file: DC removal, fades, normalisation, dither, encoding."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import soundfile

from scripts.demo.catalogue import Recipe
from scripts.demo.sound.wave import noise

FADE_IN = 0.0004
"""In seconds; short enough to preserve drum attacks."""
FADE_OUT = 0.012
"""In seconds."""
QUIET = 10 ** (-66 / 20)
"""Threshold below which the end is trimmed."""
BITS = {"PCM_16": 16, "PCM_24": 24}


def render(recipe: Recipe) -> npt.NDArray[np.float64]:
    """Return the frames of `recipe` as written to its file: float64 [frames, channels]."""
    raw = np.atleast_2d(recipe.make(recipe.rate)).copy()
    if not recipe.loop:
        raw = _faded(_trimmed(raw), recipe.rate)
    raw = _centred(raw, loop=recipe.loop)
    raw *= 10 ** (recipe.peak / 20) / np.max(np.abs(raw))
    return np.asarray(raw.T)


def record(recipe: Recipe, folder: Path) -> Path:
    """Write the file of `recipe` below `folder` and return its path."""
    frames = render(recipe)
    if recipe.subtype == "PCM_16":
        frames = _dithered(frames, 16)
    path = folder / recipe.path
    path.parent.mkdir(parents=True, exist_ok=True)
    if recipe.subtype == "VORBIS":
        # Writing a long Vorbis file in one call overflows libsndfile's stack; blocks do not.
        with soundfile.SoundFile(path, "w", recipe.rate, frames.shape[1], "VORBIS") as file:
            for begin in range(0, len(frames), 4096):
                file.write(frames[begin : begin + 4096])
    else:
        soundfile.write(path, frames, recipe.rate, recipe.subtype)
    return path


def _trimmed(raw: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    loudness = np.max(np.abs(raw), axis=0)
    last = int(np.flatnonzero(loudness > QUIET * loudness.max())[-1])
    return raw[:, : last + 1]


def _faded(raw: npt.NDArray[np.float64], rate: int) -> npt.NDArray[np.float64]:
    for seconds, part in ((FADE_IN, slice(None)), (FADE_OUT, slice(None, None, -1))):
        length = round(seconds * rate)
        raw[:, part][:, :length] *= np.sin(np.pi / 2 * np.arange(length) / length) ** 2
    return raw


def _centred(raw: npt.NDArray[np.float64], *, loop: bool) -> npt.NDArray[np.float64]:
    """Remove the mean: a constant from a loop, otherwise a window that is 0 at both ends."""
    frames = raw.shape[1]
    hump = np.ones(frames) if loop else np.sin(np.pi * np.arange(frames) / (frames - 1)) ** 2
    return np.asarray(raw - raw.mean(axis=1, keepdims=True) * hump / hump.mean())


def _dithered(frames: npt.NDArray[np.float64], bits: int) -> npt.NDArray[np.float64]:
    """Quantise with triangular dither, so that tails fade into noise without distortion."""
    step = 2.0 ** (1 - bits)
    first, second = (noise(frames.size, seed).reshape(frames.shape) for seed in (7, 8))
    return np.round(frames / step + (first + second) / 2) * step
