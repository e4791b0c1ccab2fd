"""How much of each pitch class is in a sound, from the exact places of the peaks of spectra."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.analysis.key import SEMITONES

Spectrum = NDArray[np.float32]
"""float32 [bins, moments], magnitudes."""

LOW, KNEE, HIGH = 30.0, 600.0, 5000.0
"""Hertz: below the first (B0 is 31) and above the last are no pitches, above the second more and
more overtones, which count less the higher they are."""
CONCERT, CONCERT_CLASS = 440.0, 9
"""Hertz of the A that is tuned to, and its semitones above C. Source: ISO 16:1975."""


@dataclass(frozen=True, slots=True)
class Chroma:
    """Pitch classes of a sound."""

    classes: NDArray[np.float64]
    """float64 [12], from C: how much of each there is, 0 or more."""
    purity: float
    """0 to 1, part of the energy that is in peaks: what lies between them is noise."""


def chroma(spectrum: Spectrum, width: float) -> Chroma:
    """Return the pitch classes of spectra, however it is tuned.

    At 44 Hz a semitone is half a bin: bins cannot tell low notes, places between them can.

    Args:
        spectrum: Of Hann windows.
        width: Hertz of a bin.
    """
    bins, moments = _peaks(spectrum)
    strong = spectrum[bins, moments].astype(np.float64)
    energy = float((spectrum.astype(np.float64) ** 2).sum())
    if energy <= 0:
        return Chroma(np.zeros(SEMITONES), 0.0)
    hertz = _between(spectrum, bins, moments) * width
    pitched = (hertz >= LOW) & (hertz <= HIGH)
    weights = strong[pitched] * np.minimum(1, KNEE / hertz[pitched])
    semitones = SEMITONES * np.log2(hertz[pitched] / CONCERT) + CONCERT_CLASS
    return Chroma(_classes(semitones, weights), float((strong**2).sum()) / energy)


def _peaks(spectrum: Spectrum) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the bins and the moments of peaks."""
    inner = spectrum[1:-1]
    bins, moments = np.nonzero((inner > spectrum[:-2]) & (inner >= spectrum[2:]))
    return bins + 1, moments


def _between(
    spectrum: Spectrum, bins: NDArray[np.intp], moments: NDArray[np.intp]
) -> NDArray[np.float64]:
    """Return where peaks are exactly, in bins: the top of a parabola through decibels.

    Source: J. O. Smith, "Spectral Audio Signal Processing", 2011, quadratic interpolation of
    spectral peaks; 0.05 of a bin at most with a Hann window.
    """
    below, at, above = (
        np.log(spectrum[bins + by, moments].astype(np.float64) + 1e-12) for by in (-1, 0, 1)
    )
    bend = np.minimum(below - 2 * at + above, -1e-9)
    return np.asarray(bins + np.clip((below - above) / 2 / bend, -0.5, 0.5), np.float64)


def _classes(semitones: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the weight of each class: what lies between two goes to both."""
    off = np.angle(np.sum(weights * np.exp(2j * np.pi * semitones))) / (2 * np.pi)
    lower = np.floor(semitones - off)
    part = semitones - off - lower
    root = lower.astype(np.intp) % SEMITONES
    return np.asarray(
        np.bincount(root, weights * (1 - part), SEMITONES)
        + np.bincount((root + 1) % SEMITONES, weights * part, SEMITONES),
        np.float64,
    )
