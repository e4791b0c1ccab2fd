"""Sounds sent to a hot folder by key and menu."""

from __future__ import annotations

from pathlib import Path

import pytest
import soundfile
import trio

from models.state.screen import Panel, Sheet
from tests.ui.harness import PATIENCE, frames, keys, parts, shot, typed, window
from tests.ui.window.test_carrying import one_kick, select
from tests.ui.window.test_clipboard import hears
from tests.ui.window.test_sources import press, words_of
from ui.shell.send_sheet import SendSheet
from ui.widgets.button import PushButton


async def test_asked_once_then_one_key_is_enough(
    tmp_path: Path, demo_sounds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    kick = one_kick(tmp_path / "sounds", demo_sounds)
    hot = tmp_path / "hot"
    hot.mkdir()
    async with window(tmp_path / "data", kick.parent) as screen:
        await keys("g", "s", "Home", "h")
        await screen.until(lambda state: state.screen.sheet is Sheet.SEND)
        await frames(2)
        sheet = parts(SendSheet)[0]
        await typed(f"{tmp_path}/ho")
        with trio.fail_after(PATIENCE):
            while sheet.field.text != f"{hot}/":
                await keys("Tab")
        await press(sheet.template)
        await keys("ctrl+a")
        await typed("{name} {bmp}")
        await keys("Return")
        await screen.until(lambda state: "{bmp}" in state.sending.reason)
        await frames(2)
        shot("a template that cannot be")
        assert "here is no {bmp}" in words_of(sheet)
        await keys("BackSpace", "BackSpace", "BackSpace", "BackSpace", "BackSpace")
        await typed("x")
        await frames(2)
        shot("a hot folder is chosen")
        await keys("Return")
        await hears(screen, "Sent “")
        assert screen.state.screen.sheet is None
        assert (hot / f"{kick.stem} x.wav").read_bytes() == kick.read_bytes()

        await select(screen)
        assert screen.state.screen.focus is Panel.WAVEFORM
        span = screen.state.editor.selection
        assert span is not None
        await keys("h")
        cut = hot / f"{kick.stem} x_2.wav"
        await hears(screen, "Sent “kick x_2.wav”")
        assert soundfile.info(cut).frames == span.length
        await keys("ctrl+z")
        await hears(screen, "Undo: send")
        assert [one.name for one in hot.iterdir()] == [f"{kick.stem} x.wav"]

        (hot / f"{kick.stem} x.wav").unlink()
        hot.rmdir()
        await keys("h")
        await screen.until(lambda state: state.screen.sheet is Sheet.SEND)
        await frames(2)
        shot("a hot folder is missing")
        assert "Create folder and send" in {one.text for one in parts(PushButton)}
        await keys("Return")
        await hears(screen, "Sent “kick x.wav”")
        assert [one.name for one in hot.iterdir()] == [f"{kick.stem} x.wav"]
