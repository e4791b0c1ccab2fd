"""The settings while they make the window again: focus, place and size stay."""

from __future__ import annotations

from pathlib import Path

import trio
from kivy.core.window import Window

from models.state.screen import Sheet
from tests.ui.harness import Mouse, Screen, frames, keys, parts, shot, typed, window
from ui.shell.options_sheet import OptionsSheet
from ui.widgets.button import PushButton
from ui.widgets.number_field import NumberField


def named(name: str) -> PushButton:
    """Return the button or field of that name on the sheet, as it is now."""
    found = [one for kind in (PushButton, NumberField) for one in parts(kind) if one.name == name]
    return found[0]


async def to(screen: Screen, name: str) -> None:
    """Go on with Tab to a button."""
    for _ in range(90):
        await keys("Tab")
        if getattr(screen.root.walk_keys.now, "name", "") == name:
            return
    raise AssertionError(f"Tab does not reach {name}")


async def sized(size: tuple[int, int]) -> None:
    """Wait for a size of the window."""
    with trio.fail_after(60):
        while (round(Window.width), round(Window.height)) != size:
            await frames(1)


async def test_what_has_the_keyboard_keeps_it_and_a_window_its_size(tmp_path: Path) -> None:
    async with window(tmp_path, size=(1000, 700)) as screen:

        async def scaled(percent: int | None) -> None:
            await screen.until(lambda state: state.settings.scale == percent)
            await frames(2)

        await keys("ctrl+comma")
        await screen.until(lambda state: state.screen.sheet is Sheet.OPTIONS)
        await to(screen, "scale +")
        for step in (105, 110, 115):  # each makes all widgets again
            await keys("Return")
            await scaled(step)
            assert screen.root.walk_keys.now is named("scale +")
        await keys("shift+Tab")
        assert named("scale number").focus
        await typed("25x")
        await keys("Return")
        assert screen.state.settings.scale == 115
        await keys("ctrl+a")
        await typed("160")
        await keys("Return")
        await scaled(160)
        shot("settings-160")
        await keys("Tab")
        assert screen.root.walk_keys.now is named("scale +")

        less = named("scale \N{MINUS SIGN}")
        at = less.to_window(*less.center)
        for step in (155, 150, 145):  # where the mouse is, there the button is again
            await Mouse.click(*at)
            await scaled(step)

        await to(screen, "place.address Cluster…")
        sheet = parts(OptionsSheet)[0]
        offset = sheet.body.offset
        assert offset > 0
        for leave in ("Escape", "Return"):  # given up, and confirmed
            await keys("Return")
            await screen.until(lambda state: state.screen.sheet is Sheet.RENAME)
            if leave == "Return":
                await typed("nowhere")
                await keys("Return")
                await screen.until(lambda state: bool(state.filing.naming.reason))  # type: ignore[union-attr]
            await keys("Escape")
            await screen.until(lambda state: state.screen.sheet is Sheet.OPTIONS)
            assert screen.root.walk_keys.now is named("place.address Cluster…")
            assert parts(OptionsSheet)[0].body.offset == offset

        for percent, size in ((250, (1050, 1200)), (100, (1000, 700))):
            named("scale number").focus = True
            await frames(2)
            await keys("ctrl+a")
            await typed(str(percent))
            await keys("Return")
            await scaled(percent)
            await sized(size)
        shot("settings-100")
        await keys("Escape")
        await screen.until(lambda state: state.screen.sheet is None)
