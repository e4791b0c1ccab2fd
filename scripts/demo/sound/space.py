"""Reverb, echo and panning: mono [frames] to stereo [2, frames]."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scripts.demo.sound.colour import band
from scripts.demo.sound.envelope import decay, swell
from scripts.demo.sound.wave import Mono, noise, times

Stereo = npt.NDArray[np.float64]
"""float64 [2, frames], left and right."""


def _convolved(signal: Mono, response: Mono) -> Mono:
    length = len(signal) + len(response) - 1
    product = np.fft.rfft(signal, length) * np.fft.rfft(response, length)
    return np.asarray(np.fft.irfft(product, length))


@dataclass(frozen=True, slots=True)
class Room:
    """A reverb."""

    seconds: float
    """Reverberation time (RT60) in seconds."""
    amount: float
    """RMS level of the reverb relative to the sound, 0..1."""
    seed: int
    """Seed of the impulse response."""
    top: float = 6000
    """Low-pass cutoff of the reverb in Hz."""

    def __call__(self, signal: Mono | Stereo, rate: int) -> Stereo:
        """Return `signal` with reverb, tail included."""
        both = np.broadcast_to(signal, (2, signal.shape[-1]))
        moments = times(self.seconds, rate)
        sides = []
        for side, dry in enumerate(both):
            walls = band(noise(len(moments), self.seed + side), rate, 180, self.top, 1)
            walls *= decay(moments, self.seconds / 10) * swell(moments, 0.012)
            wet = _convolved(dry, walls)
            wet *= self.amount * np.sqrt(np.sum(dry**2) / np.sum(wet**2))
            wet[: len(dry)] += dry
            sides.append(wet)
        return np.stack(sides)


def echo(signal: Stereo, rate: int, seconds: float, feedback: float, repeats: int) -> Stereo:
    """Return `signal` with a ping-pong delay; each repeat is scaled by `feedback`."""
    step = round(seconds * rate)
    total = np.zeros((2, signal.shape[1] + step * repeats))
    for number in range(repeats + 1):
        turned = signal[::-1] if number % 2 else signal
        total[:, number * step : number * step + signal.shape[1]] += turned * feedback**number
    return total


def panned(signal: Mono, place: float) -> Stereo:
    """Return `signal` panned from -1 (left) to 1 (right) at constant power."""
    angle = (place + 1) * np.pi / 4
    return np.stack([signal * np.cos(angle), signal * np.sin(angle)])
