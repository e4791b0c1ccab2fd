"""Sounds of Freedoom (BSD) out of its WAD file.

Source of the format: The Unofficial Doom Specs 1.666: a directory of lumps; a sound (`DS…`) has a
format number of 3, sample rate, count, and unsigned 8-bit frames.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import soundfile

_LABELS = {
    **dict.fromkeys(("SAWUP", "SAWIDL", "SAWFUL", "SAWHIT"), "saw machine"),
    **dict.fromkeys(("SHOTGN", "DSHTGN"), "shotgun"),
    **dict.fromkeys(("RXPLOD", "FIRXPL", "BAREXP"), "explosion"),
    **dict.fromkeys(("PSTART", "PSTOP"), "machine"),
    **dict.fromkeys(("DOROPN", "DORCLS", "BDOPN", "BDCLS"), "door"),
    **dict.fromkeys(("SWTCHN", "SWTCHX", "WPNUP", "TINK"), "click"),
    **dict.fromkeys(("PLPAIN", "OOF", "NOWAY"), "grunt"),
    **dict.fromkeys(("DMPAIN", "POPAIN", "SGTATK"), "growl"),
    **dict.fromkeys(("HOOF", "BSPWLK"), "footstep"),
    **dict.fromkeys(("FLAME", "FLAMST"), "fire"),
    "PISTOL": "pistol shot",
    "RLAUNC": "rocket launch",
    "FIRSHT": "fireball",
    "PLASMA": "plasma laser",
    "BFG": "laser",
    "SLOP": "splash",
    "ITEMUP": "blip",
    "TELEPT": "teleport",
    "CLAW": "impact",
    "PUNCH": "punch",
    "METAL": "metal",
    "GETPOW": "powerup",
    "STNMOV": "rock",
    "ITMBK": "magic",
}
_CREATURES = ("SIT", "IT1", "IT2", "IT3", "ACT", "DTH", "DIE", "DEH", "TH1", "TH2", "TH3", "PN")
"""Ends of names of what monsters utter."""
DIGITAL = 3
LEAST, SHORTEST = 1000, 0.03
"""Minimum bytes and seconds."""


def sounds_of(package: Path, out: Path) -> Iterator[tuple[Path, str]]:
    """Yield file and label of the sounds of Freedoom's WADs, written to `out`."""
    out.mkdir(parents=True, exist_ok=True)
    known = dict[str, Path]()
    for wad in sorted(package.rglob("freedoom*.wad")):
        for path, said in _of_wad(wad.read_bytes(), out):
            if path.stem not in known:
                known[path.stem] = path
                yield path, said


def _of_wad(content: bytes, out: Path) -> Iterator[tuple[Path, str]]:
    count, directory = struct.unpack_from("<II", content, 4)
    for number in range(count):
        begin, size, raw = struct.unpack_from("<II8s", content, directory + 16 * number)
        name = raw.rstrip(b"\0").decode("ascii", "replace")
        if not name.startswith("DS") or size < LEAST:
            continue
        form, rate, frames = struct.unpack_from("<HHI", content, begin)
        said = _label(name[2:])
        if form != DIGITAL or not said:
            continue
        audio = np.frombuffer(content, np.uint8, min(frames, size - 8), begin + 8)
        if len(audio) > SHORTEST * rate:
            path = out / f"{name[2:]}.wav"
            soundfile.write(path, (audio.astype(np.float32) - 128) / 128, rate)
            yield path, said


def _label(name: str) -> str:
    return _LABELS.get(name) or ("growl" if name.endswith(_CREATURES) else "")
