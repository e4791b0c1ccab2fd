"""Null test of two files."""

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
"""Maximum length in seconds for a null test; of longer files only identical ones are found."""
SLACK = 2.0
"""Margin in decibels for errors of fingerprints.

Source: `scripts/bench duplicates`: for copies at another rate they overestimate the residual by up
to 1.6 dB (Opus), for all others they underestimate it, as long as it is above -30 dB.
"""


class Incomparable(Exception):
    """Two files that cannot be compared; the message is the reason."""


def compare_files(first: bytes, second: bytes) -> Proof:
    """Run the null test of two files, at the lower of their sample rates.

    Raises:
        Incomparable: One cannot be read, or is too long.
    """
    (one, rate), (other, other_rate) = _read(first), _read(second)
    lower = min(rate, other_rate)
    if rate == other_rate:
        return _proof(one, other, rate, null_test.null_test(one, other))
    one, other = _at(lower, one, rate), _at(lower, other, other_rate)
    # Compare below the resampling filter's slope, where one of them may have lost content.
    kept = null_test.low_pass(one, COMMON), null_test.low_pass(other, COMMON)
    whole, low = null_test.null_test(one, other), null_test.null_test(*kept)
    if whole.left < low.left:
        return _proof(one, other, lower, whole)
    return _proof(*kept, lower, low)


def _proof(first: Audio, second: Audio, rate: int, done: Null) -> Proof:
    """Return the full proof; parts are tested only where they can matter."""
    parts = Decibels(0.0)
    if done.left <= SURE and done.ends <= RESAMPLED:
        parts = null_test.worst_part(first, second, rate, done)
    return Proof(done.left, done.inside, done.level, parts, done.ends, done.gain < 0)


def read_fingerprint(path: bytes) -> SpectralFingerprint:
    """Return a file's fingerprint.

    Raises:
        Incomparable: It cannot be read, or is too long.
    """
    return fingerprint.spectral_fingerprint(*_read(path))


def lowest_residual(first: bytes, second: bytes) -> Decibels:
    """Return a lower bound of the residual of two files, from their fingerprints.

    Raises:
        Incomparable: One cannot be read, or is too long.
    """
    return fingerprint.lowest_residual(read_fingerprint(first), read_fingerprint(second))


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
