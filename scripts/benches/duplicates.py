"""Duplicate detection: recall on re-encoded copies, false positives on other sounds.

Needs: samples.

For each form of copy: residual of the null test in dB, shares found identical or likely
(docs/decisions/0011-duplicates.md), the excess of the fingerprint's bound over the residual, and
the similarity of vectors (pairs below `candidates.ALIKE` are not tested). For other sounds: the
most similar pairs. With `--layers DIR` also neighbouring files in a folder of drum kits, which are
layers of one drum or different drums: none of them may be reported as a duplicate.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import soundfile
import soxr

from actors.embeddings.duplicates.comparison import (
    SLACK,
    Incomparable,
    compare_files,
    lowest_residual,
)
from actors.embeddings.extraction import Unembedded, extract_features, load_model
from actors.library.scan.header import read_header
from actors.media.error import Unreadable
from models.audio.units import Frames, Hertz, SampleId, SourceId
from models.duplicates.candidates import THRESHOLD
from models.duplicates.group import Kind
from models.duplicates.merit import merits
from models.duplicates.null_test import Audio
from models.duplicates.proof import proven_kind, residual_limit
from models.embedding.features import unpack_all_features
from models.library.sample import Sample

LONGEST = 10.0
ROOM = 0.95
"""Gain that keeps most inter-sample peaks from clipping; within `proof.LEVEL` of the original."""
NEARLY = -30.0
"""Residual in dB below which the fingerprint's bound does not matter."""
OTHERS = 300
"""Number of pairs of other sounds, most similar first."""
Form = Callable[[Audio, int], tuple[Audio, int]]


def _trimmed(audio: Audio, rate: int) -> tuple[Audio, int]:
    loud = np.flatnonzero(np.abs(audio).max(1) > 0.01 * np.abs(audio).max())
    return audio[loud[0] : loud[-1] + 1], rate


def _plain(audio: Audio, rate: int) -> tuple[Audio, int]:
    return audio, rate


FORMS: Mapping[str, tuple[str, str | None, float | None, Form]] = {
    "16 bit, -6 dB": ("wav", "PCM_16", None, lambda audio, rate: (audio * 0.5, rate)),
    "24 bit, other polarity": ("wav", "PCM_24", None, lambda audio, rate: (-audio, rate)),
    "AIFF": ("aiff", "PCM_16", None, _plain),
    "48 kHz": (
        "wav",
        None,
        None,
        lambda audio, rate: (soxr.resample(audio, rate, 48e3) * ROOM, 48_000),
    ),
    "22 kHz": (
        "wav",
        None,
        None,
        lambda audio, rate: (soxr.resample(audio, rate, 22050) * ROOM, 22_050),
    ),
    "mono": ("wav", None, None, lambda audio, rate: (audio.mean(1, keepdims=True), rate)),
    "later": ("wav", None, None, lambda audio, rate: (np.pad(audio, ((1234, 0), (0, 0))), rate)),
    "trimmed at -40 dB": ("wav", None, None, _trimmed),
    "vorbis 130 kbit": ("ogg", None, 0.7, _plain),
    "vorbis 190 kbit": ("ogg", None, 0.4, _plain),
    "vorbis 340 kbit": ("ogg", None, 0.0, _plain),
    "mp3 90 kbit": ("mp3", None, 0.5, _plain),
    "mp3 160 kbit": ("mp3", None, 0.0, _plain),
    "opus": (
        "ogg",
        "OPUS",
        None,
        lambda audio, rate: (soxr.resample(audio, rate, 48e3) * ROOM, 48_000),
    ),
}
"""Extension, subtype, `compression_level` of soundfile, and processing applied first."""


def _sample(path: Path) -> Sample:
    """Return a file as a library row."""
    with path.open("rb") as file:
        sound = read_header(file.fileno())
    name = os.fsencode(path)
    return Sample(
        SampleId(0),
        SourceId(0),
        name,
        path.name,
        Frames(sound.frames),
        Hertz(sound.rate),
        sound.channels,
        sound.format,
    )


def _tested(one: Path, other: Path) -> tuple[float, float, Kind | None, bool]:
    """Return the residual of two files, the fingerprint's bound, their kind, whether they align."""
    first, second = _sample(one), _sample(other)
    best, lesser = sorted((first, second), key=merits)
    proof = compare_files(first.path, second.path)
    least = lowest_residual(first.path, second.path)
    kind = proven_kind(best, lesser, proof)
    return proof.left, least, kind, least <= residual_limit(first, second) + SLACK


