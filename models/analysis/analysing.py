"""From a sound to what is found out about it; the only place that knows librosa."""

from __future__ import annotations

from dataclasses import dataclass

import librosa
import numpy as np
from numpy.typing import NDArray

from models.analysis.analysis import Analysis
from models.analysis.chroma import chroma
from models.analysis.loudness import loudness
from models.analysis.onsets import onsets
from models.analysis.rhythm import Tempo, tempo
from models.analysis.tonality import Told, tonality
from models.audio.mono import together
from models.audio.tempo import named_tempo

RATE = 22_050
"""Hertz at which rhythm and pitch are looked for; what librosa's defaults are made for."""
LONGEST = 60.0
"""Seconds from the first one that rhythm and pitch are looked for in."""
STEP = 256
"""Frames between moments of a rhythm: 11.6 ms."""
WINDOW, HOP = 4096, 1024
"""Frames of a spectrum of pitches, and between two: 11 Hz, two bins, are told apart."""

Wave = NDArray[np.float32]
"""float32 [frames] at `RATE`."""


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
    mono = _mono(audio[: round(LONGEST * rate)])
    if level is None or mono.size == 0:
        silent = Analysis(named, 1.0 if named else 0.0, loudness=level, onsets=0)
        return Found(silent, np.zeros(0, np.float32))
    wave = _wave(mono, rate)
    strength = np.asarray(
        librosa.onset.onset_strength(y=wave, sr=RATE, hop_length=STEP), np.float32
    )
    begun = onsets(mono, rate, strength, RATE / STEP)
    beat = Tempo(named, 1.0) if named else tempo(strength, RATE / STEP, len(mono) / rate, begun)
    told = _told(wave)
    analysis = Analysis(
        beat.bpm if beat else None,
        beat.confidence if beat else 0.0,
        told.key if told else None,
        told.confidence if told else 0.0,
        level,
        len(begun),
    )
    return Found(analysis, begun)


def _mono(audio: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return it as one channel at one level, float32 [frames]; none if it is silent."""
    mono = together(np.ascontiguousarray(audio.T))
    loudest = float(np.abs(mono).max(initial=0.0))
    return np.asarray(mono / loudest if loudest > 0 else mono[:0], np.float32)


def _wave(wave: NDArray[np.float32], rate: int) -> Wave:
    """Return it as rhythm and pitch are looked for in it: at one rate, `WINDOW` long at least."""
    if rate != RATE:
        wave = librosa.resample(wave, orig_sr=rate, target_sr=RATE, res_type="soxr_hq")
    return np.pad(wave, (0, max(0, WINDOW - len(wave)))).astype(np.float32)


def _told(wave: Wave) -> Told | None:
    """Return the key, or the note."""
    spectrum = np.abs(librosa.stft(wave, n_fft=WINDOW, hop_length=HOP)).astype(np.float32)
    found = chroma(spectrum, RATE / WINDOW)
    return tonality(found.classes, found.purity)
