"""Recordings that are surely of one type, and the demo.

Out of the unpacked Debian packages sonic-pi-samples (CC0), fluid-soundfont-gm and
musescore-general-soundfont-lossless (MIT).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import soundfile

from models.types.sound_type import SoundType
from scripts.labelling import names
from scripts.labelling.soundfont import Sound, sounds

DEMO = Path(__file__).parents[2] / "data" / "demo"
DRUMS = 128
"""The drum bank."""
SHORTEST, QUIETEST = 0.04, 50
"""Minimum duration in seconds, and minimum peak of 32 767."""
MOST = 2
"""Maximum sounds of a font per program."""

Labelled = tuple[Path, SoundType]


def of_font(path: Path, out: Path) -> Iterator[Labelled]:
    """Yield the sounds of a font that are of one type, written to `out`."""
    given: Counter[frozenset[tuple[int, int]]] = Counter()
    for at, sound in enumerate(sounds(path)):
        kind = _kind(sound)
        loud = len(sound.audio) > SHORTEST * sound.rate and np.abs(sound.audio).max() > QUIETEST
        if kind is None or not loud or given[sound.programs] == MOST:
            continue
        given[sound.programs] += all(bank != DRUMS for bank, _ in sound.programs)
        place = out / f"{path.stem} {at}.wav"
        soundfile.write(place, sound.audio, sound.rate)
        yield place, kind


def _kind(sound: Sound) -> SoundType | None:
    if any(bank == DRUMS for bank, _ in sound.programs):
        return names.drum(sound.name) or names.drum(" ".join(sorted(sound.instruments)))
    kinds = {names.program(number) for bank, number in sound.programs if bank == 0}
    return kinds.pop() if len(kinds) == 1 else None


def recordings(packages: Path, out: Path) -> Iterator[Labelled]:
    """Yield sounds and their types; those of fonts are written to `out`."""
    out.mkdir(parents=True, exist_ok=True)
    for path in sorted(packages.rglob("sonic-pi/samples/*.flac")):
        if (kind := names.sonic_pi(path.stem)) is not None:
            yield path, kind
    for path in sorted(DEMO.rglob("*.*")):
        if (kind := names.demo(path.relative_to(DEMO).parts[:-1])) is not None:
            yield path, kind
    for font in ("FluidR3_GM.sf2", "MuseScore_General_Full.sf2"):
        for path in packages.rglob(font):
            yield from of_font(path, out)
