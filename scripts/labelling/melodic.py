"""Kinds of sounds in SoundFonts and patches, by General MIDI program."""

from __future__ import annotations

import re
import struct
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from scripts.labelling.patches import patches
from scripts.labelling.soundfont import DRUMS, Sound, sounds

SHORTEST, QUIETEST = 0.04, 50
"""Minimum duration in seconds, and minimum peak of 32 767."""
MOST = 4
"""Maximum sounds with the same programs."""
PATCHED, DRUMMED = 6, 2
"""Maximum sounds of a melodic patch, and of a drum patch."""
FAMILIES: tuple[tuple[int, str], ...] = (
    (6, "piano"),
    (8, "keys"),
    (16, "bell"),
    (21, "organ"),
    (24, "wind"),
    (32, "guitar"),
    (40, "bass"),
    (46, "strings"),
    (48, ""),
    (50, "strings"),
    (52, "pad"),
    (55, "choir"),
    (56, ""),
    (64, "brass"),
    (72, "reed"),
    (80, "wind"),
    (88, "lead"),
    (96, "pad"),
    (128, ""),
)
"""First program after each family; programs that are no instrument have no kind."""
FONTS = {
    "FluidR3_GM.sf2": ("fluid", True),
    "MuseScore_General_Full.sf2": ("fluid", True),  # these two share sounds
    "OPL-3_FM_128M.sf2": ("opl3", True),
    "Red_Zeppelin_4_LV2.sf2": ("red zeppelin", False),
    "Black_Pearl_4_LV2.sf2": ("black pearl", False),
}
"""Pack, and whether it has more than drums."""
_UNSURE = re.compile(r"half|semi|swirl|roll|metronome|taiko|orch|(?<!cow)bell", re.IGNORECASE)
_KNOWN_INSTRUMENT = re.compile(r"kick|snare|tom", re.IGNORECASE)

Named = Callable[[str], str]
"""Returns the kind of drum in a name; empty if none."""
Labelled = tuple[Path, str, str]


def family(program: int) -> str:
    """Return the kind of a General MIDI program; empty if ambiguous."""
    return next(kind for end, kind in FAMILIES if program < end)


def of_font(path: Path, out: Path, drum: Named) -> Iterator[Labelled]:
    """Write the sounds of a SoundFont to `out`, and yield those of unambiguous kind."""
    pack, melodic = FONTS[path.name]
    given: Counter[frozenset[tuple[int, int]]] = Counter()
    for at, sound in enumerate(sounds(path)):
        kind, drums = _kind(sound, drum, melodic=melodic)
        if (
            not kind
            or not _loud(sound.audio, sound.rate)
            or (not drums and given[sound.programs] == MOST)
        ):
            continue
        given[sound.programs] += not drums
        place = out / f"{path.stem} {at}.wav"
        soundfile.write(place, sound.audio, sound.rate)
        yield place, kind, pack


def of_patches(folder: Path, out: Path, drum: Named) -> Iterator[Labelled]:
    """Write the sounds of freepats' patches to `out`, and yield those of unambiguous kind."""
    for path in sorted(folder.rglob("*.pat")):
        drums, name = path.parent.name.startswith("Drum"), path.stem[4:]
        kind = drum(name.replace("_", " ")) if drums else family(int(path.stem[:3]))
        if not kind or (drums and _UNSURE.search(name)):
            continue
        try:
            found = list(patches(path))[: DRUMMED if drums else PATCHED]
        except struct.error:
            continue
        for at, patch in enumerate(found):
            if _loud(patch.audio, patch.rate):
                place = out / f"freepats {path.stem} {at}.wav"
                soundfile.write(place, patch.audio, patch.rate)
                yield place, kind, "freepats"


def _kind(sound: Sound, drum: Named, *, melodic: bool) -> tuple[str, bool]:
    """Return the kind, and whether it is a drum."""
    drums = not melodic or any(bank == DRUMS for bank, _ in sound.programs)
    programs = {number for bank, number in sound.programs if bank == 0}
    named = drum(sound.name)
    if drums and (named or not (melodic and programs)):
        if _UNSURE.search(sound.name):
            return "", True
        only = next(iter(sound.instruments)) if len(sound.instruments) == 1 else ""
        return named or (drum(only) if _KNOWN_INSTRUMENT.search(only) else ""), True
    kinds = {family(number) for number in programs}
    return (kinds.pop() if len(kinds) == 1 else ""), False


def _loud(audio: NDArray[np.int16], rate: int) -> bool:
    return len(audio) > SHORTEST * rate and int(np.abs(audio.astype(np.int32)).max()) > QUIETEST
