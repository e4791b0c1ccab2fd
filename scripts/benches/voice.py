"""Questions by voice and by tapping: the place of the sound that is imitated, by several ways.

Takes folders of sounds. Each sound is imitated by synthesis: a voice that follows its pitch (in the
range of a voice), level and brightness with vowels and hiss, 10 % slower or faster; each loop is
tapped as well: knocks at its onsets, 20 ms off, 3 % slower or faster. Sounds are split by a digest
of their names into those that weights were chosen by and those that they were not. Reported for
both: mean reciprocal rank, and the share of imitations whose sound is among the first 1 and 10.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from actors.embeddings.extraction import Unembedded, extract_features, load_model
from models.embedding.aspect import IMITATION, WEIGHTS, Weights
from models.embedding.features import unpack_features
from models.embedding.space.query_vector import query_vector
from models.similarity.level_curve import (
    CURVE,
    LENGTH,
    LevelCurve,
    curve_similarity,
    length_similarity,
    level_curve,
)
from models.waveform.onset.transients import Transients
from scripts.benches.contour import Contour, agreement, contour

Floats = NDArray[np.float32]
RATE = 44_100
ENDINGS = {".wav", ".flac", ".aiff", ".aif", ".ogg"}
VOWELS = (
    (300, 870, 2240),
    (570, 840, 2410),
    (730, 1090, 2440),
    (530, 1840, 2480),
    (270, 2290, 3010),
)
"""Formants in Hz of oo, aw, ah, eh, ee, from dark to bright. Source: G. E. Peterson and H. L.
Barney, "Control methods used in a study of the vowels", 1952."""
LONGEST = 3.0
"""Seconds of an imitation."""
APART, LEAST = 0.09, 4
"""Least seconds between two taps, and least number of them."""


def read(path: Path) -> Floats:
    """Return the beginning of a file as mono at `RATE`."""
    found, rate = soundfile.read(path, dtype="float32", always_2d=True)
    mono = found.mean(axis=1)
    if rate != RATE:
        at = np.arange(round(len(mono) * RATE / rate)) * rate / RATE
        mono = np.interp(at, np.arange(len(mono)), mono).astype(np.float32)
    return np.asarray(mono[: round(LONGEST * RATE)], np.float32)


def imitation(sound: Floats, chance: np.random.Generator) -> Floats | None:
    """Return a voice that imitates a sound; `None` if that is silent."""
    curves = contour(sound, RATE)
    if curves is None:
        return None
    length = min(LONGEST, max(0.12, curves.length * float(chance.uniform(0.9, 1.1))))
    count = 4410 * max(1, round(length * RATE / 4410))  # transforms of other lengths are slow
    at = np.linspace(0, 1, count)
    points = np.linspace(0, 1, len(curves.level))
    level = np.interp(at, points, curves.level + chance.normal(0, 2, len(points)))
    pitch = np.interp(at, points, np.clip(curves.pitch, -12, 12)) + chance.normal(0, 0.3)
    bright = np.interp(at, points, curves.brightness)
    voiced = np.interp(at, points, curves.voiced)
    drift = np.interp(at, np.linspace(0, 1, 8), chance.normal(0, 0.4, 8))
    pitched = 140.0 * 2 ** ((pitch + drift) / 12 + float(chance.uniform(-0.3, 0.6)))
    phase = 2 * np.pi * np.cumsum(pitched) / RATE
    source = 2 * ((phase / (2 * np.pi)) % 1.0) - 1  # all harmonics: a vowel leaves few of them
    vowel = VOWELS[int(np.clip(np.mean(bright) + 2.5, 0, 4))]
    sung = np.zeros(count)
    for number, formant in enumerate(vowel):
        sung += _resonance(source, formant) / (1 + number)
    hiss = _hiss(chance.normal(size=count), bright)
    sung /= np.abs(sung).max() + 1e-9
    hiss /= np.abs(hiss).max() + 1e-9
    mixed = (voiced * sung + (1 - 0.8 * voiced) * hiss) * 10 ** (level / 20)
    mixed = mixed / (np.abs(mixed).max() + 1e-9) * 0.4 + chance.normal(0, 0.0005, count)
    found: Floats = mixed.astype(np.float32)
    return found


def _resonance(source: NDArray[np.float64], frequency: float) -> NDArray[np.float64]:
    """Return the source through a resonance of 90 Hz width, by its spectrum."""
    spectrum = np.fft.rfft(source)
    at = np.fft.rfftfreq(len(source), 1 / RATE)
    return np.fft.irfft(spectrum / (1 + ((at - frequency) / 45) ** 2), len(source))


def _hiss(noise: NDArray[np.float64], bright: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return noise as a mouth makes it: between "ff" and "ss", brighter where the sound is."""
    spectrum, at = np.fft.rfft(noise), np.fft.rfftfreq(len(noise), 1 / RATE)
    dark = np.fft.irfft(spectrum * np.exp(-(((at - 1200) / 900) ** 2)), len(noise))
    light = np.fft.irfft(spectrum * np.exp(-(((at - 6000) / 2500) ** 2)), len(noise))
    share = np.clip((bright + 1) / 4, 0, 1)
    return np.asarray((1 - share) * dark / dark.std() + share * light / light.std())


