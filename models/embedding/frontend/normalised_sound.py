"""Normalise a sound for analysis: mono, one sample rate, one level, trimmed."""

from __future__ import annotations

import numpy as np
import soxr
from numpy.typing import NDArray

from models.audio.mono import mix_to_mono
from models.audio.units import Hertz, Seconds
from models.audio.zero_padding import pad_zeros

Wave = NDArray[np.float32]
"""float32 [frames]."""

RATE = Hertz(44_100)
"""Sample rate of every normalised sound; the one the network was trained on."""
READ = Seconds(30.0)
"""Seconds of a file that are analysed; the rest need not be read."""
COMPARED = Seconds(10.0)
"""Seconds compared, from the first audible frame.

Source: shared study of retrieval: the first 1.1 s alone cost 0.004 P@5, so 10 s leave nothing out.
"""
SILENT = 1e-6
"""Peak below which a sound is silent: -120 dB, under the last bit of 20."""
LOUDNESS_WINDOW = Seconds(0.01)
"""Seconds over which loudness is measured: single frames are unreliable at beginning and end."""
BEGUN = 1e-2
"""Onset threshold relative to the loudest moment: -40 dB."""
LEAD = Seconds(0.01)
"""Seconds kept before the onset; before the first frame of a file is silence."""
EVENT = 0.1
"""Part of the highest power from which on an event sounds: -10 dB."""
ENDED = 1e-3
"""Threshold relative to the loudest moment (-60 dB) below which the tail is trimmed."""
LOWEST, HIGHEST = 1000, 1_600_000
"""Plausible sample rates in Hertz."""


class Unusable(Exception):
    """A sound that cannot be compared; the message says why."""


def normalise(audio: NDArray[np.float32], rate: int) -> Wave:
    """Return a sound normalised for comparison.

    Invariant to level, surrounding silence and (except for resampling) sample rate.

    Args:
        audio: float32 [channels, frames] or [frames] in any range.
        rate: Hertz of `audio`.

    Returns:
        float32 [frames] at `RATE`, peak 1, at most `LISTENED` long.

    Raises:
        Unusable: It is empty, silent, constant, not finite, or has an implausible rate.
    """
    if not LOWEST <= rate <= HIGHEST:
        raise Unusable(f"a rate of {rate} Hz")
    channels = np.atleast_2d(audio)[:, : round(READ * rate)]
    if channels.size == 0:
        raise Unusable("empty")
    loudest = float(np.abs(channels).max())
    if not np.isfinite(loudest):
        raise Unusable("not all of its values are numbers")
    if loudest < SILENT:
        raise Unusable("silent")
    wave = mix_to_mono((channels / loudest).astype(np.float32, copy=False))
    if float(wave.max() - wave.min()) < SILENT:
        raise Unusable("constant")
    wave = _audible(wave, rate)
    if rate != RATE:
        wave = soxr.resample(wave, rate, RATE, quality="HQ")
    found: Wave = (wave / np.abs(wave).max()).astype(np.float32)
    return found


def event_onset(wave: Wave, rate: int) -> float:
    """Return where the loudest event begins, in seconds.

    Where the power first exceeds a tenth of the highest.

    Args:
        wave: float32 [frames], not silent.
        rate: Hertz.
    """
    size = max(1, round(LOUDNESS_WINDOW * rate))
    power = np.add.reduceat(wave * wave, np.arange(0, len(wave), size), dtype=np.float64)
    return max(0.0, int(np.argmax(power >= EVENT * power.max())) * size / rate - LEAD)


def _audible(wave: Wave, rate: int) -> Wave:
    """Trim to the audible part, from just before the onset, at most `LISTENED` long."""
    size = max(1, round(LOUDNESS_WINDOW * rate))
    # The file is surrounded by silence, whether stored or not.
    until = np.zeros(len(wave) + 2 * size - 1)
    sums = np.cumsum(wave * wave, dtype=np.float64, out=until[size : size + len(wave)])
    until[size + len(wave) :] = sums[-1]
    power = until[size:] - until[:-size]
    loud = power.max()
    # A moment ends with the frame of the same number.
    begun = int(np.argmax(power >= BEGUN**2 * loud))
    ended = len(power) - int(np.argmax(power[::-1] >= ENDED**2 * loud))
    first = begun - round(LEAD * rate)
    last = min(ended - size + 1, first + round(COMPARED * rate))
    return pad_zeros(wave[max(0, first) : last], before=max(0, -first))
