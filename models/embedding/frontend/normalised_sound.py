"""A sound as every analysis here hears it: mono, one rate, one level, without silence around it."""

from __future__ import annotations

import numpy as np
import soxr
from numpy.typing import NDArray

from models.audio.mono import mix_to_mono
from models.audio.units import Hertz, Seconds
from models.embedding.frontend.silence import pad_zeros

Wave = NDArray[np.float32]
"""float32 [frames]."""

RATE = Hertz(44_100)
"""Frames per second of every prepared sound; what the network was trained on."""
READ = Seconds(30.0)
"""Seconds of a file that are looked at; what comes later changes nothing, so need not be read."""
LISTENED = Seconds(10.0)
"""Seconds from the first audible frame that are compared.

Source: shared study of retrieval: the first 1.1 s alone cost 0.004 P@5, so 10 s leave nothing out.
"""
SILENT = 1e-6
"""A sound whose loudest frame is below this (-120 dB, under the last bit of 20) is silent."""
MOMENT = Seconds(0.01)
"""Seconds over which loudness is taken: single frames say little of a beginning or an end."""
BEGUN = 1e-2
"""Part of the loudest moment (-40 dB) with which a sound has begun."""
LEAD = Seconds(0.01)
"""Seconds before that which belong to it; before the first frame of a file is silence."""
ENDED = 1e-3
"""Part of the loudest moment (-60 dB) below which the rest is not heard."""
LOWEST, HIGHEST = 1000, 1_600_000
"""Hertz between which a rate is believed."""


class Unusable(Exception):
    """A sound that cannot be compared; the message says why."""


def normalise(audio: NDArray[np.float32], rate: int) -> Wave:
    """Return what is compared of a sound.

    The same for a sound at another level, with silence around it, and (but for resampling)
    at another rate.

    Args:
        audio: float32 [channels, frames] or [frames] in any range.
        rate: Hertz of `audio`.

    Returns:
        float32 [frames] at `RATE`, loudest magnitude 1, at most `LISTENED` long.

    Raises:
        Unusable: it is empty, silent, constant, not all numbers, or of an odd rate.
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


def _audible(wave: Wave, rate: int) -> Wave:
    """Return at most `LISTENED` from just before the beginning to the last audible frame."""
    size = max(1, round(MOMENT * rate))
    # Around the file is silence, whether it is in the file or not.
    until = np.zeros(len(wave) + 2 * size - 1)
    sums = np.cumsum(wave * wave, dtype=np.float64, out=until[size : size + len(wave)])
    until[size + len(wave) :] = sums[-1]
    power = until[size:] - until[:-size]
    loud = power.max()
    # A moment with this number ends with the frame of this number.
    begun = int(np.argmax(power >= BEGUN**2 * loud))
    ended = len(power) - int(np.argmax(power[::-1] >= ENDED**2 * loud))
    first = begun - round(LEAD * rate)
    last = min(ended - size + 1, first + round(LISTENED * rate))
    return pad_zeros(wave[max(0, first) : last], before=max(0, -first))
