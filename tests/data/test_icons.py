from __future__ import annotations

from importlib.resources import files

import pytest
from fontTools.ttLib import TTFont

from data.icons import ICONS


@pytest.fixture(scope="module")
def drawn() -> set[int]:
    with files("data").joinpath("fonts/icons.ttf").open("rb") as font:
        return set(TTFont(font).getBestCmap())


@pytest.mark.parametrize("name", ICONS)
def test_every_icon_is_in_the_font(name: str, drawn: set[int]) -> None:
    assert ord(ICONS[name]) in drawn


def test_a_name_is_a_plain_word() -> None:
    assert all(name.isidentifier() and name.islower() for name in ICONS)
