"""The window at every size people have: nothing overlaps, nothing spills, panels move and fold."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import trio
from kivy.core.window import Window

from actors.messages import intents
from models.audio.span import Span
from models.audio.units import Frames
from models.layout.list_room import ROWS
from models.state.screen import Density, Sheet
from models.state.window_layout import Dock
from tests.ui.harness import Mouse, Screen, frames, keys, parts, sample_list, shot, window
from ui.browser.name_list import NameList
from ui.browser.side import SidePart
from ui.collections.part import CollectionsPart
from ui.shell.edge_strip import EdgeStrip
from ui.shell.sheet import SheetFrame
from ui.shell.undo_bar import UndoBar
from ui.widgets.button import PushButton
from ui.widgets.label import TextLabel
from ui.widgets.placing import has_room
from ui.widgets.row_list import RowList
from ui.widgets.scroller import Scroller
from ui.widgets.slider import ValueSlider
from ui.widgets.splitter import Splitter
from ui.widgets.text_field import Field

ALL = (
    *(Sheet.OPTIONS, Sheet.SOUND, Sheet.KEYS, Sheet.ADD, Sheet.EXPORT, Sheet.SEND, Sheet.MODELS),
    Sheet.NOTICES,
)
SIZES = (
    ((420, 640), None, ALL),
    ((800, 600), None, (Sheet.OPTIONS, Sheet.KEYS)),
    ((1024, 768), None, ()),
    ((1440, 900), None, (Sheet.OPTIONS,)),
    ((2560, 1440), None, ()),
    ((840, 1280), 200, (Sheet.OPTIONS, Sheet.EXPORT)),
    ((2560, 1440), 200, (Sheet.KEYS,)),
    ((2160, 1350), 150, ()),
)
"""Pixels of the window, scale, and sheets that are opened."""
ACTIVE = (PushButton, RowList, ValueSlider, Splitter, Field)
Box = tuple[float, float, float, float]


async def resized(screen: Screen, size: tuple[int, int]) -> None:
    """Make the window that large, as a person would by its edge."""
    Window.size = size
    with trio.fail_after(60):
        while tuple(screen.root.size) != size:
            await frames(1)
    await frames(3)


def visible(widget: Any) -> bool:
    """Tell whether a widget and everything it is inside of are drawn."""
    if widget.width < 1 or widget.height < 1:
        return False
    while widget is not None and widget is not widget.parent and hasattr(widget, "opacity"):
        if widget.opacity == 0 or (isinstance(widget, PushButton) and not has_room(widget)):
            return False
        widget = widget.parent
    return widget is not None


def seen(widget: Any) -> Box:
    """Return left, bottom, right, top of the part of a widget that is not scrolled away."""
    left, bottom, right, top = widget.x, widget.y, widget.right, widget.top
    above = widget.parent
    while above is not None and above is not above.parent:
        if isinstance(above, Scroller):
            bottom, top = max(bottom, above.y), min(top, above.top)
        above = above.parent
    return left, bottom, right, top


def meet(one: Box, other: Box) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    along = min(one[3], other[3]) - max(one[1], other[1])
    return across > 0.5 and along > 0.5


def called(widget: Any) -> str:
    words = getattr(widget, "text", "") or getattr(widget, "command", "")
    return f"{type(widget).__name__} {words!r} {[round(part) for part in seen(widget)]}"


def faults(root: Any) -> Iterator[str]:
    """Yield what overlaps, and what spills over its box or out of the window."""
    for bar in parts(UndoBar, root):  # lies over the status bar for a few seconds
        if bar.opacity and (bar.x < 0 or bar.right > root.right):
            yield "the undo bar lies outside of the window"
        bar.opacity = 0
    sheet = next((child for child in root.children if isinstance(child, SheetFrame)), None)
    top = sheet or root
    active = [one for one in parts(object, top) if isinstance(one, ACTIVE) and visible(one)]
    labels = [one for one in parts(TextLabel, top) if visible(one) and one.text]
    boxes = {one: seen(one) for one in (*active, *labels)}
    boxes = {one: box for one, box in boxes.items() if box[3] - box[1] > 0.5}
    for one, other in combinations([one for one in active if one in boxes], 2):
        within = other in one.walk_reverse() or one in other.walk_reverse()  # a field has a button
        if not within and meet(boxes[one], boxes[other]):
            yield f"{called(one)} overlaps {called(other)}"
    for label in labels:
        if label not in boxes:
            continue
        for other in active:
            if other in boxes and other not in label.walk_reverse() and label.parent is not other:
                inner = isinstance(other, RowList)  # an empty list says why
                if not inner and meet(boxes[label], boxes[other]):
                    yield f"{called(label)} overlaps {called(other)}"
        if label._words.size[0] > label.width + 1 or label._words.size[1] > label.height + 6:
            yield f"{called(label)} spills: {label._words.size} in {label.size}"
    for widget, (left, bottom, right, high) in boxes.items():
        if left < -0.5 or bottom < -0.5 or right > root.right + 0.5 or high > root.top + 0.5:
            yield f"{called(widget)} lies outside of the window"
    for button in parts(PushButton, top):
        if min(button._ground.size) <= 0:  # Kivy would draw it where it was
            yield f"{called(button)} has no room, and is drawn"
    for button in (one for one in active if isinstance(one, PushButton)):
        if button._text_shape.size[0] > button.width + 1:
            yield f"{called(button)} spills"


async def test_nothing_overlaps_and_nothing_spills_at_any_size(
    tmp_path: Path, demo_sounds: Path
) -> None:
    async with window(tmp_path, demo_sounds) as screen:
        await keys("Down", "Down")
        await screen.until(
            lambda state: state.editor.picture is not None and state.editor.picture.complete
        )
        screen.post(intents.Select(Span(Frames(8_000), Frames(16_000))))
        screen.post(intents.NameCollection("Drums of the street and the yard"))
        await screen.until(lambda state: len(state.collections.all) == 1)
        found: list[object] = []
        for density in (Density.TOUCH, Density.DESKTOP):
            screen.post(intents.ChangeSetting("density", density))
            await screen.until(lambda state, density=density: state.density is density)  # type: ignore[misc]
            await resized(screen, SIZES[0][0])
            shot(f"layout-{density.value}")
            found += [(density, fault) for fault in faults(screen.root)]
            assert sample_list().height >= ROWS * sample_list().row_height
        for size, scale, sheets in SIZES:
            screen.post(intents.ChangeSetting("scale", scale))
            await screen.until(lambda state, scale=scale: state.settings.scale == scale)  # type: ignore[misc]
            await resized(screen, size)
            shot(f"layout-{size[0]}x{size[1]}-{scale}")
            found += [(size, scale, fault) for fault in faults(screen.root)]
            for sheet in sheets:
                screen.post(intents.ToggleSheet(sheet))
                await screen.until(lambda state, sheet=sheet: state.screen.sheet is sheet)  # type: ignore[misc]
                await frames(2)
                shot(f"layout-{size[0]}-{scale}-{sheet.value}")
                found += [(size, scale, sheet, fault) for fault in faults(screen.root)]
                screen.post(intents.ToggleSheet(sheet))
                await screen.until(lambda state: state.screen.sheet is None)
        assert not found, "\n".join(map(str, found))


async def test_panels_are_moved_hidden_opened_by_a_drag_and_remembered(
    tmp_path: Path, demo_sounds: Path
) -> None:
    async with window(tmp_path, demo_sounds) as screen:
        side = parts(SidePart)[0]
        line = min((one for one in parts(Splitter) if one.upright), key=lambda one: one.x)
        before, (x, y) = side.width, line.center
        await Mouse.move(x, y)
        await Mouse.down()
        await Mouse.move(x + 80, y)
        await Mouse.up()
        await screen.until(lambda state: state.settings.window.sources_width is not None)
        assert abs(side.width - before - 80) <= 4

        screen.post(intents.NameCollection("Kit"))
        await screen.until(lambda state: len(state.collections.all) == 1)
        await keys("F8")
        await screen.until(lambda state: Dock.COLLECTIONS in state.settings.window.hidden)
        assert not parts(CollectionsPart)
        left, bottom, width, tall = sample_list().box(0)
        edge = max(parts(EdgeStrip), key=lambda one: one.x)
        await Mouse.move(left + width / 3, bottom + tall / 2)
        await Mouse.down()
        await Mouse.move(left + width / 2, bottom + tall / 2)
        await Mouse.move(*edge.center)
        await frames(3)
        shot("opened by a drag")
        left, bottom, width, tall = parts(NameList, parts(CollectionsPart)[0])[0].box(0)
        await Mouse.move(left + width / 2, bottom + tall / 2)
        await Mouse.up()
        await screen.until(lambda state: state.collections.all[0].count == 1)
        await frames(3)
        assert not parts(CollectionsPart)

        tree = next(folder for folder in screen.state.folders.visible if folder.parent)
        screen.post(intents.ToggleFolder(tree.path))
        await keys("l")
        await screen.until(lambda state: state.transport.loop and bool(state.folders.open))
        wanted = side.width
    async with window(tmp_path) as screen:
        await screen.until(lambda state: state.transport.loop and bool(state.folders.all))
        assert not parts(CollectionsPart)
        assert parts(SidePart)[0].width == wanted
        assert screen.state.folders.open == {tree.path}
        await strip(screen)


async def strip(screen: Screen) -> None:
    """Make the window narrow, and what it was."""
    await keys("F12")
    await screen.until(lambda state: state.settings.window.strip)
    with trio.fail_after(60):
        while screen.root.width > 500:
            await frames(1)
    await frames(3)
    shot("strip")
    assert Window.always_on_top
    assert not list(faults(screen.root))
    await keys("F12")
    with trio.fail_after(60):
        while screen.root.width < 1400:
            await frames(1)
    assert not Window.always_on_top
