"""Sounds with the names their makers gave them, out of unpacked Debian packages.

PACKAGES holds one folder per package (`apt-get download NAME`, `dpkg -x`), and FoxDot's source from
PyPI in `foxdot`; missing ones are skipped. Beside the packages of `scripts/bench quality`:
freedoom, scratch, tuxpaint-stamps-default, flare-game, endless-sky-data, lincity-ng-data,
pingus-data, asterisk-core-sounds-en-wav, sound-theme-freedesktop, oxygen-sounds, openarena-data,
frozen-bubble-data.
"""

from __future__ import annotations

import hashlib
import random
import re
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import soundfile

from scripts.labelling import freedoom
from scripts.labelling.everything import labelled_sounds
from scripts.labelling.licences import Licences
from scripts.labelling.programs import PROGRAMS
from scripts.labelling.soundfont import DRUMS, sounds

AUDIO = {".wav", ".ogg", ".flac", ".aiff", ".aif", ".oga"}
FREE_PACKS = frozenset({"sonic-pi", "fluid", "freedoom"})
"""Packs that are free (CC0, MIT, BSD) as a whole."""
SHORTEST, QUIETEST = 0.04, 50
"""Minimum duration in seconds of a sound of a font, and minimum peak of 32 767."""
PER_KIND, PER_PROGRAM, PER_GAME = 60, 4, 220
"""Maximum sounds per kind and pack, per program of a font, and per game."""
_FONTS = (
    ("FluidR3_GM.sf2", "fluid"),
    ("MuseScore_General_Full.sf2", "fluid"),  # these two share sounds
    ("OPL-3_FM_128M.sf2", "opl3"),
)
_TOPICS = (
    r"/(animals|naturalforces|household|vehicles|symphonic|medieval|food|clothes|people|space"
    r"|sports|hobbies|town|seasonal)/"
)
_NO_TOPICS = (
    r"_desc|_[a-z]{2}(_[A-Z]{2})?\.ogg$|/(christmas|hanukkah|flags|math)/|_[a-z]{2,3}\.wav$"
)
_NOTHING = r"$^"


@dataclass(frozen=True, slots=True)
class NamedSound:
    """A sound and what its maker called it."""

    path: Path
    label: str
    """Lower-case words, without numbers."""
    kind: str
    """As `scripts/bench quality` labels it; empty: it does not."""
    pack: str
    free: bool
    """Whether weights derived from it may be shipped."""


@dataclass(frozen=True, slots=True)
class _Pack:
    package: str
    name: str
    pattern: str = r"."
    deny: str = _NOTHING
    most: int = 10**9
    parent: bool = False
    """Whether the folder's name belongs to the label."""
    prefix: str = ""


_PACKS = (
    _Pack("scratch", "scratch", parent=True),
    _Pack("tuxpaint-stamps-default", "tuxpaint", _TOPICS, _NO_TOPICS, parent=True),
    _Pack("flare-game", "flare", deny="/voices|npcs/", parent=True),
    _Pack("flare-game", "flare", "npcs/", prefix="speech "),
    _Pack("endless-sky-data", "endless sky"),
    _Pack("lincity-ng-data", "lincity", "/sounds/"),
    _Pack("frozen-bubble-data", "frozen bubble", "/snd/"),
    _Pack("pingus-data", "pingus", "/sounds/"),
    _Pack("sound-theme-freedesktop", "freedesktop", deny="channel"),
    _Pack("sound-theme-freedesktop", "freedesktop", "channel", prefix="speech ", most=6),
    _Pack("oxygen-sounds", "oxygen", r"\.ogg", prefix="notification ", most=20),
    _Pack("asterisk-core-sounds-en-wav", "asterisk", prefix="speech ", most=60),
)
_GAMES = (
    ("wesnoth-1.16-data", "wesnoth"),
    ("supertuxkart-data", "supertuxkart"),
    ("minetest-data", "minetest"),
    ("supertux-data", "supertux2"),
    ("hedgewars-data", "hedgewars"),
    ("colobot-common-sounds", "colobot"),
    ("lmms-common", "lmms"),
    ("sonic-pi-samples", "sonic-pi"),
)


def label(name: str) -> str:
    """Return the words of a file name, lower case."""
    spaced = re.sub(r"([a-z])([A-Z])", r"\1 \2", name)
    return " ".join(re.sub(r"[^A-Za-z]+", " ", spaced).lower().split())


