"""Choosing the way sound takes, with the hands."""

from __future__ import annotations

from pathlib import Path

from models.audio.output_config import OutputConfig
from models.audio.playback_settings import PlaybackSettings
from models.state.screen import Sheet
from tests.ui.harness import Mouse, keys, parts, shot, window
from tests.ui.window.test_collections import choose
from ui.shell.sound_sheet import SoundSheet
from ui.widgets.button import PushButton
from ui.widgets.dropdown import Dropdown


async def press(words: str, root: object = None) -> None:
    """Press the button that says this."""
    button = next(one for one in parts(PushButton, root) if one.text == words)
    await Mouse.press(button)


async def test_a_buffer_is_chosen_in_the_options_and_kept(
    tmp_path: Path, demo_sounds: Path
) -> None:
    async with window(tmp_path, demo_sounds / "Pads") as screen:
        await keys("ctrl+comma")
        await screen.until(lambda state: state.screen.sheet is Sheet.OPTIONS)
        await press("Audio…")
        await screen.until(lambda state: state.screen.sheet is Sheet.SOUND)
        await screen.until(lambda state: state.transport.devices is not None)
        shot("sound")
        rows = parts(Dropdown, parts(SoundSheet)[0])
        await Mouse.click(rows[3].center_x, rows[3].center_y)
        await choose(next(words for words in rows[3].offered if words.startswith("512")))
        await screen.until(lambda state: state.settings.route == OutputConfig(buffer=512))
        await Mouse.click(rows[2].center_x, rows[2].center_y)
        await choose(rows[2].offered[-1])
        await screen.until(lambda state: state.settings.route.rate is not None)
        await Mouse.click(rows[2].center_x, rows[2].center_y)
        await choose("Automatic")
        await screen.until(lambda state: state.settings.route.rate is None)
        await press("On", parts(SoundSheet)[0])
        await press("Mono", parts(SoundSheet)[0])
        await screen.until(
            lambda state: state.settings.playback == PlaybackSettings(normalise=True, mono=True)
        )
        shot("sound chosen")
        await keys("Escape")
        await screen.until(lambda state: state.screen.sheet is Sheet.OPTIONS)
        await keys("Escape")
        await screen.until(lambda state: state.screen.sheet is None)

    config = (tmp_path / "config.toml").read_text()
    assert "[audio_output]\nbuffer_size = 512\n" in config
    assert "normalise_peak = true" in config
    assert "mono = true" in config
