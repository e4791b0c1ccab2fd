"""The window at the sizes people have; `SEMPAL_SHOTS` keeps the pictures for the eye."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import trio

from actors.messages import intents
from models.audio.span import Span
from models.audio.units import Frames
from models.state.screen import Density, Sheet
from tests.ui.harness import Mouse, Screen, frames, keys, parts, pixels, sample_list, shot, window
from ui.shell.key_sheet import KeySheet
from ui.shell.root import Root
from ui.waveform.picture import PictureView
from ui.widgets.button import PushButton
from ui.widgets.button_tip import ButtonTip
from ui.widgets.label import TextLabel
from ui.widgets.paragraph import Paragraph

SIZES = [(1440, 900), (1024, 768), (2560, 1440)]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_every_part_has_its_place_inside_the_window_and_every_key_on_its_sheet(
    tmp_path: Path, demo_sounds: Path, size: tuple[int, int]
) -> None:
    async with window(tmp_path, demo_sounds, size=size) as screen:
        await keys("Down", "Down")
        await screen.until(
            lambda state: state.editor.picture is not None and state.editor.picture.complete
        )
        screen.post(intents.Select(Span(Frames(8_000), Frames(16_000))))
        screen.post(intents.ToggleLoop())
        await frames(4)
        shot(f"window-{size[0]}x{size[1]}")
        root = parts(Root)[0]
        assert tuple(root.size) == size
        for part in root.children:
            assert part.x >= 0
            assert part.y >= 0
            assert part.right <= size[0]
            assert part.top <= size[1]
        assert parts(PictureView)[0].height >= 100
        assert sample_list().height >= 5 * sample_list().row_height
        assert pixels().shape[:2] == (size[1], size[0])
        await every_key_is_seen(screen, size)


async def test_tablet_density_makes_every_target_large_enough(
    tmp_path: Path, demo_sounds: Path
) -> None:
    async with window(tmp_path, demo_sounds) as screen:
        screen.post(intents.ChangeSetting("density", Density.TOUCH))
        screen.post(intents.ToggleSheet(Sheet.OPTIONS))
        await screen.until(lambda state: state.screen.sheet is Sheet.OPTIONS)
        await frames(3)
        shot("tablet")
        small = [
            (button.text or button.hint, button.hit_height)
            for button in parts(PushButton)
            if button.opacity and button.hit_height < 44
        ]

        assert sample_list().row_height >= 44
        assert small == []


async def every_key_is_seen(screen: Screen, size: tuple[int, int]) -> None:
    """Open the sheet of keys in a window of that size and look at all of it."""
    await keys("question")
    await screen.until(lambda state: state.screen.sheet is Sheet.KEYS)
    await frames(2)
    shot(f"keys-{size[0]}")
    sheet = parts(KeySheet)[0]
    left, bottom, width, height = sheet.card
    labels = parts(TextLabel, sheet)
    beside = [one.text for one in labels if one.x < left or one.right > left + width]
    outside = [one.text for one in labels if one.y < bottom or one.top > bottom + height]

    assert beside == []
    assert [one.text for one in labels if one.natural_width() > one.width] == [], "cut"
    assert bool(outside) is sheet.body.scrolls is (size == (1024, 768))
    lowest = min(labels, key=lambda one: one.y)
    sheet.body.reveal(lowest)
    assert bottom <= lowest.y <= lowest.top <= bottom + height
    lines = [one for one in labels if not isinstance(one, Paragraph)]
    assert not [one.text for one in lines if one.natural_width() > one.width + 1]
    assert all(piece.height >= 12 for piece in parts(TextLabel, sheet))


async def shown(tip: Callable[[], bool]) -> None:
    """Wait for a tooltip: the mouse rests."""
    with trio.fail_after(60):
        while not tip():
            await frames(1)


async def test_every_button_tells_its_name_and_its_key_when_the_mouse_rests(
    tmp_path: Path, demo_sounds: Path
) -> None:
    async with window(tmp_path, demo_sounds) as screen:
        buttons = [button for button in parts(PushButton) if button.opacity]
        tips = {ButtonTip.describe(button.hint, button.command) for button in buttons}
        unnamed = [
            (button.text, button.command)
            for button in buttons
            if not ButtonTip.describe(button.hint, button.command)
        ]
        assert not unnamed
        assert {"Find similar (s)", "Play / pause (Space)", "Keyboard shortcuts (? Ctrl+/)"} <= tips
        similar = next(button for button in buttons if button.command == "find-similar")
        await Mouse.move(*similar.center)
        await shown(lambda: ButtonTip.text() == "Find similar (s)")
        shot("tooltip")
        await Mouse.move(*sample_list().center)
        assert ButtonTip.text() == ""
        left, bottom, width, tall = sample_list().box(2)
        await Mouse.move(left + width / 3, bottom + tall / 2)
        await shown(lambda: bool(sample_list()._tip.text))

        screen.post(intents.ToggleSheet(Sheet.OPTIONS))
        await screen.until(lambda state: state.screen.sheet is Sheet.OPTIONS)
        await frames(3)
        assert sample_list()._tip.text == "", "no sheet is under a tooltip"
        await Mouse.move(*similar.center)
        assert similar.hovered
        await shown(lambda: not (ButtonTip._tooltip and ButtonTip._tooltip.waiting))
        assert ButtonTip.text() == "", "nothing is told of what lies below"
