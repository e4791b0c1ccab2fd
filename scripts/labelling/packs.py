"""Which sounds of packs that Debian ships are of which kind, by the names of files and folders.

Finer than the types that sempal tells apart: what is compared is which sounds are neighbours.
Names that leave room for doubt are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

AUDIO = {".wav", ".flac", ".aiff", ".aif", ".ogg"}
KINDS: tuple[tuple[str, str], ...] = (
    ("", r"empty|semi|half|swirl|roll|zap|nasty"),
    ("cowbell", r"cow.?bell|agogo"),
    ("clap", r"clap"),
    ("snap", r"snap"),
    ("rim", r"rim|side.?stick|cross.?stick|xstick"),
    ("hand drum", r"conga|bongo|djembe|tabla|cajon|tumba|timbale|quinto"),
    ("shaker", r"shaker|maraca|cabasa|tamb"),
    ("wood", r"wood.?block|\bclaves?\b|castanet|^sticks?\b"),
    ("open hat", r"(hat|hh).*(open|_op|\bo\b)|open.?(hat|hh)|ohh|hho"),
    ("closed hat", r"(hat|hh).*(clos|_cl|pedal|foot|ped)|chh|closed?.?hi|pedal.?hi"),
    ("", r"hat|hh"),
    ("ride", r"ride"),
    ("crash", r"crash|splash|china|cymbal"),
    ("tom", r"\btoms?\b|tom[\d_ -]|_tom|floortom|^t[12]_"),
    ("snare", r"snare|\bsnr|^sn\d?_|^sd_"),
    ("kick", r"kick|^bd|bass.?drum"),
)
"""Kind and pattern, the first that fits; no kind: left out."""
SONIC_PI = {
    "bd_": "kick",
    "sn_": "snare",
    "loop_": "drum loop",
    "bass_": "bass",
    "ambi_": "ambience",
    "guit_": "guitar",
    "tabla_": "hand drum",
}
LMMS = {"basses": "bass", "beats": "drum loop", "bassloops": "synth loop", "stringsnpads": "pad"}
NO_ONE_SHOTS = {"Audiophob", "rumpf_kit_z01_h2", "BJA_Pacific", "circAfrique v4"}
"""Kits whose file names say nothing, or something else."""

Labelled = tuple[Path, str, str]


def drum(name: str) -> str:
    """Return the kind of drum that a file name tells, empty if none or more than one may be."""
    low = name.lower()
    return next((kind for kind, pattern in KINDS if re.search(pattern, low)), "")


def corpus(packages: Path) -> Iterator[Labelled]:
    """Yield path, kind and pack of the sounds of unpacked Debian packages.

    Known are hydrogen-drumkits, hydrogen-data, sonic-pi-samples and lmms-common. A kit is a pack
    of its own: its sounds have been recorded together, which would make finding them easy.
    """
    for path in sorted(packages.rglob("*")):
        if path.suffix.lower() not in AUDIO:
            continue
        parts = path.parts
        if "drumkits" in parts:
            kit = parts[parts.index("drumkits") + 1]
            kind, pack = "" if kit in NO_ONE_SHOTS else drum(path.stem), f"hydrogen {kit}"
        elif "sonic-pi" in parts:
            kind, pack = _sonic_pi(path.stem), "sonic-pi"
        elif "lmms" in parts:
            folder = path.parent.name
            kind = drum(path.stem) if folder == "drums" else LMMS.get(folder, "")
            pack = "lmms"
        else:
            continue
        if kind:
            yield path, kind, pack


def _sonic_pi(stem: str) -> str:
    for begin, kind in SONIC_PI.items():
        if stem.startswith(begin):
            return kind
    return drum(stem) if stem.startswith(("drum_", "elec_", "perc_")) else ""
