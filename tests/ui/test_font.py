"""Every string is drawn in a font that holds it."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTCollection, TTFont

from data.icons import ICONS
from models.text.plain import is_plain
from ui.widgets.font import FILES, font_file, font_for


def reach(file: str) -> set[int]:
    font = TTCollection(file).fonts[0] if file.endswith(".ttc") else TTFont(file)
    return set(font.getBestCmap())


@pytest.mark.parametrize("family", FILES)
def test_every_family_has_its_file(family: str) -> None:
    assert Path(font_file(family)).is_file()


@pytest.mark.parametrize("family", ["text", "strong", "number"])
@pytest.mark.parametrize(
    "text",
    [
        "kick 01.wav",
        "Größe é Ж λ",
        "←↑→↓ …",
        "F♯ min ♭ ▶ ✓",
        "-∞ dB",
        "日本語 キック",
        "한국어",
        "中文",
        "·\u2013\u2014“”",
        "\ufffd",
    ],
)
def test_the_chosen_font_holds_every_letter(text: str, family: str) -> None:
    missing = {letter for letter in text if ord(letter) not in reach(font_for(text, family))}

    assert missing == set()


@pytest.mark.parametrize("family", ["text", "strong", "number"])
def test_all_that_is_plain_has_its_letter(family: str) -> None:
    plain = [letter for letter in map(chr, range(0x3000)) if is_plain(letter) and letter != "\n"]
    held = {file: reach(file) for file in {font_for(letter, family) for letter in plain}}
    missing = {letter for letter in plain if ord(letter) not in held[font_for(letter, family)]}

    assert missing == set()
    assert {"a", "é", "Ж", "λ", "♯", "→", "▶", "✓"} <= set(plain)
    assert not any(map(is_plain, "́שم日ก\u200b\u202e🥁"))
    held_by_symbols = reach(font_file("symbol"))  # one symbol, and all is drawn in it
    assert {letter for letter in plain if ord(letter) not in held_by_symbols} == set()


@pytest.mark.parametrize("family", ["text", "strong", "number"])
@pytest.mark.parametrize("signs", ["<-", "->", ">=", "!=", "==", "--", "fi", "www"])
def test_signs_are_drawn_as_written(family: str, signs: str) -> None:
    font = TTFont(font_file(family))
    features = font["GSUB"].table.FeatureList.FeatureRecord
    active = {one.FeatureTag for one in features if one.Feature.LookupListIndex}
    drawn = _widths(family, signs)

    assert not active & {"calt", "liga", "clig", "dlig"}
    assert drawn == pytest.approx(sum(_widths(family, sign) for sign in signs), abs=2)


def _widths(family: str, text: str) -> float:
    from kivy.core.text import Label

    return float(Label(font_name=font_file(family), font_size=40).get_extents(text)[0])


def test_every_icon_is_in_the_icon_font() -> None:
    held = reach(font_file("icon"))

    assert {name for name, letter in ICONS.items() if ord(letter) not in held} == set()
