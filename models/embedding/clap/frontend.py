"""CLAP's front end: resampling, windows of ten seconds, log-mel spectrograms."""

from __future__ import annotations

import numpy as np
import soxr
from numpy.typing import NDArray

from models.audio.units import Hertz
from models.embedding.frontend.fourier import rfft
from models.embedding.frontend.normalised_sound import READ

RATE = Hertz(48_000)
LENGTH = 480_000
"""Frames of a window."""
SIZE, HOP, BANDS = 1024, 480, 64
LOWEST, HIGHEST = 50.0, 14_000.0
"""Band limits in Hertz. The class's default starts at 0; the trained model uses 50."""
STRAIGHT, CORNER = 1000.0, 15.0
"""Hertz up to which the mel scale is linear, and the mel value there."""
NOTHING = 1e-6
"""Peak below which the channels are taken to cancel each other out."""
QUIETEST = 1e-10
"""Power floor: -100 dB."""

SHAPE = (1 + LENGTH // HOP, BANDS)

Wave = NDArray[np.float32]
Picture = NDArray[np.float32]
"""float32 `SHAPE`, decibels."""


def mel(frequency: NDArray[np.float64]) -> NDArray[np.float64]:
    """Convert Hertz to mel (Slaney): linear up to 1 kHz, then logarithmic.

    Source: M. Slaney, "Auditory Toolbox", Technical Report 1998-010, Interval Research.
    """
    above = CORNER + np.log(np.maximum(frequency, STRAIGHT) / STRAIGHT) * 27 / np.log(6.4)
    found: NDArray[np.float64] = np.where(frequency >= STRAIGHT, above, 3 * frequency / 200)
    return found


def frequency(pitch: NDArray[np.float64]) -> NDArray[np.float64]:
    """Convert mel to Hertz: the inverse of `mel`."""
    above = STRAIGHT * np.exp(np.log(6.4) / 27 * (np.maximum(pitch, CORNER) - CORNER))
    found: NDArray[np.float64] = np.where(pitch >= CORNER, above, 200 * pitch / 3)
    return found


def mel_filters() -> NDArray[np.float32]:
    """Return triangular filters of equal area: float32 [SIZE // 2 + 1, BANDS].

    Source: `transformers.ClapFeatureExtractor`, the filters it calls Slaney's.
    """
    bins = np.arange(SIZE // 2 + 1) * (RATE / SIZE)
    low, high = mel(np.array([LOWEST, HIGHEST]))
    edges = frequency(np.linspace(low, high, BANDS + 2))
    rising = (bins[:, None] - edges[:-2]) / (edges[1:-1] - edges[:-2])
    falling = (edges[2:] - bins[:, None]) / (edges[2:] - edges[1:-1])
    filters = np.maximum(0, np.minimum(rising, falling)) * (2 / (edges[2:] - edges[:-2]))
    found: NDArray[np.float32] = filters.astype(np.float32)
    return found


_FILTERS = mel_filters()
_WINDOW = (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(SIZE) / SIZE)).astype(np.float32)
"""Periodic Hann window."""


def to_mono(audio: NDArray[np.float32], rate: int) -> Wave:
    """Downmix, resample to `RATE` and normalise the peak to 1.

    Normalising is our choice: CLAP embeds quiet sounds differently, and users do not expect that.

    Args:
        audio: float32 [channels, frames] or [frames], finite and not silent.
        rate: Hertz.

    Returns:
        float32 [frames], 1 or more; only the first `normalised_sound.READ` seconds.
    """
    channels = np.atleast_2d(audio)[:, : round(READ * rate)].astype(np.float64)
    wave = (channels / np.abs(channels).max()).mean(0)
    if not np.abs(wave).max() > NOTHING:
        wave = channels[0]  # in opposite phase
    if rate != RATE:
        wave = soxr.resample(wave, rate, RATE, quality="HQ")
    if not wave.size or not wave.any():
        wave = np.ones(1)
    found: Wave = (wave / np.abs(wave).max()).astype(np.float32)
    return found


def split_windows(wave: Wave) -> list[Wave]:
    """Split a sound into windows of `LENGTH` frames.

    A short sound is repeated as often as it fits entirely, then zero-padded. The last window of a
    long one ends at its end and may overlap.
    """
    if len(wave) <= LENGTH:
        whole = np.tile(wave, LENGTH // len(wave))
        return [np.pad(whole, (0, LENGTH - len(whole)))]
    begins = [*range(0, len(wave) - LENGTH, LENGTH), len(wave) - LENGTH]
    return [wave[first : first + LENGTH] for first in begins]


def log_mel(window: Wave) -> Picture:
    """Return the log-mel spectrogram of a window in decibels: the network's input.

    Args:
        window: float32 [LENGTH].

    Source: `transformers.ClapFeatureExtractor` with `truncation="rand_trunc"`,
    `padding="repeatpad"`, `frequency_min=50`, `frequency_max=14000`.
    """
    padded = np.pad(window, SIZE // 2, mode="reflect")
    views = np.lib.stride_tricks.sliding_window_view(padded, SIZE)[::HOP]
    bands = np.empty((len(views), BANDS), np.float32)
    for first in range(0, len(views), 128):  # a batch that fits the processor's cache
        bins = rfft(views[first : first + 128] * _WINDOW)
        bands[first : first + 128] = (bins.real**2 + bins.imag**2).astype(np.float32) @ _FILTERS
    found: Picture = 10 * np.log10(np.maximum(bands, np.float32(QUIETEST)))
    return found.astype(np.float32)
