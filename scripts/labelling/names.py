"""Sound types by file name."""

from __future__ import annotations

import re

from models.types.sound_type import SoundType

_DRUMS = (  # first match wins
    (r"cow.?bell|agogo|8bell", SoundType.PERCUSSION),
    (r"clap|snap\b|finger.?snap|perc_snap", SoundType.CLAP),
    (r"rim|side.?stick|cross.?stick|xstick", SoundType.PERCUSSION),
    (r"conga|bongo|djembe|tabla|cajon|tumba|timbale|quinto", SoundType.PERCUSSION),
    (r"shaker|maraca|cabasa|tamb|tombour|sleigh", SoundType.PERCUSSION),
    (r"wood.?block|clave|castanet|sticks?\b", SoundType.PERCUSSION),
    (r"(hat|hh|hi-?hat|cymbal_).*(open|ohh|clos|_cl| cl\b|pedal|foot)", SoundType.HAT),
    (
        r"(open|clos|pedal|foot).*(hat|hh)|open.?high|ohh|hho|chh|closed?hihat|pedalhihat",
        SoundType.HAT,
    ),
    (r"ride|crash|splash|china|cymbal", SoundType.CYMBAL),
    (r"\btom|tom\d|_tom|toms?\b|floortom", SoundType.TOM),
    (r"snare|\bsnr|^sn\d?_|_sn_|^sd_", SoundType.SNARE),
    (r"kick|^bd|_bd_|bass.?drum|drum_bass", SoundType.KICK),
)
_UNSURE = re.compile(r"half|semi|swirl|roll|metronome|taiko|orch|belltree")
_PROGRAMS = (  # first program of General MIDI after each family
    (32, SoundType.INSTRUMENT),
    (40, SoundType.BASS),
    (46, SoundType.INSTRUMENT),
    (48, None),
    (50, SoundType.INSTRUMENT),
    (52, SoundType.SYNTH),
    (55, SoundType.VOCAL),
    (56, None),
    (80, SoundType.INSTRUMENT),
    (104, SoundType.SYNTH),
    (120, None),
    (128, SoundType.FX),
)
_PREFIXES = {
    "bd_": SoundType.KICK,
    "sn_": SoundType.SNARE,
    "loop_": SoundType.LOOP,
    "bass_": SoundType.BASS,
    "ambi_": SoundType.FX,
    "guit_": SoundType.INSTRUMENT,
    "tabla_": SoundType.PERCUSSION,
    "vinyl_": SoundType.FX,
    "elec_b": SoundType.FX,
}
_DEMO = {
    "Kicks": SoundType.KICK,
    "Snares": SoundType.SNARE,
    "Hats": SoundType.HAT,
    "Claps": SoundType.CLAP,
    "Toms": SoundType.TOM,
    "Cymbals": SoundType.CYMBAL,
    "Rims": SoundType.PERCUSSION,
    "Percussion": SoundType.PERCUSSION,
    "Bass": SoundType.BASS,
    "FX": SoundType.FX,
    "Loops": SoundType.LOOP,
    "Pads": SoundType.SYNTH,
    "Stabs": SoundType.SYNTH,
}
_NO_BEAT = {"loop_drone_g_97", "loop_garzul", "loop_electric", "ambi_choir", "ambi_piano"}


def drum(name: str) -> SoundType | None:
    """Return the type of a drum by its name; `None` if ambiguous."""
    name = name.lower()
    if _UNSURE.search(name):
        return None
    return next((kind for pattern, kind in _DRUMS if re.search(pattern, name)), None)


def program(number: int) -> SoundType | None:
    """Return the type of a General MIDI program; `None` if ambiguous."""
    return next(kind for end, kind in _PROGRAMS if number < end)


def sonic_pi(name: str) -> SoundType | None:
    """Return the type of a sound of sonic-pi-samples by its file name."""
    if name in _NO_BEAT:
        return None
    by_prefix = (kind for prefix, kind in _PREFIXES.items() if name.startswith(prefix))
    return next(by_prefix, None) or drum(name)


def demo(folders: tuple[str, ...]) -> SoundType | None:
    """Return the type of a demo sound by its folders."""
    return next((_DEMO[one] for one in folders if one in _DEMO), None)
