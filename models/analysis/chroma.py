"""Pitch class energy (chroma) from interpolated spectral peaks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.analysis.key import SEMITONES

Spectrum = NDArray[np.float32]
"""float32 [bins, moments], magnitudes."""

LOW, KNEE, HIGH = 30.0, 600.0, 5000.0
"""Hertz: pitches lie between the first (B0 is 31) and the last; above the second, overtones
dominate and peaks are weighted down.
"""
CONCERT, CONCERT_CLASS = 440.0, 9
"""Tuning frequency of A in Hertz, and its semitones above C. Source: ISO 16:1975."""


@dataclass(frozen=True, slots=True)
class Chroma:
    """Pitch class energies of a sound."""

    classes: NDArray[np.float64]
    """float64 [12], from C: energy of each pitch class, 0 or more."""
    purity: float
    """0 to 1, fraction of the energy in spectral peaks; the rest is noise."""


def chroma(spectrum: Spectrum, width: float) -> Chroma:
    """Return the chroma of spectra, corrected for tuning.

    At 44 Hz a semitone is half a bin: low notes are resolved only by interpolating between bins.

    Args:
        spectrum: Spectra of Hann windows.
        width: Hertz per bin.
    """
    rows = np.ascontiguousarray(spectrum.T)  # [moments, bins]; no copy of what is a view of that
    energy = float(np.square(rows, dtype=np.float64).sum())
    if energy <= 0:
        return Chroma(np.zeros(SEMITONES), 0.0)
    peaks = _peaks(rows)
    strong = rows.take(peaks).astype(np.float64)
    near = peaks % rows.shape[1] <= HIGH / width + 1  # half a bin above it at most
    hertz = _between(rows, peaks[near]) * width
    pitched = (hertz >= LOW) & (hertz <= HIGH)
    weights = strong[near][pitched] * np.minimum(1, KNEE / hertz[pitched])
    semitones = SEMITONES * np.log2(hertz[pitched] / CONCERT) + CONCERT_CLASS
    return Chroma(_classes(semitones, weights), float(strong @ strong) / energy)


def _peaks(rows: NDArray[np.float32]) -> NDArray[np.intp]:
    """Return the places of spectral peaks in spectra that lie one after the other."""
    beside = np.zeros(rows.shape, np.bool_)
    inner = rows[:, 1:-1]
    np.logical_and(inner > rows[:, :-2], inner >= rows[:, 2:], out=beside[:, 1:-1])
    return np.flatnonzero(beside)


def _between(rows: NDArray[np.float32], peaks: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return interpolated peak positions in bins: parabolic interpolation of decibels.

    Source: J. O. Smith, "Spectral Audio Signal Processing", 2011, quadratic interpolation of
    spectral peaks; at most 0.05 of a bin off with a Hann window.
    """
    below, at, above = (
        np.log(rows.take(peaks + by).astype(np.float64) + 1e-12) for by in (-1, 0, 1)
    )
    bend = np.minimum(below - 2 * at + above, -1e-9)
    moved = np.clip((below - above) / 2 / bend, -0.5, 0.5)
    return np.asarray(peaks % rows.shape[1] + moved, np.float64)


def _classes(semitones: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the energy of each pitch class; energy between two is split between both."""
    turns = 2 * np.pi * semitones
    off = np.arctan2(weights @ np.sin(turns), weights @ np.cos(turns)) / (2 * np.pi)
    lower = np.floor(semitones - off)
    part = semitones - off - lower
    root = lower.astype(np.intp) % SEMITONES
    return np.asarray(
        np.bincount(root, weights * (1 - part), SEMITONES)
        + np.bincount((root + 1) % SEMITONES, weights * part, SEMITONES),
        np.float64,
    )
