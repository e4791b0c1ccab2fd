"""From a sound to what is found out about it; the only place that knows librosa."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

import librosa
import numpy as np
from numpy.typing import NDArray

from models.analysis.analysis import Analysis
from models.analysis.loudness import loudness
from models.analysis.rhythm import Tempo, tempo
from models.analysis.tonality import Told, tonality
from models.audio.mono import together
from models.audio.tempo import named_tempo

VERSION = "1"
"""Of what is found out; another one has everything analysed anew."""
RATE = 22_050
"""Hertz at which rhythm and pitch are looked for; what librosa's defaults are made for."""
LONGEST = 60.0
"""Seconds from the first one that rhythm and pitch are looked for in."""
STEP = 256
"""Frames between moments of a rhythm: 11.6 ms."""
WINDOW, HOP = 4096, 1024
"""Frames of a spectrum of pitches, and between two: 5.4 Hz are told apart."""
LOW, KNEE, HIGH = 60.0, 600.0, 5000.0
"""Hertz: below the first and above the last are no pitches, above the second more and more
overtones, which count less the higher they are."""

Wave = NDArray[np.float32]
"""float32 [frames] at `RATE`."""
Spectrum = NDArray[np.float32]
"""float32 [bins, moments], magnitudes."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found out, with all of its onsets."""

    analysis: Analysis
    onsets: NDArray[np.float32]
    """float32 [count], seconds."""


def analysed(audio: NDArray[np.float32], rate: int, name: str = "") -> Found:
    """Return what is found out about a sound.

    Args:
        audio: float32 [frames, channels], full scale is 1; not all of it needs to be there, but
            loudness is that of what is.
        rate: Hertz.
        name: Of its file, which may tell the tempo.
    """
    level = loudness(audio, rate)
    named = named_tempo(name)
    looked_at = audio[: round(LONGEST * rate)]
    wave, seconds = _wave(looked_at, rate), len(looked_at) / rate
    if level is None or wave.size == 0:
        silent = Analysis(named, 1.0 if named else 0.0, loudness=level, onsets=0)
        return Found(silent, np.zeros(0, np.float32))
    strength = np.asarray(
        librosa.onset.onset_strength(y=wave, sr=RATE, hop_length=STEP), np.float32
    )
    onsets = _onsets(strength)
    beat = Tempo(named, 1.0) if named else tempo(strength, RATE / STEP, seconds)
    told = _told(wave)
    analysis = Analysis(
        beat.bpm if beat else None,
        beat.confidence if beat else 0.0,
        told.key if told else None,
        told.confidence if told else 0.0,
        level,
        len(onsets),
    )
    return Found(analysis, onsets)


def _wave(audio: NDArray[np.float32], rate: int) -> Wave:
    """Return it as rhythm and pitch are looked for in it: mono, at one rate and level.

    At least `WINDOW` long, unless it is silent.
    """
    wave = together(np.ascontiguousarray(audio.T))
    loudest = float(np.abs(wave).max(initial=0.0))
    if loudest <= 0:
        return np.zeros(0, np.float32)
    wave = (wave / loudest).astype(np.float32)
    if rate != RATE:
        wave = librosa.resample(wave, orig_sr=rate, target_sr=RATE, res_type="soxr_hq")
    return np.pad(wave, (0, max(0, WINDOW - len(wave)))).astype(np.float32)


def _onsets(strength: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return where sounds begin, in seconds."""
    found = librosa.onset.onset_detect(
        onset_envelope=strength, sr=RATE, hop_length=STEP, units="time"
    )
    return np.asarray(found, np.float32)


def _told(wave: Wave) -> Told | None:
    """Return the key, from the peaks of spectra: what lies between them is noise."""
    spectrum = np.abs(librosa.stft(wave, n_fft=WINDOW, hop_length=HOP)).astype(np.float32)
    peaks = _peaks(spectrum)
    energy = float((spectrum**2).sum())
    if energy <= 0:
        return None
    hertz = np.fft.rfftfreq(WINDOW, 1 / RATE)
    weights = ((hertz >= LOW) & (hertz <= HIGH)) * np.minimum(1, KNEE / np.maximum(hertz, 1))
    tuning = _tuning(spectrum)
    chroma = librosa.feature.chroma_stft(
        S=peaks * weights[:, np.newaxis],
        sr=RATE,
        n_fft=WINDOW,
        hop_length=HOP,
        tuning=tuning,
        norm=None,
    )
    return tonality(np.asarray(chroma.sum(axis=1), np.float64), float((peaks**2).sum()) / energy)


def _tuning(spectrum: Spectrum) -> float:
    """Return by how much of a semitone it is off from concert pitch, -0.5 to 0.5."""
    estimate = cast("Callable[..., float]", librosa.estimate_tuning)
    with warnings.catch_warnings():
        # Noise has no pitches to be off; librosa warns and says 0.
        warnings.simplefilter("ignore", UserWarning)
        return estimate(S=spectrum, sr=RATE, n_fft=WINDOW)


def _peaks(spectrum: Spectrum) -> Spectrum:
    """Return a spectrum with nothing but its peaks."""
    inner = spectrum[1:-1]
    peaks = np.zeros_like(spectrum)
    peaks[1:-1] = np.where((inner > spectrum[:-2]) & (inner >= spectrum[2:]), inner, 0)
    return peaks
