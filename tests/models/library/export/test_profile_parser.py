"""Profiles: what is wrong is named with its key, and nothing is guessed."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from models.library.export.profile import NameRules
from models.library.export.profile_parser import InvalidProfile, parse_profile
from models.library.export.settings import Container, Depth, Layout

WHOLE = """
title = "A sampler"
sources = ["its manual"]
unsure = ["limits.count"]
note = "Copy them."
[audio]
container = "aiff"
rates = [44100, 48000]
depths = ["24", "16"]
channels = ["mono"]
peak = -1
[folder]
path = "KITS/{collection}"
[names]
template = "{index} {name}"
length = 8
letters = "A-Z0-9_"
case = "upper"
digits = 3
first = 0
[limits]
count = 40
seconds = 12.5
bytes = 1_000_000
total_seconds = 60
total_bytes = 64_000_000
path = 127
[chunks]
keep = ["smpl", "cue "]
"""


def test_all_keys_are_read() -> None:
    found = parse_profile("mine", tomllib.loads(WHOLE), own=True)

    assert (found.name, found.title, found.own) == ("mine", "A sampler", True)
    assert found.sound.container is Container.AIFF
    assert found.sound.depths == (Depth.INT16, Depth.INT24)
    assert found.sound.layouts == (Layout.MONO,)
    assert (found.sound.rate(44_100), found.sound.rate(96_000)) == (44_100, 44_100)
    assert (found.sound.bits(24), found.sound.bits(8), found.sound.bits(None)) == (24, 16, 24)
    assert found.names == NameRules(8, "A-Z0-9_", "upper", 3, 0)
    assert (found.limits.count, found.limits.seconds, found.limits.path) == (40, 12.5, 127)
    assert (found.folder, found.chunks) == ("KITS/{collection}", ("smpl", "cue "))
    assert found.settings().profile == "mine"


def test_an_empty_profile_takes_everything_as_wav() -> None:
    found = parse_profile("mine", {})

    assert found.title == "mine"
    assert found.chunks is None
    assert (found.sound.rate(22_050), found.sound.channels(6)) == (22_050, 2)
    assert [found.sound.bits(bits) for bits in (8, 16, 24, None)] == [16, 16, 24, None]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("titel = 1", "titel: there is no such key"),
        ("title = 1", "title: a text is wanted, not 1"),
        ("[audio]\nrates = [44.1]", "audio.rates: a list of sample rates in hertz is wanted"),
        ("[audio]\nrates = []", "audio.rates: a list of sample rates"),
        ("[audio]\ndepths = [16]", "audio.depths: a list of 16, 24, 32f is wanted, not [16]"),
        ("[audio]\ncontainer = 'mp3'", "audio.container: one of wav, aiff, flac is wanted"),
        ("[audio]\ncontainer = 'flac'\ndepths = ['32f']", "audio.depths: FLAC holds no"),
        ("[audio]\npeak = 3", "audio.peak: a number of decibels from -60 to 0 is wanted, not 3"),
        ("[names]\nlength = 3", "names.length: a whole number from 4 is wanted, not 3"),
        ("[names]\nletters = 'A-Z'", "names.letters: a character class with the digits"),
        ("[names]\nletters = '0-9z-a'", "names.letters: a character class"),
        ("[names]\nletters = '^0-9'", "names.letters: a character class"),
        ("[names]\ntemplate = '{nam}'", "names.template: a template such as"),
        ("[folder]\npath = '../up'", "folder.path: a path below the destination"),
        ("[folder]\npath = '/root'", "folder.path: a path below the destination"),
        ("[limits]\nseconds = nan", "limits.seconds: a number of seconds above 0"),
        ("[limits]\ncount = true", "limits.count: a whole number from 1 is wanted, not True"),
        ("[limits]\nminutes = 3", "limits.minutes: there is no such key"),
        ("[chunks]\nkeep = ['fmt ']", "chunks.keep: a list of smpl"),
        ("limits = 3", "limits: a table is wanted, not 3"),
    ],
)
def test_what_is_wrong_is_named(text: str, wrong: str) -> None:
    with pytest.raises(InvalidProfile) as found:
        parse_profile("mine", tomllib.loads(text))

    assert str(found.value).startswith(wrong)


def test_the_example_of_the_guide_is_valid_and_complete() -> None:
    text = (Path(__file__).parents[4] / "docs/guide/into-the-daw.md").read_text("utf-8")
    (example,) = [
        block for block in re.findall(r"```toml\n(.*?)```", text, re.DOTALL) if "[limits]" in block
    ]
    found = parse_profile("mine", tomllib.loads(example))

    assert found.unsure == ("limits.count",)
    for part in (found.sound, found.names, found.limits):
        usual = type(part)()
        same = [
            one.name for one in fields(part) if getattr(part, one.name) == getattr(usual, one.name)
        ]
        assert set(same) <= {"container", "layouts"}, same