def named_sounds(packages: Path, out: Path) -> list[NamedSound]:
    """Return all distinct named sounds; those of fonts and archives are extracted to `out`."""
    out.mkdir(parents=True, exist_ok=True)
    known: set[bytes] = set()
    found = []
    licences: dict[str, Licences] = {}
    for sound in (*_labelled(packages, out), *_of_packs(packages, out), *_of_games(packages)):
        digest = hashlib.sha256(sound.path.read_bytes()).digest()
        if digest in known:
            continue
        known.add(digest)
        if not sound.free and sound.path.is_relative_to(packages):
            package = sound.path.relative_to(packages).parts[0]
            if package not in licences:
                licences[package] = Licences(packages / package)
            found.append(replace(sound, free=licences[package].is_free(sound.path)))
        else:
            found.append(sound)
    return found


def _labelled(packages: Path, out: Path) -> Iterator[NamedSound]:
    """Yield the sounds that `scripts/bench quality` labels, then the others of the fonts."""
    fonts = out / "fonts"
    fonts.mkdir(exist_ok=True)
    labels, others = _of_fonts(packages, fonts)
    groups: dict[tuple[str, str], list[Path]] = defaultdict(list)
    for path, kind, pack in labelled_sounds(packages, fonts):
        groups[pack, kind].append(path)
    for pack, kind in sorted(groups):
        for path in groups[pack, kind][:PER_KIND]:
            said = kind if pack == "foxdot" else labels.get(path) or label(path.stem)
            yield NamedSound(path, said, kind, pack, pack in FREE_PACKS)
    yield from others


def _of_fonts(packages: Path, out: Path) -> tuple[dict[Path, str], list[NamedSound]]:
    """Return the labels of all sounds of fonts, and the sounds."""
    labels: dict[Path, str] = {}
    found = []
    for font, pack in _FONTS:
        for path in packages.rglob(font):
            if path.is_symlink():
                continue
            given: Counter[tuple[int, ...]] = Counter()
            for at, sound in enumerate(sounds(path)):
                melodic = tuple(sorted({number for bank, number in sound.programs if bank == 0}))
                drums = any(bank == DRUMS for bank, _ in sound.programs)
                what = " ".join(label(PROGRAMS[number]) for number in melodic[:2])
                said = f"{label(sound.name)} {what or ('drum' if drums else '')}".strip()
                place = out / f"{path.stem} {at}.wav"
                labels[place] = said
                loud = len(sound.audio) > SHORTEST * sound.rate
                loud = loud and int(np.abs(sound.audio.astype(np.int32)).max()) > QUIETEST
                if not loud or (not drums and given[melodic] >= PER_PROGRAM):
                    continue
                given[melodic] += 1
                soundfile.write(place, sound.audio, sound.rate)
                found.append(NamedSound(place, said, "", pack, pack in FREE_PACKS))
    return labels, found


def _of_packs(packages: Path, out: Path) -> Iterator[NamedSound]:
    for pack in _PACKS:
        folder = packages / pack.package
        files = [
            path
            for path in sorted(folder.rglob("*"))
            if path.suffix.lower() in AUDIO
            and path.is_file()
            and re.search(pack.pattern, path.as_posix())
            and not re.search(pack.deny, path.as_posix())
        ]
        if len(files) > pack.most:
            files = random.Random(2).sample(files, pack.most)  # noqa: S311 - no secret
        for path in files:
            said = pack.prefix + label((f"{path.parent.name} " * pack.parent) + path.stem)
            yield NamedSound(path, said.strip(), "", pack.name, free=False)
    for path, said in freedoom.sounds_of(packages / "freedoom", out / "freedoom"):
        yield NamedSound(path, said, "", "freedoom", free=True)
    yield from _of_archive(packages / "openarena-data", out / "openarena")


def _of_archive(folder: Path, out: Path) -> Iterator[NamedSound]:
    for path in folder.rglob("pak0.pk3"):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                heard = Path(name).suffix.lower() in AUDIO and name.startswith("sound/")
                if heard and not re.search("player|teamplay|feedback", name):
                    archive.extract(name, out)
    for path in sorted(out.rglob("*.*")):
        said = label(f"{path.parent.name} {path.stem}")
        yield NamedSound(path, said, "", "openarena", free=False)


def _of_games(packages: Path) -> Iterator[NamedSound]:
    """Yield further sounds of the games and packs of `scripts/bench quality`."""
    for package, pack in _GAMES:
        folder = packages / package
        licences = Licences(folder)
        files = [
            path
            for path in sorted(folder.rglob("*"))
            if path.suffix.lower() in AUDIO and path.is_file() and "/music/" not in path.as_posix()
        ]
        free = [path for path in files if licences.is_free(path)]
        others = [path for path in files if path not in set(free)]
        if len(others) > PER_GAME:
            others = random.Random(3).sample(others, PER_GAME)  # noqa: S311 - no secret
        for path in (*free, *others):
            spoken = "speech " if "/voices/" in path.as_posix().lower() else ""
            said = spoken + label(path.stem)
            yield NamedSound(path, said, "", pack, pack in FREE_PACKS)
