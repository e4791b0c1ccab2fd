"""Colours of `config.toml` are those of the screen."""

from __future__ import annotations

import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st

from ui.theme import READABLE, Palette, colour, contrast, make_palette


def test_a_role_gets_its_colour_and_keeps_its_opacity() -> None:
    palette, problems = make_palette({"accent": "#7AA2F7", "selected": "#7AA2F7"})

    assert palette.accent == colour("#7AA2F7")
    assert palette.selected == (*palette.accent[:3], Palette().selected[3])
    assert palette.ground == Palette().ground
    assert problems == ()


@given(st.tuples(*[st.integers(0, 255)] * 3))
def test_what_follows_from_an_accent_has_its_colour_and_can_be_read(
    parts: tuple[int, int, int],
) -> None:
    palette, _ = make_palette({"accent": "#{:02X}{:02X}{:02X}".format(*parts)})

    assert palette.selected == (*palette.accent[:3], Palette().selected[3])
    assert contrast(palette.on_accent, palette.accent) >= READABLE
    given_too, _ = make_palette({"accent": "#102030", "selected": "#FFFFFF"})
    assert given_too.selected[:3] == (1.0, 1.0, 1.0)


def test_a_role_there_is_not_is_said() -> None:
    palette, (problem,) = make_palette({"acent": "#7AA2F7"})

    assert palette == Palette()
    assert problem.startswith("theme.acent: unknown role. Roles: accent, ")


def test_parts_that_come_later_have_the_chosen_colours() -> None:
    program = (
        "from ui import theme; theme.paint({'accent': '#FF0000'});"
        "from ui.widgets.button import PRIMARY; print(PRIMARY.ground)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)

    assert done.stdout == b"(1.0, 0.0, 0.0, 1.0)\n"
