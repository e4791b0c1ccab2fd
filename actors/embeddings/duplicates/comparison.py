"""From two files to the outcome of their null test."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
import soxr

from actors.media.error import Unreadable
from actors.media.sound_file import SoundFile
from models.audio.units import Decibels
from models.duplicates import fingerprint, null_test
from models.duplicates.fingerprint import COMMON, SpectralFingerprint
from models.duplicates.null_test import Audio, Null
from models.duplicates.proof import RESAMPLED, SURE, Proof

LONGEST = 120.0
"""Seconds of a file that is compared; of longer ones only exact copies are found."""
SLACK = 2.0
"""Decibels by which imprints may be wrong.

Source: `scripts/bench duplicates`: of copies at another rate they say up to 1.6 dB more than is
left (Opus), of all others less, as long as more than -30 dB is left.
"""


class Incomparable(Exception):
    """Two files cannot be compared; the text is the reason."""


def compare_files(first: bytes, second: bytes) -> Proof:
    """Return the outcome of the null test of two files, at the lower of their rates.

    Raises:
        Incomparable: one cannot be read, or is too long.
    """
    (one, rate), (other, other_rate) = _read(first), _read(second)
    lower = min(rate, other_rate)
    if rate == other_rate:
        return _proof(one, other, rate, null_test.null_test(one, other))
    one, other = _at(lower, one, rate), _at(lower, other, other_rate)
    # What one of them kept on the slope of its filter the other may have lost.
    kept = null_test.low_pass(one, COMMON), null_test.low_pass(other, COMMON)
    whole, low = null_test.null_test(one, other), null_test.null_test(*kept)
    if whole.left < low.left:
        return _proof(one, other, lower, whole)
    return _proof(*kept, lower, low)


def _proof(first: Audio, second: Audio, rate: int, done: Null) -> Proof:
    """Return all that is asked of two sounds; part by part only where that can matter."""
    parts = Decibels(0.0)
    if done.left <= SURE and done.ends <= RESAMPLED:
        parts = null_test.worst_part(first, second, rate, done)
    return Proof(done.left, done.inside, done.level, parts, done.ends, done.gain < 0)


def screen_files(first: bytes, second: bytes, worth: Decibels) -> Proof:
    """Return what is left of two files; if that is more than `worth`, only that it is.

    Each file is read once for all pairs that its frequencies alone rule out: most of them.

    Raises:
        Incomparable: one cannot be read, or is too long.
    """
    least = lowest_residual(first, second)
    if least > worth + SLACK:
        return Proof(least, least, Decibels(0.0))
    return compare_files(first, second)


def lowest_residual(first: bytes, second: bytes) -> Decibels:
    """Return the least that can be left of two files, as far as their imprints tell.

    Raises:
        Incomparable: one cannot be read, or is too long.
    """
    return fingerprint.lowest_residual(_imprint(first), _imprint(second))


@lru_cache(maxsize=4096)
def _imprint(path: bytes) -> SpectralFingerprint:
    """Return an imprint; they take 4 kB."""
    return fingerprint.spectral_fingerprint(*_read(path))


@lru_cache(maxsize=4)
def _read(path: bytes) -> tuple[Audio, int]:
    try:
        with SoundFile(path) as file:
            if file.frames > LONGEST * file.rate:
                raise Incomparable(f"it is longer than {LONGEST:.0f} s")
            return np.asarray(file.read(file.frames).T, np.float32), int(file.rate)
    except Unreadable as error:
        raise Incomparable(str(error)) from error


def _at(rate: int, audio: Audio, own: int) -> Audio:
    if rate == own:
        return audio
    resample: Callable[..., Audio] = soxr.resample
    try:
        return resample(audio.T, own, rate, quality="HQ").T
    except (ValueError, RuntimeError) as error:
        raise Incomparable(f"it cannot be resampled: {error}") from error
