"""A second start brings our window to the front and shows its files there."""

from __future__ import annotations

import shutil
from pathlib import Path

import trio

from models.handoff.call import Call
from models.state.screen import Sheet
from tests.ui.harness import PATIENCE, frames, keys, parts, shot, window
from tests.ui.receiver import receiver, xdotool
from tests.ui.window.test_carrying import one_kick
from tests.ui.window.test_drag_out import state_window
from tests.ui.window.test_sources import words_of
from ui.commandline.second_start import Outcome, call_window
from ui.shell.add_sheet import AddSheet


async def test_the_window_comes_forward_and_shows_what_was_named(
    tmp_path: Path, demo_sounds: Path
) -> None:
    kick = one_kick(tmp_path / "sounds", demo_sounds)
    (kick.parent / "deep").mkdir()
    deep = Path(shutil.copy(kick, kick.parent / "deep" / "b.wav"))
    (tmp_path / "other").mkdir()
    stranger = Path(shutil.copy(kick, tmp_path / "other" / "c.wav"))
    folder = tmp_path / "data"

    async def call(*paths: Path) -> None:
        asked = Call(tuple(bytes(path) for path in paths))
        assert await trio.to_thread.run_sync(call_window, folder, asked) is Outcome.TAKEN

    async with (
        window(folder, kick.parent, handoff=True) as screen,
        receiver(tmp_path) as other,
    ):
        await screen.until(lambda state: state.handoff.connected)
        ours = str(state_window(screen.state))
        assert ours in (await xdotool("search", "--class", "^sempal$")).split()

        async def in_front() -> None:
            with trio.fail_after(PATIENCE):
                while await xdotool("getactivewindow") != ours:
                    await frames(1)

        await xdotool("windowactivate", "--sync", other.window)
        await call(deep)
        await in_front()
        state = await screen.until(
            lambda state: (
                state.browser.focused is not None and state.browser.focused.path == bytes(deep)
            )
        )
        assert state.browser.query.folder == b"deep"
        await frames(2)
        shot("shown on call")

        await xdotool("windowminimize", "--sync", ours, "windowactivate", "--sync", other.window)
        await call(kick, deep)
        await in_front()
        await screen.until(lambda state: not state.browser.query.folder)

        await xdotool("windowactivate", "--sync", other.window)
        await call(stranger)
        await in_front()
        await screen.until(lambda state: state.screen.sheet is Sheet.ADD)
        await frames(2)
        shot("a stranger on call")
        assert parts(AddSheet)[0].field.text == str(stranger.parent)
        assert f"“{stranger.name}” is not in the library" in words_of(parts(AddSheet)[0])
        await keys("Return")
        await screen.until(lambda state: len(state.sources.all) == 2)
        state = await screen.until(
            lambda state: (
                state.browser.focused is not None and state.browser.focused.path == bytes(stranger)
            )
        )
        assert not state.call.waiting
