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
from models.state.screen import Sheet
from tests.ui.harness import Screen, frames, keys, parts, shot, window
from ui.shell.sheet import SheetFrame
from ui.widgets.button import PushButton
from ui.widgets.label import TextLabel
from ui.widgets.placing import has_room
from ui.widgets.row_list import RowList
from ui.widgets.scroller import Scroller
from ui.widgets.slider import ValueSlider
from ui.widgets.splitter import Splitter
from ui.widgets.text_field import Field

SIZES = ((420, 640), (800, 600), (1024, 768), (1440, 900), (2560, 1440))
ACTIVE = (PushButton, RowList, ValueSlider, Splitter, Field)
Box = tuple[float, float, float, float]


async def resized(screen: Screen, size: tuple[int, int]) -> None:
    """Make the window that large, as a person would by its edge."""
    Window.size = size
    with trio.fail_after(20):
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
    sheet = next((child for child in root.children if isinstance(child, SheetFrame)), None)
    top = sheet or root
    active = [one for one in parts(object, top) if isinstance(one, ACTIVE) and visible(one)]
    labels = [one for one in parts(TextLabel, top) if visible(one) and one.text]
    boxes = {one: seen(one) for one in (*active, *labels)}
    boxes = {one: box for one, box in boxes.items() if box[3] - box[1] > 0.5}
    for one, other in combinations([one for one in active if one in boxes], 2):
        if meet(boxes[one], boxes[other]):
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
        found = []
        for size in SIZES:
            await resized(screen, size)
            shot(f"layout-{size[0]}x{size[1]}")
            found += [(size, fault) for fault in faults(screen.root)]
            for sheet in (Sheet.OPTIONS, Sheet.SOUND, Sheet.KEYS, Sheet.ADD, Sheet.EXPORT):
                screen.post(intents.ToggleSheet(sheet))
                await screen.until(lambda state, sheet=sheet: state.screen.sheet is sheet)  # type: ignore[misc]
                await frames(2)
                shot(f"layout-{size[0]}-{sheet.value}")
                found += [(size, sheet.value, fault) for fault in faults(screen.root)]
                screen.post(intents.ToggleSheet(sheet))
                await screen.until(lambda state: state.screen.sheet is None)
        assert not found, "\n".join(map(str, found))
