"""Kinds of sounds in sample packs shipped by Debian, by file and folder names.

Finer than sempal's types, as they label neighbours. Ambiguous names are skipped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

AUDIO = {".wav", ".flac", ".aiff", ".aif", ".ogg"}
KINDS: tuple[tuple[str, str], ...] = (
    ("", r"empty|semi|half|swirl|roll|zap|nasty"),
    ("cowbell", r"cow.?bell|agogo|8bell"),
    ("clap", r"clap"),
    ("snap", r"snap"),
    ("rim", r"rim|side.?stick|cross.?stick|xstick|stick.rim"),
    ("hand drum", r"conga|bongo|djembe|tabla|cajon|tumba|timbale|quinto"),
    ("shaker", r"shaker|maraca|cabasa|tamb|tombour|sleigh"),
    ("wood", r"wood.?block|\bclaves?\b|castanet|^sticks?\b"),
    ("open hat", r"(hat|hh).*(open|_op|\bo\b)|open.?(hat|hh|high)|ohh|hho"),
    ("closed hat", r"(hat|hh).*(clos|_cl|pedal|foot|ped)|chh|closed?.?hi|pedal.?hi"),
    ("", r"hat|hh"),
    ("ride", r"ride"),
    ("crash", r"crash|splash|china|cymbal"),
    ("tom", r"\btoms?\b|tom[\d_ -]|_tom|floortom|^t[12]_"),
    ("snare", r"snare|\bsnr|^sn\d?_|^sd_"),
    ("kick", r"kick|^bd|bass.?drum"),
)
"""Kind and pattern, first match wins; an empty kind is skipped."""
SONIC_PI = {
    "bd_": "kick",
    "sn_": "snare",
    "loop_": "drum loop",
    "bass_": "bass",
    "ambi_": "ambience",
    "guit_": "guitar",
    "tabla_": "hand drum",
    "vinyl_": "scratch",
    "perc_bell": "bell",
}
SONIC_PI_NAMED = {
    **dict.fromkeys(("elec_beep", "elec_blip", "elec_blip2", "elec_ping", "elec_plip"), "blip"),
    **dict.fromkeys(("elec_bell", "elec_chime", "elec_triangle"), "bell"),
    **dict.fromkeys(("drum_cymbal_closed", "drum_cymbal_pedal"), "closed hat"),
    "drum_cymbal_open": "open hat",
    **dict.fromkeys(("ambi_choir", "ambi_piano", "loop_drone_g_97", "loop_garzul"), ""),
    **dict.fromkeys(("loop_3d_printer", "loop_electric", "vinyl_hiss", "bass_drop_c"), ""),
}
LMMS = {"basses": "bass", "beats": "drum loop", "bassloops": "synth loop", "stringsnpads": "pad"}
LMMS_NAMED = {
    "explode01": "explosion",
    "scratch01": "scratch",
    "wind_chimes01": "bell",
    **dict.fromkeys(("dong01", "dong02", "dong03"), "bell"),
}
LMMS_PLAYED = {
    "organ": "organ",
    "piano": "piano",
    "guitar": "guitar",
    "flute": "wind",
    "trumpet": "brass",
    "violin": "strings",
    "cello": "strings",
    "bassslap": "bass",
}
FOXDOT = {
    **dict.fromkeys(("A", "v", "V", "x", "X"), "kick"),
    **dict.fromkeys(("D", "i", "I", "o", "O", "u"), "snare"),
    **dict.fromkeys(("e", "T"), "cowbell"),
    **dict.fromkeys(("H", "asterix"), "clap"),
    **dict.fromkeys(("m", "M"), "tom"),
    **dict.fromkeys(("p", "P"), "hand drum"),
    **dict.fromkeys(("k", "s", "S"), "shaker"),
    **dict.fromkeys(("1", "2", "3", "4"), "speech"),
    **dict.fromkeys(("n", "percent"), "noise"),
    **dict.fromkeys(("G", "J", "q", "Q", "Z"), "stab"),
    "d": "wood",
    "h": "snap",
    "t": "rim",
    "z": "scratch",
    "hyphen": "closed hat",
    "equals": "open hat",
    "tilde": "ride",
    "hash": "crash",
    "backslash": "laser",
    "C": "choir",
    "F": "brass",
    "b": "blip",
    "g": "ambience",
    "ampersand": "bell",
}
"""Kind by letter in FoxDot, from its documentation."""
GAMES = ("wesnoth", "supertuxkart", "minetest", "supertux2", "hedgewars", "colobot")
GAME_KINDS: tuple[tuple[str, str], ...] = (
    ("music", r"/music/"),
    ("speech", r"/voices/|speech/"),
    ("explosion", r"explo|boom|firecracker|fireworks|mortar|grenade"),
    ("thunder", r"thunder|lightning"),
    ("water", r"water|splash|rain|river|seashore"),
    ("fire", r"fire_|/fire|flame|torch\.|burn"),
    ("door", r"door|gate|chest"),
    ("engine", r"engine|plane\b|plane\.|locomotive|car_|spaceship"),
    ("glass", r"glass|shatter|shardhit|icecrash"),
    ("metal", r"metal|sword|anvil|clang|hammer|mace|axe\.|brick_metal"),
    ("footstep", r"footstep|steps"),
    ("creature", r"-hit-|-die|hit-\d|growl|roar|grunt|hurt|wilhelm|ugh|shriek|sheep|cow\."),
    ("laser", r"laser|sinegun|shoot\.|magic-missile|zap"),
    ("impact", r"thud|bump|stomp|dig_|dug_|place_node|brick|impact|crash|bounce"),
)
GAME_SOUNDS = re.compile(r"/music/|sounds|sfx|/speech/|minetest")
NO_ONE_SHOTS = {"Audiophob", "rumpf_kit_z01_h2"}
"""Kits whose file names are meaningless or misleading."""
BJA = {
    "BD": "kick",
    **dict.fromkeys(("SN", "SN4"), "snare"),
    **dict.fromkeys(("TM", "TM2"), "tom"),
    "HH": "closed hat",
    "HH2": "open hat",
    **dict.fromkeys(("RD", "RD2"), "ride"),
    **dict.fromkeys(("CB", "CB2"), "crash"),
}
ONE_DRUM_KIT = {"GMRockKit": "black pearl", "The Black Pearl 1.0": "black pearl"}
"""Kits recorded from the same drum kit, which is also in a font."""

Labelled = tuple[Path, str, str]


def drum(name: str) -> str:
    """Return the kind of drum in a file name; empty if none or ambiguous."""
    low = name.lower()
    return next((kind for kind, pattern in KINDS if re.search(pattern, low)), "")


def corpus(packages: Path) -> Iterator[Labelled]:
    """Yield path, kind and pack of the sound files of unpacked Debian packages.

    Supports hydrogen-drumkits, hydrogen-data, sonic-pi-samples, lmms-common, foxdot and the games
    of `GAMES`. Each kit is a pack of its own, as sounds recorded together are easy neighbours.
    """
    for path in sorted(packages.rglob("*")):
        if path.suffix.lower() in AUDIO:
            kind, pack = _labelled(path, path.relative_to(packages).as_posix())
            if kind:
                yield path, kind, pack


def _labelled(path: Path, place: str) -> tuple[str, str]:
    parts = path.parts
    if "drumkits" in parts:
        kit = parts[parts.index("drumkits") + 1]
        return _of_kit(kit, path), ONE_DRUM_KIT.get(kit, f"hydrogen {kit}")
    if "sonic-pi" in parts:
        return _sonic_pi(path.stem), "sonic-pi"
    if "lmms" in parts:
        return _lmms(path), "lmms"
    if "FoxDot" in parts:
        return _foxdot(place.partition("/snd/")[2].split("/")), "foxdot"
    game = next((game for game in GAMES if game in place), "")
    return (_in_game(game, place), game) if game else ("", "")


def _of_kit(kit: str, path: Path) -> str:
    if kit in NO_ONE_SHOTS:
        return ""
    if kit == "BJA_Pacific":
        return BJA.get(path.name.split("_")[0], "")
    if kit == "circAfrique v4" and "Djembe" in path.name:
        return "hand drum"
    return drum(path.stem)


def _sonic_pi(stem: str) -> str:
    if stem in SONIC_PI_NAMED:
        return SONIC_PI_NAMED[stem]
    for begin, kind in SONIC_PI.items():
        if stem.startswith(begin):
            return kind
    return drum(stem) if stem.startswith(("drum_", "elec_", "perc_")) else ""


def _lmms(path: Path) -> str:
    folder, stem = path.parent.name, path.stem
    if stem in LMMS_NAMED:
        return LMMS_NAMED[stem]
    if folder == "drums":
        return drum(stem)
    if folder == "beats" and re.search("hihat|kick|snare", stem):
        return ""
    if folder == "stringsnpads" and "choir" in stem:
        return "choir"
    if folder == "instruments":
        return next((kind for word, kind in LMMS_PLAYED.items() if word in stem), "")
    return LMMS.get(folder, "")


def _foxdot(parts: list[str]) -> str:
    if parts[0] == "_loop_":
        return "drum loop" if re.search("break|drum|foxdot|loop", parts[-1].lower()) else ""
    if parts[0] == "_":
        return FOXDOT.get(parts[1], "")
    return FOXDOT.get(parts[0].upper() if parts[1] == "upper" else parts[0], "")


def _in_game(game: str, place: str) -> str:
    low = f"/{place.lower()}"
    if not GAME_SOUNDS.search(low):
        return ""
    kind = next((kind for kind, pattern in GAME_KINDS if re.search(pattern, low)), "")
    return "" if game == "minetest" and kind == "music" else kind
