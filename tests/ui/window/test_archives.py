"""Read-only sources, the place of computing, and the pause, by mouse and keys."""

from __future__ import annotations

import shutil
from pathlib import Path

from actors.messages import intents
from models.state.app import AppState
from models.state.screen import Sheet
from models.state.task_label import TaskKind
from tests.ui.harness import Mouse, frames, keys, parts, shot, typed, window
from tests.ui.window.test_sources import choose
from ui.shell.options_sheet import OptionsSheet
from ui.shell.progress import Progress
from ui.shell.rename_sheet import RenameSheet
from ui.text import settings as settings_text
from ui.text import sources as source_text
from ui.widgets.button import PushButton


def embedding(state: AppState) -> bool | None:
    """Return whether embedding or analysis is paused; `None`: neither runs."""
    kinds = {TaskKind.EMBED, TaskKind.ANALYSE}
    return next((task.paused for task in state.tasks if task.label.kind in kinds), None)


async def test_an_archive_is_protected_its_work_paused_and_sent_elsewhere(
    tmp_path: Path, demo_sounds: Path
) -> None:
    shutil.copytree(demo_sounds, tmp_path / "archive")
    async with window(tmp_path / "data", tmp_path / "archive", auto_embed=True) as screen:
        await screen.until(lambda state: embedding(state) is False)
        await keys("ctrl+p")
        await screen.until(lambda state: embedding(state) is True)
        await frames(3)
        shot("paused")
        pause = parts(PushButton, parts(Progress)[0])[0]
        assert pause.command == "pause-work"
        await Mouse.click(pause.center_x, pause.center_y)
        await screen.until(lambda state: embedding(state) is not True)

        await choose(screen, 1, source_text.PROTECT)
        await screen.until(lambda state: state.sources.all[0].read_only)
        await frames(3)
        shot("read-only source")
        assert source_text.label(screen.state.sources.all[0]) == "archive (read-only)"

        screen.post(intents.ToggleSheet(Sheet.OPTIONS))
        await screen.until(lambda state: state.screen.sheet is Sheet.OPTIONS)
        await frames(3)
        shot("compute on")
        other = next(
            piece
            for piece in parts(PushButton, parts(OptionsSheet)[0])
            if piece.text == settings_text.CLUSTER
        )
        await Mouse.press(other)
        await screen.until(lambda state: state.screen.sheet is Sheet.RENAME)
        await frames(3)
        await typed("tcp://studio:8786")
        await keys("Return")
        state = await screen.until(
            lambda state: bool(state.filing.naming and state.filing.naming.reason)
        )
        shot("not encrypted")
        assert state.filing.naming is not None
        assert "must be encrypted" in state.filing.naming.reason
        assert parts(RenameSheet)
        await keys("ctrl+a")
        await typed("local:2")
        await keys("Return")
        await screen.until(lambda state: state.settings.place.address == "local:2")
