"""Searching with the hands: terms, mistakes, slips, and coming back."""

from __future__ import annotations

from pathlib import Path

from models.state.screen import Panel, Sheet
from tests.ui.harness import Mouse, frames, keys, parts, shot, typed, window
from ui.browser.header import Header
from ui.shell.completion_list import CompletionList
from ui.shell.search_field import SearchField
from ui.widgets.button import PushButton
from ui.widgets.label import TextLabel
from ui.widgets.menu import Menu


def reported() -> set[str]:
    """Return what stands above the list."""
    return {one.text for one in parts(TextLabel, parts(Header)[0])}


async def test_terms_narrow_the_list_and_mistakes_are_said(
    tmp_path: Path, demo_sounds: Path
) -> None:
    async with window(tmp_path, demo_sounds) as screen:
        (field,) = parts(SearchField)
        await keys("f")
        await screen.until(lambda state: state.screen.focus is Panel.SEARCH)
        await typed("pads len<9")
        state = await screen.until(
            lambda state: state.browser.query.words == "pads len<9" and not state.browser.waiting
        )
        assert len(state.browser.ids)
        await keys("Return")
        await screen.until(lambda state: state.settings.searches == ("pads len<9",))
        await keys("f")
        await screen.until(lambda state: state.screen.focus is Panel.SEARCH)
        await keys("End", "BackSpace", "x")
        state = await screen.until(
            lambda state: state.browser.query.words == "pads len<x" and not state.browser.waiting
        )
        shot("search mistake")

        assert field.struck == ("len<x",)
        assert not len(state.browser.ids)
        (below,) = parts(CompletionList)
        why = [label.text for label in parts(TextLabel, below)]
        assert len(why) == 1
        assert why[0].startswith("len<x: not a number"), "all of it stands below the field"
        await Mouse.click(field.center_x, field.center_y, button=3)
        assert Menu.current is not None
        words = [choice.words for choice in Menu.current.choices]
        assert words == ["Paste", "Copy", "Clear search", "pads len<9", "Filters…"]
        shot("search menu")
        await keys("Up", "Return")
        assert Menu.current is not None
        await keys("Home", "Return")
        assert field.text == "pads len<x type:"


async def test_what_is_typed_is_completed_and_cleared_by_the_cross(
    tmp_path: Path, demo_sounds: Path
) -> None:
    async with window(tmp_path, demo_sounds) as screen:
        (field,) = parts(SearchField)
        await keys("f")
        await screen.until(lambda state: state.screen.focus is Panel.SEARCH)
        await frames(3)
        assert field.offered[:2] == ("type:", "bpm:"), "an empty field teaches"
        await typed("forma")
        await keys("Tab")
        assert field.text == "format:"
        shot("search completion")
        assert field.offered[:3] == ("format:wav", "format:aiff", "format:flac")
        await keys("Tab", "Tab")
        await screen.until(
            lambda state: (
                state.browser.query.words.strip() == "format:aiff"
                and len(state.browser.ids) > 0
                and not state.browser.waiting
            )
        )
        (shown,) = parts(CompletionList)
        third = parts(PushButton, shown)[0]  # the last is first
        await Mouse.click(*third.center)
        assert field.text == f"{third.text} "
        assert field.focus
        assert field.cross.opacity == 1
        await Mouse.click(*field.cross.center)
        state = await screen.until(lambda state: not state.browser.query.words)
        assert state.screen.focus is Panel.SEARCH
        assert (field.text, field.focus, field.cross.opacity) == ("", True, 0)
        await keys("Down")
        state = await screen.until(lambda state: state.screen.focus is Panel.SAMPLES)
        assert not parts(CompletionList)
        # The first row is next, and is loaded by the first step.
        assert (state.browser.row, state.editor.sample) == (0, None)
        await keys("Down")
        await screen.until(lambda state: state.editor.sample is not None)
        assert screen.state.browser.row == 0


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
