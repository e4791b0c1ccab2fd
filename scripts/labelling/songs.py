"""Hand-written drum loops: patterns of Hydrogen's demo songs, played by recorded kits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np

from scripts.labelling.packs import drum
from scripts.labelling.rhythms import Kits, Loop, Stroke

TICKS = 48
"""Ticks per beat in Hydrogen."""
FEWEST = 4
"""Minimum notes of a pattern."""
AROUND = 0.1
"""Random relative change of tempo: eight songs have only eight tempi."""
PARTS = (("kick|bassdrum", "kick"), ("hat|hh|shaker", "closed hat"), ("tom", "tom"), ("", "rim"))
"""Part by instrument name pattern, first match wins."""


def patterns(packages: Path, kits: Kits, seed: int = 5) -> Iterator[Loop]:
    """Yield each pattern once, always with the same kit, repeated one, two or four times."""
    chance = np.random.default_rng(seed)
    songs = {path.name: path for path in sorted(packages.rglob("*.h2song"))}
    for path in songs.values():
        text = re.sub(r'xmlns="[^"]*"', "", path.read_text(errors="replace"))
        song = ET.fromstring(text)  # noqa: S314 - from a Debian package
        usual = float(song.findtext("bpm", "120"))
        names = {
            one.findtext("id", ""): _part(one.findtext("name", "") or "")
            for one in song.iterfind(".//instrumentList/instrument")
        }
        for pattern in song.iterfind(".//patternList/pattern"):
            strokes = [
                Stroke(
                    int(note.findtext("position", "0")) / TICKS,
                    names.get(note.findtext("instrument", ""), "rim"),
                    float(note.findtext("velocity", "0.8")),
                )
                for note in pattern.iterfind(".//note")
            ]
            bpm = round(usual * float(chance.uniform(1 - AROUND, 1 + AROUND)), 1)
            beats, times = (
                int(pattern.findtext("size", "192")) / TICKS,
                int(chance.choice([1, 2, 4])),
            )
            if len(strokes) >= FEWEST:
                yield kits.struck(strokes, bpm, beats, times, chance)


def _part(name: str) -> str:
    low = name.lower()
    return drum(name) or next(part for words, part in PARTS if re.search(words, low))
