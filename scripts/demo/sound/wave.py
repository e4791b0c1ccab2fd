"""Oscillators and noise. Frames are float64, mono [frames]."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Mono = npt.NDArray[np.float64]
"""float64 [frames]."""

NOTES = {"C": -9, "C#": -8, "D": -7, "D#": -6, "E": -5, "F": -4, "F#": -3, "G": -2, "G#": -1}
NOTES |= {"A": 0, "A#": 1, "B": 2}
"""Semitones relative to the A of the same octave."""


def pitch(note: str) -> float:
    """Return the frequency in Hz of a note such as `F#1` (A4 is 440)."""
    name, octave = note[:-1], int(note[-1])
    return float(440.0 * 2.0 ** (octave - 4 + NOTES[name] / 12))


def times(seconds: float, rate: int) -> Mono:
    """Return the time in seconds of each frame of a sound of `seconds`."""
    return np.arange(round(seconds * rate)) / rate


def tone(frequency: Mono | float, like: Mono, rate: int, phase: float = 0.0) -> Mono:
    """Return a sine; its frequency may vary per frame.

    Args:
        frequency: Hertz, one value or one per frame.
        like: An array of the result's length.
        rate: Sample rate in Hz.
        phase: Initial phase in turns.
    """
    steps = np.broadcast_to(np.asarray(frequency, dtype=np.float64), like.shape) / rate
    return np.sin(2 * np.pi * (np.cumsum(steps) - steps[:1] + phase))


def noise(frames: int, seed: int) -> Mono:
    """Return white noise in -1..1, reproducible by seed on every machine.

    Uses the raw output of PCG64, whose stability NumPy guarantees, unlike that of its
    distributions.
    """
    raw = np.random.PCG64(seed).random_raw(frames)
    return (raw >> np.uint64(11)).astype(np.float64) * 2.0**-52 - 1.0


def harmonics(
    frequency: float, like: Mono, rate: int, cutoff: Mono | float, *, odd: bool = False
) -> Mono:
    """Return a sawtooth, or a square if `odd`, through a resonant low-pass, without aliasing.

    Sums the harmonics below 0.45 of the sample rate, each scaled by the response of two cascaded
    two-pole low-passes (Q 1.4).

    Args:
        frequency: Hertz.
        like: An array of the result's length.
        rate: Sample rate in Hz.
        cutoff: Hertz, one value or one per frame.
        odd: Only odd harmonics.
    """
    total = np.zeros_like(like)
    seconds = np.arange(len(like)) / rate
    for number in range(1, int(0.45 * rate / frequency) + 1, 2 if odd else 1):
        ratio = (number * frequency / np.asarray(cutoff)) ** 2
        weight = 1.0 / ((1.0 - ratio) ** 2 + ratio / 1.4**2) / number
        if np.max(weight) < 1e-5:
            break
        total += weight * np.sin(2 * np.pi * number * frequency * seconds)
    return total * 0.5
