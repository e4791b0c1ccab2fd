"""Asking by a recording, with the hands: keys, the button in the field, chips."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
import trio

from actors.messages import intents
from models.state.app import AppState
from models.state.screen import Sheet
from tests.ui.harness import Mouse, Screen, endless, frames, keys, parts, shot, typed
from tests.ui.window.conftest import EmbeddedDemo
from tests.ui.window.test_similarity import a_kick
from ui.browser.understood import Understood
from ui.shell.recording_sheet import RecordingSheet
from ui.shell.search_field import SearchField
from ui.text.recording import KEEP, PAUSE, PLAY
from ui.widgets.button import PushButton

pytestmark = [
    pytest.mark.sound,
    pytest.mark.skipif(not os.environ.get("PULSE_SERVER"), reason="no sound: run scripts/test"),
    pytest.mark.skipif(shutil.which("pactl") is None, reason="pactl is not installed"),
]


async def open_inputs() -> int:
    command = ["pactl", "list", "short", "source-outputs"]
    done = await trio.run_process(command, capture_stdout=True)
    return len(done.stdout.splitlines())


async def closed() -> None:
    """Wait until nothing is recorded any more."""
    with trio.fail_after(60):
        while await open_inputs():  # noqa: ASYNC110 - another process closes it
            await trio.sleep(0.02)


async def waiting(screen: Screen) -> None:
    """Wait until the input is open."""
    await screen.until(lambda state: state.recording.progress is not None)
    assert await open_inputs() == 1


def chip(hint: str) -> PushButton:
    return next(one for one in parts(PushButton, parts(Understood)[0]) if one.hint == hint)


def taken(folder: Path) -> list[Path]:
    return list((folder / "cache" / "takes").glob("*"))


def answered(state: AppState) -> bool:
    return state.screen.sheet is None and state.similarity.answer is not None


async def test_a_recording_finds_what_sounded_and_is_kept_only_if_asked(
    embedded_demo: EmbeddedDemo, demo_sounds: Path, tmp_path: Path
) -> None:
    data, kick = tmp_path / "embedded", a_kick(demo_sounds)
    async with embedded_demo() as screen:
        await _nothing_is_kept(screen, data)
        await keys("r")
        await waiting(screen)
        shot("recording")
        await trio.run_process(["paplay", str(kick)], stderr=subprocess.DEVNULL)
        state = await screen.until(answered)
        await closed()
        first = state.similarity.answer
        assert first is not None
        found = await screen.until(lambda state: any(state.browser.window.rows))
        assert found.browser.window.rows[0] is not None
        assert found.browser.window.rows[0].name == kick.name
        await frames(3)
        assert next(one.text for one in parts(PushButton, parts(Understood)[0])).startswith(
            "your recording (0."
        )
        shot("recorded")
        (take,) = taken(data)
        await endless(screen)
        await Mouse.click(*chip(PLAY).center)
        await screen.until(lambda state: state.transport.active)
        await frames(2)
        assert chip(PAUSE)
        screen.post(intents.ToggleLoop())
        await screen.until(lambda state: not state.transport.active)
        await frames(2)

        # A saved search refuses it; kept, it is a file like any other, and undone like one.
        await Mouse.click(*chip(KEEP).center)
        state = await screen.until(lambda state: not taken(data))
        (kept,) = (data / "clips").glob("recording *.wav")
        await screen.until(lambda state: bool(state.similarity.search))
        assert state.similarity.search is not None
        await screen.until(
            lambda state: (
                state.similarity.search is not None
                and state.similarity.search.asked.wanted[0].path == bytes(kept)
            )
        )
        await keys("ctrl+z")
        await screen.until(lambda state: not kept.exists())
        assert not take.exists()


async def _nothing_is_kept(screen: Screen, data: Path) -> None:
    """Record from the search field, by key and by button, and leave it without a question."""
    (field,) = parts(SearchField)
    await keys("f")
    await screen.until(lambda state: field.focus)
    await typed("r")
    await screen.until(lambda state: state.browser.query.words == "r")
    assert field.mic.opacity == 0
    await keys("ctrl+r")
    await waiting(screen)
    await keys("Escape")
    state = await screen.until(lambda state: state.screen.sheet is None)
    await closed()
    assert not state.recording.running

    await keys("f", "ctrl+a", "BackSpace")
    await screen.until(lambda state: not state.browser.query.words)
    await frames(2)
    await Mouse.click(*field.mic.center)
    await waiting(screen)
    await keys("space")
    await keys("Return")  # silence: no question, and why
    state = await screen.until(lambda state: bool(state.recording.reason))
    await closed()
    assert state.screen.sheet is Sheet.RECORDING
    assert not state.transport.active
    await frames(2)
    (sheet,) = parts(RecordingSheet)
    assert "digital silence" in sheet.said
    shot("not recorded")
    await keys("Return")
    await waiting(screen)
    await keys("Escape")
    await closed()
    assert screen.state.similarity.search is None
    assert taken(data) == []
