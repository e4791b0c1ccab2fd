"""A part that stays down, under keys: the window says so and takes nothing that nobody keeps."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import trio

from models.library.tag import Tag
from models.state.screen import Panel
from tests.ui.harness import Screen, frames, keys, parts, shot, typed, window
from ui.text.notices import notice_words

# isort: split
from kivy.base import EventLoop

from ui.browser.part import BrowserPart
from ui.shell.fault_bar import FaultBar
from ui.shell.lost_sheet import LostSheet
from ui.text.lost import NOT_SAVED, SAVED
from ui.widgets.label import TextLabel

TRIES = 4
"""Crashes after which a part stays down."""


def written(piece: type) -> list[str]:
    """Return the lines of a part of the window."""
    (part,) = parts(piece)
    return [line.text for line in parts(TextLabel, part) if line.text]


async def break_part(screen: Screen, name: str) -> None:
    """Send what this part does not know, until it stays down."""
    for _ in range(TRIES):
        await getattr(screen.ports, name).send(cast(Any, object()))
    await screen.until(lambda state: name in state.parts.down)


async def test_parts_that_stay_down_are_said_and_without_a_library_no_mark_is_taken(
    tmp_path: Path, demo_sounds: Path
) -> None:
    async with window(tmp_path / ".sempal", demo_sounds / "Pads") as screen:
        await keys("Down")
        await screen.until(lambda state: state.browser.focused is not None)
        await break_part(screen, "embeddings")
        await frames(2)
        (line,) = written(FaultBar)
        assert line.startswith("The sound analysis stopped after repeated crashes: no analysis")
        shot("embeddings-down")

        await break_part(screen, "library")
        await keys("Right")
        refused = await screen.until(
            lambda state: (
                state.screen.notice is not None and "Not done" in notice_words(state.screen.notice)
            )
        )
        shot("library-down")

        assert refused.browser.focused is not None
        assert refused.browser.focused.tag is Tag.NEUTRAL
        assert len(refused.browser.ids) == 4
        (line,) = written(FaultBar)
        assert "library stopped" in line
        assert "marked" in line

        await keys("f")
        await screen.until(lambda state: state.screen.focus is Panel.SEARCH)
        await typed("warm")
        await screen.until(lambda state: bool(state.browser.reason))

        assert len(screen.state.browser.ids) == 0
        assert any("library stopped" in line for line in written(BrowserPart))
        shot("library-down-search")


async def test_a_session_that_stays_down_says_so_until_enter_closes_the_window(
    tmp_path: Path, demo_sounds: Path
) -> None:
    async with window(tmp_path / ".sempal", demo_sounds / "Pads") as screen:
        for _ in range(TRIES):
            screen.post(cast(Any, object()))
        await screen.until(lambda state: state.parts.lost)
        await keys("Right")
        await frames(2)

        lines = written(LostSheet)
        assert SAVED in lines
        assert NOT_SAVED in lines
        shot("session-lost")
        await trio.run_process(["xdotool", "key", "Return"])
        with trio.fail_after(60):
            while EventLoop.status == "started":  # noqa: ASYNC110 - Kivy has no event for it
                await trio.sleep(0.05)