def tapping(sound: Floats, chance: np.random.Generator) -> Floats | None:
    """Return knocks at the onsets of a sound; `None` if it has fewer than four."""
    transients = Transients(1, RATE)
    transients.append(sound[None])
    onsets = np.array(transients.finish(), np.float64) / RATE
    onsets = onsets[np.insert(np.diff(onsets) > APART, 0, values=True)] if len(onsets) else onsets
    if len(onsets) < LEAST:
        return None
    times = onsets * chance.uniform(0.97, 1.03) + chance.normal(0, 0.02, len(onsets))
    times = np.maximum(times - times.min(), 0)
    count = 4410 * (1 + int((times.max() + 0.3) * RATE / 4410))
    made = chance.normal(0, 0.0005, count)
    knock = np.exp(-np.arange(round(0.08 * RATE)) / (0.015 * RATE))
    for time in times:
        begin = round(time * RATE)
        end = min(count, begin + len(knock))
        noise = chance.normal(0, 1, end - begin) + 2 * np.sin(
            2 * np.pi * 180 * np.arange(end - begin) / RATE
        )
        made[begin:end] += 0.2 * chance.uniform(0.6, 1.0) * noise * knock[: end - begin]
    return made.astype(np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Imitation:
    """A sound that asks for another one."""

    about: int
    """Number of the sound that is imitated."""
    features: Floats
    curve: LevelCurve
    contour: Contour
    tapped: bool


@dataclass(slots=True, eq=False)
class Corpus:
    """Sounds, and imitations of them."""

    names: list[str] = field(default_factory=list)
    features: list[Floats] = field(default_factory=list)
    curves: list[LevelCurve] = field(default_factory=list)
    contours: list[Contour] = field(default_factory=list)
    imitations: list[Imitation] = field(default_factory=list)


def load(files: list[Path]) -> Corpus:
    """Return all sounds with their imitations."""
    model, corpus = load_model(), Corpus()
    with tempfile.TemporaryDirectory() as folder:
        take = Path(folder) / "take.wav"
        for path in files:
            sound = read(path)
            curve, shape = level_curve(sound, RATE), contour(sound, RATE)
            if curve is None or shape is None:
                continue
            try:
                corpus.features.append(unpack_features(extract_features(model, bytes(path))))
            except Unembedded:
                continue
            seed = int.from_bytes(hashlib.sha256(path.name.encode()).digest()[:4], "big")
            corpus.names.append(path.name)
            corpus.curves.append(curve)
            corpus.contours.append(shape)
            for make in (imitation, tapping):
                made = make(sound, np.random.default_rng(seed))
                if made is None:
                    continue
                soundfile.write(take, made, RATE)
                course, moved = level_curve(made, RATE), contour(made, RATE)
                if course is not None and moved is not None:
                    asked = unpack_features(extract_features(model, bytes(take)))
                    about = len(corpus.names) - 1
                    corpus.imitations.append(
                        Imitation(about, asked, course, moved, make is tapping)
                    )
    return corpus


def ways(corpus: Corpus) -> dict[str, NDArray[np.float64]]:
    """Return the score of each sound for each imitation by each way: [imitations, sounds]."""
    space = load_model().space
    placed = space.project(np.array(corpus.features))
    asked = space.project(np.array([one.features for one in corpus.imitations]))

    def by(weights: Weights) -> NDArray[np.float64]:
        made = [query_vector(space, one[None], None, weights) for one in asked]
        return np.asarray(np.array(made) @ placed.T, np.float64)

    def compared(measure: Callable[[Imitation, int], float]) -> NDArray[np.float64]:
        numbers = range(len(corpus.names))
        return np.array([[measure(one, row) for row in numbers] for one in corpus.imitations])

    curve = compared(lambda one, row: curve_similarity(one.curve, corpus.curves[row]))
    length = compared(lambda one, row: length_similarity(one.curve, corpus.curves[row]))
    pitch = compared(lambda one, row: agreement(one.contour, corpus.contours[row]).pitch)
    plain, weighted = by(WEIGHTS), by(IMITATION)
    ours = weighted + CURVE * curve + LENGTH * length
    return {
        "plain": plain,
        "weighted": weighted,
        "weighted, pitch contour": weighted + 0.1 * pitch,
        "pitch contour alone": pitch,
        "level curve alone": curve,
        "ours": ours,
        "ours, pitch contour": ours + 0.1 * pitch,
    }


def figures(places: NDArray[np.int64]) -> dict[str, float]:
    """Return mean reciprocal rank, and shares of the places up to 1 and 10."""
    shares = {f"first {count}": round(float((places <= count).mean()), 3) for count in (1, 10)}
    return {"MRR": round(float((1 / places).mean()), 3), **shares}


def main() -> None:
    """Print one line per way, and JSON last."""
    words = argparse.ArgumentParser(prog="scripts/bench voice", description=__doc__)
    words.add_argument("folders", type=Path, nargs="+")
    words.add_argument("--each", type=int, default=1, metavar="N", help="only every Nth file")
    given = words.parse_args()
    files = sorted(
        path
        for folder in given.folders
        for path in folder.rglob("*")
        if path.suffix.lower() in ENDINGS
    )
    corpus = load(files[:: given.each])
    about = np.array([one.about for one in corpus.imitations])
    tapped = np.array([one.tapped for one in corpus.imitations])
    named = [hashlib.sha256(corpus.names[row].encode()).digest()[0] for row in about]
    tuned = np.array(named) % 2 == 0
    sets = {
        "voice, tune": tuned & ~tapped,
        "voice, test": ~tuned & ~tapped,
        "tapped, tune": tuned & tapped,
        "tapped, test": ~tuned & tapped,
    }
    counts = {name: int(chosen.sum()) for name, chosen in sets.items()}
    report: dict[str, object] = {"bench": "voice", "sounds": len(corpus.names), "asked": counts}
    print(f"{len(corpus.names)} sounds; imitations: {counts}")
    for name, scores in ways(corpus).items():
        right = scores[np.arange(len(about)), about]
        places = (scores >= right[:, None]).sum(axis=1)  # of equal scores the worst place
        found = {group: figures(places[chosen]) for group, chosen in sets.items() if chosen.any()}
        report[name] = found
        print(f"{name}: " + "; ".join(f"{group} {one}" for group, one in found.items()))
    print(json.dumps(report))


if __name__ == "__main__":
    main()
