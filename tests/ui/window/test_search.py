"""Searching with the hands: terms, mistakes, slips, and coming back."""

from __future__ import annotations

from pathlib import Path

from models.state.screen import Panel, Sheet
from tests.ui.harness import keys, parts, shot, typed, window
from ui.browser.header import Header
from ui.widgets.label import TextLabel


def reported() -> set[str]:
    """Return what stands above the list."""
    return {one.text for one in parts(TextLabel, parts(Header)[0])}


async def test_terms_narrow_the_list_and_mistakes_are_said(
    tmp_path: Path, demo_sounds: Path
) -> None:
    async with window(tmp_path, demo_sounds) as screen:
        await keys("f")
        await screen.until(lambda state: state.screen.focus is Panel.SEARCH)
        await typed("pads len<9")
        state = await screen.until(
            lambda state: state.browser.query.words == "pads len<9" and not state.browser.waiting
        )
        assert len(state.browser.ids)
        await keys("BackSpace", "x")
        state = await screen.until(
            lambda state: state.browser.query.words == "pads len<x" and not state.browser.waiting
        )
        shot("search mistake")

        assert not len(state.browser.ids)
        assert any(text.startswith("len<x: not a number") for text in reported())


async def test_a_slip_finds_what_was_meant_and_says_so(tmp_path: Path, demo_sounds: Path) -> None:
    async with window(tmp_path, demo_sounds) as screen:
        await keys("f")
        await screen.until(lambda state: state.screen.focus is Panel.SEARCH)
        await typed("kcik")
        state = await screen.until(lambda state: bool(state.browser.respelled))
        shot("search slip")

        assert len(state.browser.ids)
        assert "No match for “kcik”, showing “kick”" in reported()


async def test_the_next_start_shows_the_source_as_it_was_left(
    tmp_path: Path, demo_sounds: Path
) -> None:
    async with window(tmp_path, demo_sounds / "Pads", demo_sounds / "Bass") as screen:
        await keys("f")
        await screen.until(lambda state: state.screen.focus is Panel.SEARCH)
        await typed("wav")
        await keys("Return")
        await screen.until(lambda state: state.browser.query.words == "wav")
        await keys("Down", "Down", "Escape")
        before = await screen.until(lambda state: state.browser.row == 1)
    async with window(tmp_path) as screen:
        after = await screen.until(lambda state: state.editor.sample is not None)

        assert after.browser.query == before.browser.query
        assert after.browser.focus == before.browser.focus
        assert after.editor.sample is not None
        assert after.editor.sample.id == before.browser.focus
        assert not after.transport.active
        await keys("ctrl+comma")
        await screen.until(lambda state: state.screen.sheet is Sheet.OPTIONS)
        shot("options with log")
