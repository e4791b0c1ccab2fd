"""Analyse a sound: tempo, key, loudness and onsets."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import soxr
from numpy.typing import NDArray

from models.analysis.analysis import Analysis
from models.analysis.chroma import chroma
from models.analysis.key import SEMITONES, parse_key
from models.analysis.key_in_name import key_in_name
from models.analysis.loudness import loudness
from models.analysis.onset_strength import STEP, onset_strength
from models.analysis.onsets import detect_onsets
from models.analysis.rhythm import SHARES, Candidate, Strength, tempo_candidates
from models.analysis.spectrum import magnitudes
from models.analysis.tempo import Tempo, choose_tempo
from models.analysis.tempo_in_name import tempo_in_name
from models.analysis.tonality import KeyEstimate, estimate_key
from models.audio.mono import mix_to_mono
from models.audio.tempo import FASTEST, SLOWEST
from models.audio.zero_padding import pad_zeros
from models.metadata.evidence import Evidence

RATE = 22_050
"""Sample rate in Hertz for rhythm and pitch."""
LONGEST = 60.0
"""Seconds from the start that are analysed for rhythm and pitch."""
WINDOW, HOP = 4096, 1024
"""FFT size and hop in frames for pitch; pitches 11 Hz (two bins) apart are resolved."""

Wave = NDArray[np.float32]
"""float32 [frames] at `RATE`."""
NOTHING = Evidence()


NO_NOTE = 60
"""Default MIDI note in headers where none was chosen: no evidence."""
PROVEN = 0.97
"""Confidence in a header's tempo that agrees with its number of beats and the length."""
TAGGED = 0.9
"""Confidence in a key from a metadata tag: a DJ program detected it, as we would."""


@dataclass(frozen=True, slots=True)
class Found:
    """Analysis of a sound, with all of its onsets."""

    analysis: Analysis
    onsets: NDArray[np.float32]
    """float32 [count], seconds."""


def analyse(
    audio: NDArray[np.float32], rate: int, name: str = "", says: Evidence = NOTHING
) -> Found:
    """Analyse a sound.

    Explicit evidence in the file name takes precedence, then the header's, then the audio; hints in
    name and header are weighed together with the audio.

    Args:
        audio: float32 [frames, channels], full scale is 1; it may be truncated after more than
            `LONGEST`, but loudness is that of the given part.
        rate: Hertz.
        name: File name.
        says: Evidence from the header.
    """
    level = loudness(audio, rate)
    mono = _mono(_start(audio, rate))
    if level is None or mono.size == 0:
        beat, key = _tempo(name, says), _key(name, says)
        return Found(_analysis(beat, key, level, 0), np.zeros(0, np.float32))
    wave = _wave(mono, rate)
    rhythm = _rhythm(mono, rate, wave, whole=len(mono) == len(audio))
    beat, begun = _tempo(name, says, rhythm), rhythm.begun
    return Found(_analysis(beat, _key(name, says, wave), level, len(begun)), begun)


def candidate_tempi(audio: NDArray[np.float32], rate: int) -> list[Candidate]:
    """Return the tempo candidates of a sound, which `models.analysis.tempo` ranks.

    Args:
        audio: float32 [frames, channels].
        rate: Hertz.
    """
    mono = _mono(_start(audio, rate))
    if mono.size == 0:
        return []
    return _rhythm(mono, rate, _wave(mono, rate), whole=len(mono) == len(audio)).candidates()


def _start(audio: NDArray[np.float32], rate: int) -> NDArray[np.float32]:
    """Return what is analysed for rhythm and pitch."""
    return audio[: round(LONGEST * rate)]


@dataclass(frozen=True, slots=True, eq=False)
class _Rhythm:
    strength: Strength
    seconds: float
    begun: NDArray[np.float32]
    whole: bool

    def candidates(self, named: tuple[float, ...] = ()) -> list[Candidate]:
        return tempo_candidates(
            self.strength, RATE / STEP, self.seconds, self.begun, named, whole=self.whole
        )


def _rhythm(mono: NDArray[np.float32], rate: int, wave: Wave, *, whole: bool) -> _Rhythm:
    """Return the onset strength over time, and the onsets."""
    strength = onset_strength(wave, RATE)
    total = np.average(strength, axis=0, weights=SHARES)
    begun = detect_onsets(mono, rate, total, RATE / STEP)
    return _Rhythm(strength, len(mono) / rate, begun, whole)


def _analysis(
    beat: Tempo | None, key: KeyEstimate | None, level: float | None, count: int
) -> Analysis:
    return Analysis(
        beat.bpm if beat else None,
        beat.confidence if beat else 0.0,
        key.key if key else None,
        key.confidence if key else 0.0,
        level,
        count,
        beat.other if beat else None,
        beat.other_confidence if beat else 0.0,
    )


def _tempo(name: str, says: Evidence, rhythm: _Rhythm | None = None) -> Tempo | None:
    """Return the tempo with its confidence."""
    if says.one_shot:
        return None
    named = tempo_in_name(name)
    if named.said is not None:
        return Tempo(named.said, 1.0)
    if says.tempo is not None and SLOWEST <= says.tempo <= FASTEST:
        return Tempo(says.tempo, PROVEN)
    if rhythm is None:
        return None
    hints = (*named.bare, *([says.stated_tempo] if says.stated_tempo else []))
    return choose_tempo(rhythm.candidates(hints), hints)


def _key(name: str, says: Evidence, wave: Wave | None = None) -> KeyEstimate | None:
    """Return the key or note with its confidence."""
    if named := key_in_name(name):
        return KeyEstimate(named, 1.0)
    if says.key and (tagged := parse_key(says.key)):
        return KeyEstimate(tagged, TAGGED)
    if wave is None:
        return None
    root = None if says.note in {None, NO_NOTE} else (says.note or 0) % SEMITONES
    found = chroma(magnitudes(wave, WINDOW, HOP).T, RATE / WINDOW)
    return estimate_key(found.classes, found.purity, root)


def _mono(audio: NDArray[np.float32]) -> NDArray[np.float32]:
    """Downmix and normalise the peak: float32 [frames]; empty if silent."""
    mono = mix_to_mono(np.ascontiguousarray(audio.T))
    loudest = float(np.abs(mono).max(initial=0.0))
    return np.asarray(mono / loudest if loudest > 0 else mono[:0], np.float32)


def _wave(wave: NDArray[np.float32], rate: int) -> Wave:
    """Resample to `RATE` and zero-pad to at least `WINDOW` frames."""
    frames = len(wave)
    if rate != RATE:
        frames = math.ceil(frames * (RATE / rate))
        wave = soxr.resample(wave, rate, RATE, quality="HQ")[:frames]
    return pad_zeros(wave, after=max(frames, WINDOW) - len(wave))
