"""Collect labelled sounds: `python -m scripts.label_sounds PACKAGES OUT`.

PACKAGES holds the unpacked Debian packages sonic-pi-samples (CC0), fluid-soundfont-gm and
musescore-general-soundfont-lossless (MIT; `apt-get download` and `dpkg -x` of each). Writes the
sounds of the fonts and `labelled.csv` (path, type, pack) into OUT, with the demo, words spoken by
Debian's `flite`, and drum machine and synthesiser sounds of our own synthesis. The two fonts share
sounds, so they are one pack.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import soundfile

from models.types.sound_type import SoundType
from scripts.labelling import names
from scripts.labelling.soundfont import Sound, sounds
from scripts.labelling.speech import synthesise_speech
from scripts.labelling.synthesis import synthesise

DEMO = Path(__file__).parents[1] / "data" / "demo"
DRUMS = 128
"""The drum bank."""
SHORTEST, QUIETEST = 0.04, 50
"""Minimum duration in seconds, and minimum peak of 32 767."""
MOST = 2
"""Maximum sounds of a font per program."""

Labelled = tuple[Path, SoundType, str]


def of_font(path: Path, out: Path) -> Iterator[Labelled]:
    given: Counter[frozenset[tuple[int, int]]] = Counter()
    for at, sound in enumerate(sounds(path)):
        kind = _kind(sound)
        loud = len(sound.audio) > SHORTEST * sound.rate and np.abs(sound.audio).max() > QUIETEST
        if kind is None or not loud or given[sound.programs] == MOST:
            continue
        given[sound.programs] += all(bank != DRUMS for bank, _ in sound.programs)
        place = out / f"{path.stem} {at}.wav"
        soundfile.write(place, sound.audio, sound.rate)
        yield place, kind, "fonts"


def _kind(sound: Sound) -> SoundType | None:
    if any(bank == DRUMS for bank, _ in sound.programs):
        return names.drum(sound.name) or names.drum(" ".join(sorted(sound.instruments)))
    kinds = {names.program(number) for bank, number in sound.programs if bank == 0}
    return kinds.pop() if len(kinds) == 1 else None


def label_all(packages: Path, out: Path) -> Iterator[Labelled]:
    for path in sorted(packages.rglob("sonic-pi/samples/*.flac")):
        if (kind := names.sonic_pi(path.stem)) is not None:
            yield path, kind, "sonic-pi"
    for path in sorted(DEMO.rglob("*.*")):
        if (kind := names.demo(path.relative_to(DEMO).parts[:-1])) is not None:
            yield path, kind, "demo"
    for font in ("FluidR3_GM.sf2", "MuseScore_General_Full.sf2"):
        for path in packages.rglob(font):
            yield from of_font(path, out)
    for path in synthesise_speech(out):
        yield path, SoundType.VOCAL, "flite"
    for path, kind in synthesise(out):
        yield path, kind, "synthesis"


def main() -> None:
    packages, out = map(Path, sys.argv[1:3])
    out.mkdir(parents=True, exist_ok=True)
    found = list(label_all(packages, out))
    with (out / "labelled.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("path", "type", "pack"))
        writer.writerows((path, kind.value, pack) for path, kind, pack in found)
    counts = Counter((kind.value, pack) for _, kind, pack in found)
    for (kind, pack), count in sorted(counts.items()):
        print(f"{kind}\t{pack}\t{count}")


if __name__ == "__main__":
    main()
