"""Drum loops of known tempo: random patterns played by recorded kits.

Three ways to cut a loop: its tail wraps around to the start, is cut off, or rings out after the
last beat (so that the loop is longer than its beats).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile
import soxr
from numpy.typing import NDArray

from scripts.labelling.packs import corpus

RATE = 44_100
SLOWEST, FASTEST = 70.0, 180.0
PATTERNS = {
    "kick": ("x.......x.......", "x...x...x...x...", "x......x..x.....", "x..x..x...x..x.."),
    "snare": ("....x.......x...", "....x..x.x..x...", "....x.......x..x", "........x......."),
    "hat": ("x.x.x.x.x.x.x.x.", "xxxxxxxxxxxxxxxx", "..x...x...x...x.", "x.xxx.xxx.xxx.xx"),
}
KINDS_OF_PARTS = {
    "kick": ("kick",),
    "snare": ("snare", "clap"),
    "hat": ("closed hat", "shaker", "open hat"),
}
LOUD = {"kick": 1.0, "snare": 0.8, "hat": 0.5}
LATE = 0.004
"""Standard deviation of human timing in seconds."""
SWING = 0.15
"""Delay of every other sixteenth, as a fraction of one, in a third of the loops."""

INSTEAD = ("rim", "tom", "snare")
"""Substitutes for a part that a kit lacks, first available one."""

Wave = NDArray[np.float32]
"""float32 [frames] at `RATE`."""
Sound = tuple[float, Wave, float]
"""Onset in seconds, frames, and level."""
Chance = np.random.Generator


@dataclass(frozen=True, slots=True)
class Stroke:
    """A note of a pattern."""

    beat: float
    part: str
    """Kind of drum."""
    level: float
    """0 to 1."""


@dataclass(frozen=True, slots=True, eq=False)
class Loop:
    """A loop."""

    wave: Wave
    bpm: float
    cut: str
    """`wrapped`, `cut` or `tail`."""


class Kits:
    """The kits of hydrogen-drumkits that have kick, snare and hat."""

    def __init__(self, packages: Path) -> None:
        kits: dict[str, dict[str, list[Path]]] = defaultdict(lambda: defaultdict(list))
        for path, kind, pack in corpus(packages):
            if pack.startswith(("hydrogen", "black pearl")):
                kits[pack][kind].append(path)
        self._kits = [
            kits[pack]
            for pack in sorted(kits)
            if all(any(kind in kits[pack] for kind in kinds) for kinds in KINDS_OF_PARTS.values())
        ]
        self._waves: dict[Path, Wave] = {}

    def loops(self, seeds: range) -> Iterator[Loop]:
        """Yield a loop for each seed, deterministically."""
        for seed in seeds:
            yield self._loop(np.random.default_rng(seed))

    def _loop(self, chance: np.random.Generator) -> Loop:
        bpm = float(np.round(chance.uniform(SLOWEST, FASTEST), 1))
        bars = int(chance.choice([1, 1, 2, 4]))
        strokes = {
            part: patterns[chance.integers(len(patterns))] * bars
            for part, patterns in PATTERNS.items()
        }
        return self.played(strokes, bpm, bars, chance)

    def played(self, strokes: dict[str, str], bpm: float, bars: int, chance: Chance) -> Loop:
        """Return a loop of `bars` bars.

        Args:
            strokes: For kick, snare and hat, an `x` for each sixteenth with an onset.
            bpm: Beats per minute.
            bars: Of four beats.
            chance: Selects kit, timing, and how the loop is cut.
        """
        kit = self._kits[chance.integers(len(self._kits))]
        swing, sixteenth = float(chance.choice([0, 0, SWING])), 15 / bpm

        def sounds() -> Iterator[Sound]:
            for part, kinds in KINDS_OF_PARTS.items():
                files = next(kit[kind] for kind in kinds if kind in kit)
                wave = self._wave(files[chance.integers(len(files))])
                for at in (at for at, stroke in enumerate(strokes[part]) if stroke == "x"):
                    when = (at + (swing if at % 2 else 0)) * sixteenth + chance.normal(0, LATE)
                    yield when, wave, LOUD[part] * (0.7 + 0.3 * chance.random())

        return _mixed(sounds(), bpm, bars * 16 * sixteenth, chance)

    def struck(
        self, strokes: list[Stroke], bpm: float, beats: float, times: int, chance: Chance
    ) -> Loop:
        """Return a repeated pattern.

        Args:
            strokes: Onsets of the pattern.
            bpm: Beats per minute.
            beats: Length of the pattern.
            times: Number of repetitions.
            chance: Selects kit, timing, and how the loop is cut.
        """
        kit = self._kits[chance.integers(len(self._kits))]
        waves: dict[str, Wave] = {}
        for part in sorted({stroke.part for stroke in strokes}):
            files = next(kit[kind] for kind in (part, *INSTEAD) if kind in kit)
            waves[part] = self._wave(files[chance.integers(len(files))])

        def sounds() -> Iterator[Sound]:
            for time in range(times):
                for stroke in strokes:
                    when = (time * beats + stroke.beat) * 60 / bpm + chance.normal(0, LATE)
                    yield when, waves[stroke.part], stroke.level

        return _mixed(sounds(), bpm, times * beats * 60 / bpm, chance)

    def _wave(self, path: Path) -> Wave:
        if path not in self._waves:
            read, rate = soundfile.read(path, dtype="float32", always_2d=True)
            mono = soxr.resample(read.mean(axis=1), rate, RATE)
            self._waves[path] = (mono / max(1e-9, np.abs(mono).max())).astype(np.float32)
        return self._waves[path]


def _mixed(sounds: Iterator[Sound], bpm: float, seconds: float, chance: Chance) -> Loop:
    """Return a loop mixed from sounds."""
    length = round(seconds * RATE)
    room = np.zeros(2 * length + 10 * RATE, np.float32)
    for when, wave, level in sounds:
        begin = max(0, round(when * RATE))
        end = min(len(room), begin + len(wave))
        room[begin:end] += np.float32(level) * wave[: end - begin]
    cut = str(chance.choice(["wrapped", "cut", "tail"]))
    return Loop(_cut(room, length, cut), bpm, cut)


def _cut(room: Wave, length: int, cut: str) -> Wave:
    wave = room[:length].copy()
    if cut == "wrapped":
        wave += room[length : 2 * length]
    elif cut == "tail":
        audible = np.flatnonzero(np.abs(room) > 1e-3 * np.abs(room).max())
        wave = room[: max(length, int(audible[-1]))]
    return np.asarray(wave / np.abs(wave).max(), np.float32)
