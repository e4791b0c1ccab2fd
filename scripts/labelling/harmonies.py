"""Recorded notes of a SoundFont whose names state the pitch, and progressions in known keys."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soxr
from numpy.typing import NDArray

from models.analysis.key import SEMITONES, Key, Mode, parse_key
from models.analysis.tonality import SCALES
from scripts.labelling import soundfont

RATE = 44_100
_NAMED = re.compile(r"(?<![A-Za-z])(?P<note>[A-G][#b]?) ?(?P<octave>\d)(?!\d)")
TRANSPOSING = re.compile(r"B3|Sax|Alto|Tenor|Baritone|Soprano|Horn|Clarinet|Bass", re.IGNORECASE)
"""Names that do not state the sounding pitch: transposing instruments, or an organ called B3."""
SHORTEST, LONGEST = 0.5, 10.0
"""Range of note durations in seconds."""
FEWEST = 4
"""Minimum number of notes per instrument."""
PROGRESSIONS = (
    (Mode.MAJOR, (0, 4, 5, 3)),
    (Mode.MAJOR, (0, 3, 4, 0)),
    (Mode.MAJOR, (0, 5, 3, 4)),
    (Mode.MAJOR, (1, 4, 0, 0)),
    (Mode.MINOR, (0, 3, 4, 0)),
    (Mode.MINOR, (0, 6, 5, 6)),
    (Mode.MINOR, (0, 5, 2, 6)),
    (Mode.MINOR, (0, 3, 0, 4)),
)
"""Chord roots as scale degrees."""

Wave = NDArray[np.float32]
"""float32 [frames] at `RATE`."""


@dataclass(frozen=True, slots=True, eq=False)
class Note:
    """A recorded note."""

    instrument: str
    pitch: int
    """MIDI note number: 60 is C4."""
    wave: Wave


def notes(font: Path) -> list[Note]:
    """Return the notes of a SoundFont whose names state the pitch."""
    found = []
    for sound in soundfont.sounds(font):
        match = _NAMED.search(sound.name)
        drum = any(bank == soundfont.DRUMS for bank, _ in sound.programs)
        if match is None or drum or TRANSPOSING.search(sound.name):
            continue
        named = parse_key(match["note"])
        audio = sound.audio[: round(LONGEST * sound.rate)].astype(np.float32) / 32768
        if named is None or len(audio) < SHORTEST * sound.rate:
            continue
        pitch = SEMITONES * (int(match["octave"]) + 1) + named.root
        instrument = sound.name[: match.start()].strip()
        wave = np.asarray(soxr.resample(audio, sound.rate, RATE), np.float32)
        found.append(Note(instrument, pitch, wave / max(1e-9, float(np.abs(wave).max()))))
    return found


def progressions(known: list[Note], seeds: range) -> Iterator[tuple[Wave, Key]]:
    """Yield chords with bass, sometimes melody, and their key per seed, deterministically."""
    groups: dict[str, list[Note]] = defaultdict(list)
    for note in known:
        groups[note.instrument].append(note)
    players = [groups[name] for name in sorted(groups) if len(groups[name]) >= FEWEST]
    for seed in seeds:
        yield _progression(players, np.random.default_rng(seed))


def _progression(players: list[list[Note]], chance: np.random.Generator) -> tuple[Wave, Key]:
    mode, steps = PROGRESSIONS[chance.integers(len(PROGRESSIONS))]
    root, scale = int(chance.integers(SEMITONES)), SCALES[mode]
    chords, bass = (players[chance.integers(len(players))] for _ in range(2))
    seconds = float(chance.uniform(0.5, 1.6))
    base = 60 + root - (SEMITONES if root > SEMITONES // 2 else 0)

    def pitch(degree: int) -> int:
        return base + scale[degree % len(scale)] + SEMITONES * (degree // len(scale))

    bars = []
    for step in steps:
        bar = np.sum([_played(chords, pitch(step + k), seconds) for k in (0, 2, 4)], axis=0)
        bar += 0.8 * _played(bass, pitch(step) - 2 * SEMITONES, seconds)
        if chance.random() < 0.6:
            quick = [_played(chords, pitch(int(chance.integers(7))) + 12, seconds / 4)] * 4
            sung = np.concatenate(quick)[: len(bar)]
            bar[: len(sung)] += 0.5 * sung
        bars.append(bar)
    wave = np.concatenate(bars)
    return np.asarray(wave / np.abs(wave).max(), np.float32), Key(root, mode)


def _played(player: list[Note], pitch: int, seconds: float) -> Wave:
    """Return a note of the given pitch: the nearest recording, resampled."""
    note = min(player, key=lambda one: abs(one.pitch - pitch))
    speed = 2 ** ((pitch - note.pitch) / SEMITONES)
    frames = round(seconds * RATE)
    at = np.arange(frames) * speed
    wave = np.interp(at, np.arange(len(note.wave)), note.wave, right=0.0)
    fade = np.minimum(1, np.arange(frames)[::-1] / (0.02 * RATE))
    return np.asarray(wave * fade, np.float32)
