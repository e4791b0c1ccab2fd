"""Accuracy of tempo and key detection on sounds with known values.

Takes a folder of unpacked Debian packages (hydrogen-drumkits, hydrogen-data, sonic-pi-samples,
lmms-common, for keys also fluid-soundfont-gm; `apt-get download`, then `dpkg -x` each into it).
Tempo: random loops of recorded drums in styles of music (seeds other than those of
`scripts/fit_tempo.py`), and patterns of songs; `exact` within 4 %, `either` also if reported as
octave ambiguous, `metrical` also half, double, a third or triple; baseline `librosa.feature.tempo`.
`reliability`: by stated confidence, the share that is right; sounds without a tempo (games, the
pack hedgewars-data if present) are included.
Key: recorded notes, and chord progressions of them; `near` also the relative key and a fifth away;
baseline the profiles of Krumhansl and Kessler.
One-shots of drums have neither and must not be given one. No seed was used for tuning.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import librosa
import numpy as np
import soundfile
from numpy.typing import NDArray

from models.analysis.analyser import analyse
from models.analysis.analysis import Analysis
from models.analysis.key import SEMITONES, Key, Mode
from scripts.labelling.grooves import grooves
from scripts.labelling.harmonies import RATE, Note, notes, progressions
from scripts.labelling.packs import corpus
from scripts.labelling.rhythms import Kits, Loop
from scripts.labelling.songs import patterns

SEEDS = range(10_000, 10_200)
STYLES = range(20_000, 20_180)
BINS = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)
"""Confidence bands."""
HELD_OUT = "hedgewars"
"""Pack excluded from all fitting."""
TIMES = (1, 2, 0.5, 3, 1 / 3)
CLOSE = 0.04
PITCHED = {"bass", "guitar", "pad", "synth loop", "ambience", "tom", "cowbell", "hand drum"}
"""Types that may have a key."""
MUSIC = "music"
"""Type of whole pieces, which have a key and a tempo."""
MAJOR = (6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88)
MINOR = (6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17)
"""Source: Krumhansl, Cognitive Foundations of Musical Pitch (1990), the probe tone ratings."""

Wave = NDArray[np.float32]
Pair = tuple[float, bool]
"""Stated confidence, and whether the result was right."""


def analyse_unnamed(wave: Wave, rate: int = RATE) -> Analysis:
    """Return the analysis of a sound without a file name."""
    return analyse(wave.reshape(len(wave), -1), rate).analysis


def tempo_accuracy(loops: Iterable[Loop], pairs: list[Pair]) -> dict[str, float]:
    """Return the accuracy of loop tempos; append confidences and outcomes to `pairs`."""
    rows = []
    for loop in loops:
        found = analyse_unnamed(loop.wave)
        pairs.append((found.tempo_confidence, _right(found.tempo, loop.bpm)[0]))
        plain = float(librosa.feature.tempo(y=loop.wave, sr=RATE)[0])
        ours = _right(found.tempo, loop.bpm)
        sure = found.sure_tempo is not None
        either = ours[0] or _right(found.other_tempo, loop.bpm)[0]
        rows.append((*ours, either, *_right(plain, loop.bpm), sure, sure and ours[0]))
    exact, metrical, either, plain_exact, plain_metrical, sure, sure_right = np.mean(rows, axis=0)
    return {
        "count": len(rows),
        "exact": exact,
        "either": either,
        "metrical": metrical,
        "sure": sure,
        "right_of_sure": sure_right / max(sure, 1e-9),
        "baseline_librosa_exact": plain_exact,
        "baseline_librosa_metrical": plain_metrical,
    }


def _right(found: float | None, bpm: float) -> tuple[bool, bool]:
    if not found:
        return False, False
    off = [abs(found / bpm / times - 1) < CLOSE for times in TIMES]
    return off[0], any(off)


def reliability(pairs: list[Pair]) -> dict[str, str]:
    """Return for each confidence band: count, mean stated confidence, share right."""
    confidence, right = np.array(pairs, np.float64).T
    found: dict[str, str] = {}
    for low, high in pairwise(BINS):
        here = (confidence >= low) & (confidence < high)
        if here.any():
            predicted, was = confidence[here].mean(), right[here].mean()
            found[f"{low:g}"] = f"{int(here.sum())} told {predicted:.3f} right {was:.3f}"
    return found


def timeless(packages: Path, pairs: list[Pair]) -> dict[str, float]:
    """Return how many game sounds are given a tempo; append the outcomes to `pairs`."""
    count = sure = 0
    for path, kind, pack in corpus(packages):
        if pack != HELD_OUT or kind == MUSIC:
            continue
        audio, rate = soundfile.read(path, dtype="float32", always_2d=True)
        found = analyse_unnamed(audio, rate)
        if found.tempo is not None:
            pairs.append((found.tempo_confidence, False))
        count, sure = count + 1, sure + (found.sure_tempo is not None)
    return {"count": count, "with_tempo": sure / max(1, count)}


def one_shots(packages: Path) -> dict[str, float]:
    """Return the share of drums given a tempo or key, and milliseconds per sound."""
    tempo = keys = count = 0
    begun = time.perf_counter()
    for path, kind, _ in corpus(packages):
        if "loop" in kind or kind in PITCHED or kind == MUSIC:
            continue
        try:
            audio, rate = soundfile.read(path, dtype="float32", always_2d=True)
        except soundfile.SoundFileError:
            continue
        found = analyse_unnamed(audio, rate)
        tempo, count = tempo + (found.sure_tempo is not None), count + 1
        keys += found.sure_key is not None
    spent = (time.perf_counter() - begun) / count
    return {
        "files": count,
        "with_tempo": tempo / count,
        "with_key": keys / count,
        "ms": spent * 1e3,
    }


def single_notes(known: list[Note]) -> dict[str, float]:
    """Return the accuracy of note detection."""
    found = [(analyse_unnamed(note.wave), note.pitch % SEMITONES) for note in known[::2]]
    right = [one.key is not None and one.key.root == root for one, root in found]
    sure = [one.sure_key is not None for one, _ in found]
    both = np.mean([a and b for a, b in zip(right, sure, strict=True)])
    return {
        "count": len(found),
        "right": float(np.mean(right)),
        "sure": float(np.mean(sure)),
        "right_of_sure": float(both / max(1e-9, float(np.mean(sure)))),
    }


def keys(known: list[Note]) -> dict[str, float]:
    """Return the accuracy of key detection on progressions."""
    rows = []
    for wave, wanted in progressions(known, SEEDS):
        found = analyse_unnamed(wave)
        exact, sure = found.key == wanted, found.sure_key is not None
        plain = _krumhansl(wave)
        rows.append((exact, found.key in _near(wanted), sure, sure and exact, plain == wanted))
    exact, near, sure, sure_right, plain = np.mean(rows, axis=0)
    return {
        "exact": exact,
        "near": near,
        "sure": sure,
        "right_of_sure": sure_right / max(sure, 1e-9),
        "baseline_krumhansl_exact": plain,
    }


def _near(wanted: Key) -> set[Key]:
    major = wanted.mode is Mode.MAJOR
    relative = Key(
        (wanted.root + (9 if major else 3)) % SEMITONES, Mode.MINOR if major else Mode.MAJOR
    )
    fifths = {Key((wanted.root + by) % SEMITONES, wanted.mode) for by in (5, 7)}
    return {wanted, relative, *fifths}


def _krumhansl(wave: Wave) -> Key:
    chroma = librosa.feature.chroma_stft(y=wave, sr=RATE, n_fft=8192).sum(axis=1)
    fits = {
        Key(root, mode): float(np.corrcoef(np.roll(profile, root), chroma)[0, 1])
        for mode, profile in ((Mode.MAJOR, MAJOR), (Mode.MINOR, MINOR))
        for root in range(SEMITONES)
    }
    return max(fits, key=lambda one: fits[one])


def _shown(figure: object) -> str:
    return f"{figure:.3g}" if isinstance(figure, float | int) else str(figure)


def main() -> None:
    """Print one line per figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("packages", type=Path)
    packages = parser.parse_args().packages
    kits, pairs = Kits(packages), list[Pair]()
    result: dict[str, object] = {
        "bench": "analysis",
        "tempo": tempo_accuracy(kits.loops(SEEDS), pairs),
        "tempo_of_styles": tempo_accuracy((loop for _, loop in grooves(kits, STYLES)), pairs),
        "tempo_of_songs": tempo_accuracy(patterns(packages, kits), pairs),
        "without_tempo": timeless(packages, pairs),
        "reliability": reliability(pairs),
    }
    result["one_shots"] = one_shots(packages)
    fonts = sorted(packages.rglob("FluidR3_GM.sf2"))
    if fonts:
        known = notes(fonts[0])
        result |= {"notes": single_notes(known), "keys": keys(known)}
    for name, figures in result.items():
        if isinstance(figures, dict):
            words = (f"{what} {_shown(figure)}" for what, figure in figures.items())
            print(f"{name}: " + ", ".join(words))
    print(json.dumps(result))


if __name__ == "__main__":
    main()
