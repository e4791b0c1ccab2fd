"""Conversion of one audio file, block by block in constant memory."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile
import soxr
from numpy.typing import NDArray

from actors.library.export.form import Form
from actors.library.export.verification import verify
from actors.media.sound_file import SoundFile
from models.audio.dither import quantise
from models.audio.downmix import downmix
from models.library.file_name import soundfile_path

Block = NDArray[np.float64]
Pause = Callable[[], None]
"""Called between blocks; may raise to stop."""
FRAMES = 65_536
"""Block size in frames."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """Conversion settings of one file."""

    form: Form
    peak: float | None
    """Peak target in dBFS; `None`: keep the level."""
    seed: bytes
    """Seed of the dither noise, so that equal exports give identical files."""
    ceiling: float | None = None
    """Loudest value in dBFS, to which louder files are attenuated; `None`: full scale."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """What was written."""

    frames: int
    same_level: bool
    """The gain was 1."""


def render(path: bytes, target: Path, recipe: Recipe, pause: Pause) -> Rendered:
    """Convert the file at `path` and write it to `target`.

    Audio that would exceed full scale is attenuated as a whole, not clipped.

    Args:
        path: Of the original.
        target: Replaced if it exists.
        recipe: Conversion settings.
        pause: Called between blocks.

    Raises:
        OSError, soundfile.SoundFileError, Unreadable: It cannot be read or written.
    """
    form, gain, noise, frames = recipe.form, 1.0, None, 0
    if not form.exact or recipe.ceiling is not None:
        loudest = max((float(np.abs(b).max()) for b in _blocks(path, form, pause)), default=0.0)
        gain = _gain(loudest, form, recipe)
    if not form.exact or gain != 1.0:
        noise = np.random.default_rng(int.from_bytes(recipe.seed, "big"))
    with soundfile.SoundFile(
        soundfile_path(os.fsencode(target)),
        "w",
        form.rate,
        form.channels,
        form.subtype,
        format=form.format,
    ) as file:
        for block in _blocks(path, form, pause):
            frames += len(block)
            if form.bits is None:
                file.write((block * gain).astype(np.float32))
                continue
            integers = quantise(block * gain, form.bits, noise)
            # libsndfile uses the most significant bits.
            file.write(integers << (32 - form.bits))
    if frames:
        verify(target, frames)
    return Rendered(frames, same_level=gain == 1.0)


def _gain(loudest: float, form: Form, recipe: Recipe) -> float:
    if loudest == 0.0:
        return 1.0
    if recipe.peak is not None:
        return float(10.0 ** (recipe.peak / 20.0)) / loudest
    if recipe.ceiling is not None:
        return min(1.0, float(10.0 ** (recipe.ceiling / 20.0)) / loudest)
    return 1.0 if form.bits is None else min(1.0, 1.0 / loudest)


def _blocks(path: bytes, form: Form, pause: Pause) -> Iterator[Block]:
    """Yield float64 [frames, channels] at the output rate; blocks are not empty."""
    with SoundFile(path) as file:
        mix = _mix(file.channels, form.channels)
        stream = None
        if file.rate != form.rate:
            stream = soxr.ResampleStream(
                file.rate, form.rate, form.channels, dtype="float64", quality="VHQ"
            )
        while True:
            pause()
            # All values are finite: `SoundFile` guarantees it.
            read = np.asarray(file.read(FRAMES, "float64"), np.float64)
            block: Block = read
            if mix is not None:
                block = block @ mix
            if stream is not None:
                block = stream.resample_chunk(block, last=not len(read)).reshape(-1, form.channels)
            if len(block):
                yield block
            if not len(read):
                return


def _mix(given: int, wanted: int) -> NDArray[np.float64] | None:
    """Return a mixing matrix, float64 [given, wanted]; `None` if the channels stay as they are."""
    if given == wanted:
        return None
    if wanted == 1:
        return np.full((given, 1), 1.0 / given)
    if given == 1:
        return np.ones((1, wanted))
    return downmix(given).astype(np.float64)
