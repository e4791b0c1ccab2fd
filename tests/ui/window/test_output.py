"""Choosing the way sound takes, with the hands."""

from __future__ import annotations

from pathlib import Path

from models.audio.wanted import Wanted
from models.state.screen import Sheet
from tests.ui.harness import Mouse, keys, parts, shot, window
from ui.piece.button import PushButton
from ui.shell.sound_sheet import SoundSheet


async def press(words: str, root: object = None) -> None:
    """Press the button that says this."""
    button = next(one for one in parts(PushButton, root) if one.text == words)
    await Mouse.click(button.center_x, button.center_y)


async def test_a_buffer_is_chosen_in_the_options_and_kept(
    tmp_path: Path, demo_sounds: Path
) -> None:
    async with window(tmp_path, demo_sounds / "Pads") as screen:
        await keys("ctrl+comma")
        await screen.until(lambda state: state.screen.sheet is Sheet.OPTIONS)
        await press("Sound…")
        await screen.until(lambda state: state.screen.sheet is Sheet.SOUND)
        await screen.until(lambda state: state.transport.devices is not None)
        shot("sound")
        await press("512", parts(SoundSheet)[0])
        await screen.until(lambda state: state.transport.wanted == Wanted(buffer=512))
        await press("96 kHz", parts(SoundSheet)[0])
        await screen.until(lambda state: state.transport.wanted.rate == 96_000)
        await press("By itself", parts(SoundSheet)[0])
        await screen.until(lambda state: state.transport.wanted.rate is None)
        await keys("Escape")
        await screen.until(lambda state: state.screen.sheet is None)

    assert "[audio_output]\nbuffer_size = 512\n" in (tmp_path / "config.toml").read_text()
