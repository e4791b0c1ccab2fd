"""A law of the panels and of every sheet: Tab goes round, focus is seen, Enter means the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import trio
from kivy.core.window import Window
from kivy.uix.widget import Widget

from actors.messages import intents
from models.state.screen import Density, Panel, Sheet
from tests.ui.harness import Screen, endless, frames, keys, parts, shot, window
from tests.ui.review import ways
from tests.ui.window.test_layout import resized
from ui.shell.folder_picker import FolderPicker
from ui.shell.sheet import SheetFrame
from ui.shell.sheets import SHEETS
from ui.tab_walk import TabWalk
from ui.theme import PALETTE
from ui.widgets.button import PushButton
from ui.widgets.menu import Menu
from ui.widgets.row_list import RowList
from ui.widgets.scroller import Scroller
from ui.widgets.slider import ValueSlider
from ui.widgets.splitter import Splitter
from ui.widgets.text_field import Field

TAB, ENTER = (9, 43), (13, 40)
"""Codes of the keys, as SDL has them: keycode and scancode."""
BARE = {Sheet.HINDERED, Sheet.RECORDING}
"""Opened without what they are about: a hindered edit, a microphone."""


def press(key: tuple[int, int], *modifiers: str) -> None:
    """Press and release a key at once, as SDL hands it to the window."""
    Window.dispatch("on_key_down", *key, None, list(modifiers))
    Window.dispatch("on_key_up", *key)


def held(screen: Screen) -> Any:
    """Return what has the keyboard: a stop of Tab, a field, or else the focused panel."""
    sheet, now = screen.root._sheet, screen.root.walk_keys.now
    field = now or next((one for one in parts(Field, sheet or screen.root) if one.focus), None)
    return field or (None if sheet else screen.state.screen.focus)


def named(stop: Any) -> str:
    """Return words that tell a stop apart, also when it was made again."""
    names = ("text", "hint", "name", "command")
    words = next(filter(None, (getattr(stop, name, "") for name in names)), "")
    return f"{type(stop).__name__} {words or stop}"


def is_seen(walk: TabWalk, stop: Any) -> bool:
    """Tell whether a stop shows that it has the keyboard, and is not scrolled away."""
    if isinstance(stop, Panel):
        return True  # the outline of panels is that of test_triage
    bottom, top = stop.to_window(0, stop.y)[1], stop.to_window(0, stop.top)[1]
    low, high = 0.0, float(Window.height)
    above = stop.parent
    while above is not None and above is not above.parent:
        if isinstance(above, Scroller):
            low = max(low, above.to_window(0, above.y)[1])
            high = min(high, above.to_window(0, above.top)[1])
        above = above.parent
    listed = isinstance(stop, RowList)  # may be higher than what is seen of it
    if not listed and (bottom < low - 1 or top > high + 1):
        return False
    if isinstance(stop, Field):
        return tuple(stop._border_colour.rgba) == PALETTE.accent
    return len(walk._drawn) == len(("left", "bottom", "width", "height"))


def reachable(sheet: Widget) -> Iterator[Widget]:
    """Yield all that a person can press, move or write in."""
    for one in sheet.walk(restrict=True):
        listed = isinstance(one, RowList) and getattr(one, "walked", False) and one.count
        if not listed and not isinstance(one, PushButton | ValueSlider | Splitter | Field):
            continue
        if one.width < 1 or one.height < 1 or one.disabled:
            continue
        above = one
        while above.opacity and above is not above.parent:
            above = above.parent
        if above.opacity:
            yield one


def walked(screen: Screen, count: int, *modifiers: str, enter: bool = False) -> list[Any]:
    """Press Tab so often; return where each led; each was to be seen.

    Args:
        screen: The app.
        count: Of the presses.
        modifiers: Held keys.
        enter: Press Enter at each button, too.
    """
    stops: list[Any] = []
    for _ in range(count):
        press(TAB, *modifiers)
        stop = held(screen)
        assert stop is not None, f"nothing has the keyboard after {stops[-1:]}"
        assert is_seen(screen.root.walk_keys, stop), f"{named(stop)} is not seen"
        if enter and isinstance(stop, PushButton):
            press(ENTER)
        stops.append(stop)
    return stops


def goes_round(screen: Screen, sheet: SheetFrame, pressed: list[Widget]) -> None:
    """Walk a sheet forth and back, and press Enter at each button and with none.

    Args:
        screen: The app.
        sheet: The open one.
        pressed: Receives the buttons that are pressed.
    """
    there = list(reachable(sheet))
    forth = walked(screen, len(there), enter=True)
    assert sorted(map(named, forth)) == sorted(map(named, there))
    assert len({*map(id, forth)}) == len(there), "a stop twice"
    press(TAB)
    assert held(screen) is forth[0], "does not return"
    back = walked(screen, len(there), "shift")
    assert [*map(named, back)] == [*map(named, forth[::-1])]
    buttons = [one for one in forth if isinstance(one, PushButton)]
    assert pressed == buttons
    screen.root.walk_keys.leave()
    for one in there:
        if isinstance(one, Field):
            one.focus = False
    press(ENTER)
    bright = [one for one in buttons if one.primary]
    assert len(bright) <= 1
    assert pressed[len(buttons) :] == bright


async def opened(screen: Screen, which: Sheet) -> SheetFrame:
    """Open a sheet as the program does, with what it is about."""
    known = {} if which in BARE else ways(screen.state)
    for intent in known.get(which, (intents.ToggleSheet(which),)):
        screen.post(intent)
        await frames(2)
    await screen.until(lambda state: state.screen.sheet is which)
    sheet = screen.root._sheet
    assert sheet is not None
    for picker in parts(FolderPicker, sheet):
        picker.write("/proc/self/fdinfo/")  # Tab completes a path first, where there is anything
        with trio.fail_after(60):
            while picker._found.typed != picker.path:
                await frames(1)
    return sheet


async def test_tab_goes_round_in_all_panels_and_in_every_sheet_and_enter_means_the_same(
    tmp_path: Path, demo_sounds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with window(tmp_path, demo_sounds / "Drums") as screen:
        await keys("Down")
        await screen.until(lambda state: state.editor.sample is not None)
        await around_the_panels(screen)
        await by_keys(screen)
        screen.post(intents.NameCollection("Breaks"))
        await screen.until(lambda state: bool(state.collections.all))
        screen.post(intents.AddToCollection(1))
        await resized(screen, (420, 640))
        with monkeypatch.context() as patch:
            await in_every_sheet(screen, patch)


async def around_the_panels(screen: Screen) -> None:
    """Tab from the list until it has the keyboard again: all was reached, once, and seen."""
    reached: list[Any] = []
    while not reached or held(screen) is not Panel.SAMPLES:
        press(TAB)
        panel = getattr(screen.root.walk_keys._last, "key_panel", None)
        if panel is not None:
            await screen.until(lambda state, panel=panel: state.screen.focus is panel)  # type: ignore[misc]
        reached.append(held(screen))
        assert is_seen(screen.root.walk_keys, reached[-1]), named(reached[-1])
        assert len(reached) < 200, "does not return"
    shot("tab")
    assert {*reached} >= {Panel.SOURCES, Panel.FOLDERS, Panel.WAVEFORM}
    missed = [named(one) for one in reachable(screen.root) if one not in reached]
    assert not missed, missed
    assert len({*map(id, reached)}) == len(reached), "a stop twice"
    for kind in (Field, Splitter, ValueSlider):
        assert any(isinstance(one, kind) for one in reached), kind
    await keys("shift+Tab")
    assert held(screen) is reached[-2]
    goes_on_behind_what_vanishes(screen, reached)


def goes_on_behind_what_vanishes(screen: Screen, stops: list[Any]) -> None:
    """Hide the stop that has the keyboard, as a notice leaves: Tab goes on from its place."""
    walk = screen.root.walk_keys
    buttons = [at for at, one in enumerate(stops) if isinstance(one, PushButton)]
    at = next(
        one for one in buttons if {one - 1, one + 1} <= {*buttons} and not stops[one].disabled
    )
    for modifiers, then in (((), stops[at + 1]), (("shift",), stops[at - 1])):
        walk.resume(stops[at], outlined=True)
        stops[at].disabled = True
        walk.follow()
        press(TAB, *modifiers)
        assert held(screen) is then, (modifiers, *map(named, (held(screen), then, stops[at])))
        stops[at].disabled = False


async def by_keys(screen: Screen) -> None:
    """Open menus, enter a panel, play, and change a setting by keys of the X server."""
    await keys("g", "S")
    await screen.until(lambda state: state.screen.focus is Panel.SOURCES)
    for key in ("Menu", "shift+F10"):
        await keys(key)
        assert Menu.current is not None
        await keys("Escape")
        assert Menu.current is None
    await keys("Return")
    await screen.until(lambda state: state.screen.focus is Panel.SAMPLES)
    await endless(screen)
    await keys("Return")
    await screen.until(lambda state: state.transport.active)
    await keys("Escape")
    await screen.until(lambda state: not state.transport.active)
    await keys("ctrl+comma")
    await screen.until(lambda state: state.screen.sheet is Sheet.OPTIONS)
    await keys("Tab", "Tab")
    sheet = screen.root._sheet
    assert sheet is not None
    assert held(screen) in set(sheet.walk())
    while held(screen).text != "Compact":
        press(TAB)
    await keys("Return")
    await screen.until(lambda state: state.settings.density is Density.COMPACT)
    await keys("Escape")
    await screen.until(lambda state: state.screen.sheet is None)


async def in_every_sheet(screen: Screen, patch: pytest.MonkeyPatch) -> None:
    """Go round in each sheet that there is, and press Enter at all its buttons."""
    pressed: list[Widget] = []

    def press(button: PushButton) -> None:  # what each does is for its own test
        pressed.append(button)

    patch.setattr(PushButton, "press", press)
    # The sheet that saves slices is the last: their mode stays.
    for which in sorted(SHEETS, key=lambda one: (one is Sheet.SAVE, one.value)):
        pressed.clear()
        sheet = await opened(screen, which)
        shot(f"tab-{which.name.lower()}")
        focus = screen.state.screen.focus
        try:
            goes_round(screen, sheet, pressed)
        except AssertionError as fault:
            fault.add_note(str(which))
            raise
        assert screen.root._sheet is sheet
        assert screen.state.screen.focus is focus, "a panel behind it took the keyboard"
        await keys("Escape")
        await screen.until(lambda state: state.screen.sheet is None)
        screen.post(intents.ClearRows())
