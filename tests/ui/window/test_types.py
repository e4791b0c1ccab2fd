"""What kind of sound a sample is: seen, filtered by, corrected, with the hands."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from kivy.metrics import dp

from models.state.screen import Density
from models.types.sound_type import SoundType
from tests.ui.harness import Mouse, frames, parts, sample_list, shot, window
from tests.ui.window.conftest import EmbeddedDemo
from tests.ui.window.test_collections import choose
from tests.ui.window.test_similarity import button, focus
from ui.browser.name_list import NameList
from ui.browser.side import LEAST, SidePart
from ui.browser.type_chips import TypeChips
from ui.theme import TABLET
from ui.widgets.button import PushButton


async def test_chips_count_types_and_narrow_the_list(embedded_demo: EmbeddedDemo) -> None:
    async with embedded_demo() as screen:
        state = await screen.until(lambda state: bool((state.map.traits.types >= 0).any()))
        await frames(4)
        shot("types")
        kicks = int((state.map.traits.types == list(SoundType).index(SoundType.KICK)).sum())
        assert f"kick {kicks}" in {one.text for one in parts(PushButton, parts(TypeChips)[0])}
        everything = len(state.browser.ids)

        await Mouse.click(*button("kick", TypeChips))
        state = await screen.until(
            lambda state: not state.browser.waiting and len(state.browser.ids) == kicks
        )
        assert state.browser.query.words == "type:kick"
        await Mouse.click(*button("kick", TypeChips))
        await screen.until(lambda state: len(state.browser.ids) == everything)


async def test_on_a_small_tablet_the_rarest_types_make_room_for_folders(
    tmp_path: Path, demo_sounds: Path
) -> None:
    names = ("Bass", "Drums", "FX", "Loops", "Pads", "Stabs")
    sources = [demo_sounds / name for name in names]
    small = (1024, 768)
    async with window(
        tmp_path, *sources, size=small, density=Density.TOUCH, auto_embed=True
    ) as screen:
        state = await screen.until(
            lambda state: bool(len(state.map.traits.types) and (state.map.traits.types >= 0).all())
        )
        await frames(4)
        shot("types on a tablet")
        (side,) = parts(SidePart)
        _, tree = parts(NameList, side)
        assert tree.height >= dp(LEAST * TABLET.folder_row) - 1
        shown = {one.text for one in parts(PushButton, parts(TypeChips)[0])}
        counts = np.bincount(state.map.traits.types[state.map.traits.types >= 0])
        commonest = list(SoundType)[int(counts.argmax())]
        assert f"{commonest.value} {counts.max()}" in shown
        assert 0 < len(shown) < np.count_nonzero(counts)


async def test_a_type_that_is_wrong_is_corrected_and_stays(
    tmp_path: Path, demo_sounds: Path
) -> None:
    async with window(tmp_path, demo_sounds / "Pads", auto_embed=True) as screen:
        await screen.until(lambda state: bool((state.map.traits.types >= 0).any()))
        await focus(screen, "Pad")
        left, bottom, _, height = sample_list().box(0)
        await Mouse.click(left + 300, bottom + height / 2, button=3)
        await choose("Set type…")
        await choose("vocal")
        state = await screen.until(
            lambda state: (
                (row := state.browser.window.row(0)) is not None and row.type is SoundType.VOCAL
            )
        )
        row = state.browser.window.row(0)
        assert row is not None
        assert row.confidence == 1
        await screen.until(
            lambda state: (state.map.traits.types == list(SoundType).index(SoundType.VOCAL)).any()
        )
        shot("type corrected")
    async with window(tmp_path, auto_embed=True) as screen:
        state = await screen.until(lambda state: state.browser.window.row(0) is not None)
        row = state.browser.window.row(0)
        assert row is not None
        assert row.type is SoundType.VOCAL
