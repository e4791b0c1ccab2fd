"""What kind of sound a sample is: seen, filtered by, corrected, with the hands."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kivy.metrics import dp

from models.state.app import AppState
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


def typed(state: AppState) -> Mapping[SoundType, int]:
    """Return the samples of each type that is listed, as chips count them."""
    counts = state.browser.counts
    known = (counts.types if counts is not None else None) or {}
    return {kind: count for kind, count in known.items() if count}


async def test_chips_count_types_and_narrow_the_list(embedded_demo: EmbeddedDemo) -> None:
    async with embedded_demo() as screen:
        state = await screen.until(lambda state: bool(typed(state)))
        await frames(4)
        shot("types")
        kicks = typed(state)[SoundType.KICK]
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
            lambda state: (
                not state.browser.waiting
                and sum(typed(state).values()) == len(state.browser.ids) > 0
            )
        )
        await frames(4)
        shot("types on a tablet")
        (side,) = parts(SidePart)
        _, tree = parts(NameList, side)
        assert tree.height >= dp(LEAST * TABLET.folder_row) - 1
        shown = {one.text for one in parts(PushButton, parts(TypeChips)[0])}
        counts = typed(state)
        commonest = max(counts, key=lambda kind: counts[kind])
        assert f"{commonest.value} {counts[commonest]}" in shown
        assert 0 < len(shown) < len(counts)


async def test_a_type_that_is_wrong_is_corrected_and_stays(
    tmp_path: Path, demo_sounds: Path
) -> None:
    async with window(tmp_path, demo_sounds / "Pads", auto_embed=True) as screen:
        await screen.until(lambda state: bool(typed(state)))
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
        await screen.until(lambda state: SoundType.VOCAL in typed(state))
        shot("type corrected")
    async with window(tmp_path, auto_embed=True) as screen:
        state = await screen.until(lambda state: state.browser.window.row(0) is not None)
        row = state.browser.window.row(0)
        assert row is not None
        assert row.type is SoundType.VOCAL
