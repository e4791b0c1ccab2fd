"""Keys of keyboards that are not American, also when the layout changes while the app runs."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from functools import partial
from pathlib import Path

import pytest
import trio

from actors.messages import intents
from models.audio.span import Span
from models.audio.units import Frames
from models.library.tag import Tag
from models.state.app import AppState
from models.state.screen import Panel, Sheet
from tests.ui.harness import Screen, keys, window

LOOP, SEARCH, G, S, W = "46", "41", "42", "39", "25"
"""X keycodes: the keys of a US keyboard that these letters are on."""


CONFIG = """[keys]
map = "ö"
uncollect = "#"
options = "ß"
"""


@pytest.fixture
async def screen(tmp_path: Path, demo_sounds: Path) -> AsyncGenerator[Screen, None]:
    (tmp_path / "config.toml").write_text(CONFIG)
    async with window(tmp_path, demo_sounds) as screen:
        await keys("Down", "Escape")
        await screen.until(lambda state: bool(state.editor.sample and not state.transport.active))
        try:
            yield screen
        finally:
            await layout("us")


async def layout(name: str) -> None:
    await trio.run_process(["setxkbmap", name])


async def together(*codes: str) -> None:
    """Press keys so quickly that a chord never waits too long for its second one."""
    await trio.run_process(["xdotool", "key", *codes])


async def press(screen: Screen, *codes: str, then: Callable[[AppState], bool]) -> AppState:
    await keys(*codes)
    return await screen.until(then)


async def collection(screen: Screen) -> None:
    """Make one, so that there is something to add to."""
    screen.post(intents.BeginNaming())
    await screen.until(lambda state: state.screen.sheet is Sheet.NAME)
    screen.post(intents.NameCollection("Drums"))
    await screen.until(lambda state: len(state.collections.all) == 1)
    screen.post(intents.FocusPanel(Panel.SAMPLES))


def loops(wanted: bool, state: AppState) -> bool:
    return state.transport.loop is wanted


def holds(count: int, state: AppState) -> bool:
    return state.collections.all[0].count == count


def mark(state: AppState) -> Tag | None:
    row = state.browser.window.find(state.browser.focus) if state.browser.focus else None
    return row.tag if row else None


async def test_letters_that_are_not_latin_do_what_their_place_does(screen: Screen) -> None:
    for name in ("ru", "gr", "il"):
        await layout(name)
        looped = not screen.state.transport.loop
        await keys(LOOP)
        await screen.until(partial(loops, looped))
        await together(G, W)
        await screen.until(lambda state: state.screen.focus is Panel.WAVEFORM)
        await together(G, S)
        await screen.until(lambda state: state.screen.focus is Panel.SAMPLES)
        await press(screen, "ctrl+32", then=lambda state: state.screen.sheet is Sheet.ADD)
        await press(screen, "Escape", then=lambda state: state.screen.sheet is None)
        await press(screen, SEARCH, then=lambda state: state.screen.focus is Panel.SEARCH)
        await layout("us")
        await press(screen, *"kick", then=lambda state: state.browser.query.words == "kick")
        await layout(name)
        await keys("ctrl+38")  # Ctrl+A
        await press(screen, "ctrl+53", then=lambda state: not state.browser.query.words)  # Ctrl+X
        await press(screen, "Escape", then=lambda state: state.screen.focus is Panel.SAMPLES)


async def test_azerty_types_digits_with_shift_and_the_keypad_without(screen: Screen) -> None:
    await collection(screen)
    await layout("fr")
    for count, digit in enumerate(("10", "shift+10", "KP_1"), 1):
        await keys("Down", "Escape", digit)
        await screen.until(partial(holds, count))
    await press(screen, "shift+58", then=lambda state: state.screen.sheet is Sheet.KEYS)


async def test_qwertz_has_its_signs_elsewhere_and_its_own_letters(screen: Screen) -> None:
    await layout("de")
    await press(screen, "Right", then=lambda state: mark(state) is Tag.KEEP)
    await press(screen, "shift+51", then=lambda state: mark(state) is Tag.NEUTRAL)
    for question in ("shift+20", "ctrl+shift+16"):
        await press(screen, question, then=lambda state: state.screen.sheet is Sheet.KEYS)
        await press(screen, "Escape", then=lambda state: state.screen.sheet is None)
    await press(screen, "20", then=lambda state: state.screen.sheet is Sheet.OPTIONS)  # ß
    await press(screen, "Escape", then=lambda state: state.screen.sheet is None)
    await press(screen, "47", then=lambda state: state.map.shown)  # ö
    await press(screen, "47", then=lambda state: not state.map.shown)
    screen.post(intents.FocusPanel(Panel.WAVEFORM))
    span = Span(Frames(4000), Frames(8000))
    screen.post(intents.Select(span))
    await screen.until(lambda state: state.editor.selection is not None)

    def moved(state: AppState) -> bool:
        now = state.editor.selection
        return now is not None and now.start < span.start and now.end > span.end

    # AltGr and 8, 9: `[` and `]`.
    await press(screen, "ISO_Level3_Shift+17", "ISO_Level3_Shift+18", then=moved)
