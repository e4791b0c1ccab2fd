"""Text can be read on every ground it occurs on: a contrast of 4.5, in every state."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import pytest

import ui
from ui import theme
from ui.browser.type_chips import CHOSEN as CHOSEN_TYPE
from ui.theme import PALETTE, READABLE, Colour, faded, shaded
from ui.widgets.button import HOVERED, PRESSED, ButtonStyle
from ui.widgets.row import HOVER
from ui.widgets.type_colour import GUESSED, SHADES

PLAIN = ("ground", "panel", "control", "raised")
TEXTS = ("text", "second", "third", "accent", "loop", "trash")


def over(shade: Colour, ground: Colour) -> Colour:
    mixed = [
        part * shade[3] + below * (1 - shade[3]) for part, below in zip(shade, ground, strict=True)
    ]
    return (mixed[0], mixed[1], mixed[2], 1.0)


def contrast(text: Colour, ground: Colour) -> float:
    return theme.contrast(over(text, ground), ground)


def row_grounds() -> Iterator[tuple[str, Colour]]:
    for name in ("ground", "panel"):
        plain: Colour = getattr(PALETTE, name)
        hovered = over(HOVER, plain)
        yield f"row on {name}, hovered", hovered
        yield f"row on {name}, selected", over(PALETTE.selected, plain)
        yield f"row on {name}, selected and hovered", over(PALETTE.selected, hovered)


def styles() -> Iterator[tuple[str, ButtonStyle]]:
    """Yield every style that a module of the window declares."""
    for found in pkgutil.walk_packages(ui.__path__, "ui."):
        if "commandline" in found.name or found.name.endswith(("__main__", ".sdl", ".glx")):
            continue
        for name, value in vars(importlib.import_module(found.name)).items():
            if isinstance(value, ButtonStyle):
                yield f"{found.name}.{name}", value


@pytest.mark.parametrize("name", TEXTS)
def test_text_on_panels_and_rows(name: str) -> None:
    text: Colour = getattr(PALETTE, name)
    grounds = [(ground, getattr(PALETTE, ground)) for ground in PLAIN] + list(row_grounds())
    low = {
        where: round(contrast(text, on), 2)
        for where, on in grounds
        if contrast(text, on) < READABLE
    }

    assert low == {}


def test_buttons_in_every_state(stage: object) -> None:
    found = dict(styles())
    assert len(set(map(id, found.values()))) > 10
    low = {}
    for name, style in found.items():
        for ground in PLAIN:
            on: Colour = getattr(PALETTE, ground)
            for state, shade in (
                ("at rest", style.ground),
                ("hovered", shaded(style.ground, HOVERED)),
                ("pressed", shaded(style.ground, PRESSED)),
            ):
                seen = contrast(style.text, over(shade, on))
                if seen < READABLE:
                    low[name, state, ground] = round(seen, 2)

    assert low == {}


def test_types_in_rows_and_on_their_chips() -> None:
    for kind, shade in SHADES.items():
        for where, ground in (("chip", PALETTE.raised), *row_grounds()):
            assert contrast(shade, ground) >= READABLE, (kind, where)
            assert contrast(GUESSED[kind], ground) >= READABLE, (kind, where, "not certain")
        chip = over(faded(shade, CHOSEN_TYPE), PALETTE.panel)
        assert contrast(PALETTE.text, chip) >= READABLE, kind


def test_figures_over_waves_and_spectrogram_have_a_ground() -> None:
    from ui.waveform.overlay import FIGURE, STRIP

    for below in (PALETTE.accent, PALETTE.low, PALETTE.mid, PALETTE.high, PALETTE.text):
        assert contrast(FIGURE, over(STRIP, below)) >= READABLE
