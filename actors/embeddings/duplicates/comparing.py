"""From two files to the outcome of their null test."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
import soxr

from actors.embeddings.opening import Unopened, sound_file
from models.duplicates import null
from models.duplicates.null import Audio, Null

LONGEST = 120.0
"""Seconds of a file that is compared; of longer ones only exact copies are found."""


class Incomparable(Exception):
    """Two files cannot be compared; the text is the reason."""


def compared(first: bytes, second: bytes) -> Null:
    """Return the outcome of the null test of two files, at the lower of their rates.

    Raises:
        Incomparable: one cannot be read, or is too long.
    """
    (one, rate), (other, other_rate) = _read(first), _read(second)
    lower = min(rate, other_rate)
    return null.nulled(_at(lower, one, rate), _at(lower, other, other_rate))


@lru_cache(maxsize=4)
def _read(path: bytes) -> tuple[Audio, int]:
    try:
        with sound_file(path) as file:
            if file.frames > LONGEST * file.samplerate:
                raise Incomparable(f"it is longer than {LONGEST:.0f} s")
            audio = np.asarray(file.read(dtype="float32", always_2d=True).T, np.float32)
            return np.nan_to_num(audio, posinf=0.0, neginf=0.0), int(file.samplerate)
    except Unopened as error:
        raise Incomparable(str(error)) from error


def _at(rate: int, audio: Audio, own: int) -> Audio:
    if rate == own:
        return audio
    resample: Callable[..., Audio] = soxr.resample
    try:
        return resample(audio.T, own, rate, quality="HQ").T
    except (ValueError, RuntimeError) as error:
        raise Incomparable(f"it cannot be resampled: {error}") from error