def layers(folder: Path) -> dict[str, object]:
    """Compare each file with the next four in its folder."""
    report: list[tuple[float, Kind | None, bool, str]] = []
    for place in sorted({path.parent for path in folder.rglob("*.*")}):
        files = sorted(path for path in place.iterdir() if path.is_file())
        for at, one in enumerate(files):
            for other in files[at + 1 : at + 5]:
                if one.read_bytes() == other.read_bytes():
                    continue
                try:
                    left, _, kind, aligned = _tested(one, other)
                except (Incomparable, Unreadable):
                    continue
                report.append((left, kind, aligned, f"{one.relative_to(folder)} {other.name}"))
    report.sort(key=lambda one: one[0])
    for left, kind, _, names in report[:40]:
        print(f"{left:6.1f} {'' if kind is None else kind.value:7} {names}")
    return {
        "pairs": len(report),
        "aligned": sum(aligned for _, _, aligned, _ in report),
        "same": sum(kind is Kind.NEAR for _, kind, _, _ in report),
        "likely": sum(kind is Kind.LIKELY for _, kind, _, _ in report),
    }


def run(sounds: list[Path], folder: Path) -> dict[str, object]:
    """Measure copies of these sounds, and the sounds against each other."""
    model = load_model()
    features = {path: extract_features(model, os.fsencode(path)) for path in sounds}
    space = model.space.adapted(unpack_all_features(list(features.values())))
    vectors = {path: space.project(unpack_all_features([one]))[0] for path, one in features.items()}
    report: dict[str, object] = {}
    for name, (ending, subtype, small, form) in FORMS.items():
        left, similarity, over, kinds, aligned = [], [], [], [], []
        for path in sounds:
            audio, rate = soundfile.read(path, dtype="float32", always_2d=True)
            # Unique names, as file contents are cached by path.
            copy = folder / f"{path.stem} {name}.{ending}"
            written, at = form(audio, rate)
            soundfile.write(copy, written, at, subtype=subtype, compression_level=small)
            null, least, kind, worth_it = _tested(path, copy)
            left.append(null)
            over.append(least - max(null, NEARLY))
            kinds.append(kind)
            aligned.append(worth_it)
            try:
                vector = space.project(
                    unpack_all_features([extract_features(model, os.fsencode(copy))])
                )[0]
            except Unembedded:
                vector = np.zeros(space.size, np.float32)
            similarity.append(float(vectors[path] @ vector))
        report[name] = {
            "left median": round(float(np.median(left)), 1),
            "left most": round(max(left), 1),
            "same": round(float(np.mean([kind is Kind.NEAR for kind in kinds])), 3),
            "same or likely": round(float(np.mean([kind is not None for kind in kinds])), 3),
            "imprint over by": round(max(over), 2),
            "aligned": round(float(np.mean(aligned)), 3),
            "alike": round(float(np.mean(np.array(similarity) >= THRESHOLD)), 3),
            "alike least": round(min(similarity), 3),
        }
    pairs = sorted(
        itertools.combinations(sounds, 2), key=lambda pair: -(vectors[pair[0]] @ vectors[pair[1]])
    )[:OTHERS]
    begun = time.perf_counter()
    others = [_tested(one, other) for one, other in pairs]
    report["other sounds"] = {
        "left least": round(min(left for left, _, _, _ in others), 1),
        "taken for one": sum(kind is not None for _, _, kind, _ in others),
        "aligned": sum(aligned for _, _, _, aligned in others),
        "ms a pair": round(1e3 * (time.perf_counter() - begun) / len(pairs), 1),
    }
    return report


def main() -> None:
    """Print one line per form."""
    parser = argparse.ArgumentParser(prog="scripts/bench duplicates", description=__doc__)
    parser.add_argument("--sounds", type=int, default=60)
    parser.add_argument("--layers", type=Path, default=None, metavar="DIR")
    asked = parser.parse_args()
    count = asked.sounds
    paths = sorted(Path(os.environ["SEMPAL_TEST_SAMPLES"]).rglob("*.flac"))
    short = [path for path in paths if soundfile.info(path).duration < LONGEST]
    with tempfile.TemporaryDirectory(prefix="sempal-bench-") as place:
        report = run(
            [short[at] for at in np.random.default_rng(1).permutation(len(short))[:count]],
            Path(place),
        )
    if asked.layers is not None:
        report["layers"] = layers(asked.layers)
    for name, what in report.items():
        print(f"{name}: {what}")
    print(json.dumps(report))


if __name__ == "__main__":
    main()
