"""Exporting a collection with the hands."""

from __future__ import annotations

from pathlib import Path

from models.library.export.settings import Container
from models.state.screen import Panel, Sheet
from tests.ui.harness import Mouse, keys, parts, shot, typed, window
from tests.ui.window.test_collections import make
from ui.piece.button import PushButton
from ui.shell.export_sheet import ExportSheet


async def test_a_collection_is_exported_by_keys_and_mouse(
    tmp_path: Path, demo_sounds: Path
) -> None:
    out = tmp_path / "out"
    async with window(tmp_path / "data", demo_sounds / "Pads") as screen:
        await make(screen, "Dusty kit")
        await keys("g", "s", "Down", "ctrl+a", "1", "Escape")
        await screen.until(lambda state: state.collections.all[0].count == 4)
        await keys("g", "C")
        await screen.until(lambda state: state.screen.focus is Panel.COLLECTIONS)
        await keys("e")
        await screen.until(lambda state: state.screen.sheet is Sheet.EXPORT)
        await typed(str(out))
        flac = next(one for one in parts(PushButton, parts(ExportSheet)[0]) if one.text == "FLAC")
        await Mouse.click(flac.center_x, flac.center_y)
        await screen.until(
            lambda state: (
                state.exporting.settings.container is Container.FLAC
                and state.exporting.folder == str(out)
            )
        )
        shot("export sheet")
        done = next(one for one in parts(PushButton, parts(ExportSheet)[0]) if one.text == "Export")
        await Mouse.click(done.center_x, done.center_y)
        state = await screen.until(lambda state: state.exporting.report is not None)
        shot("exported")

        assert state.screen.notice is not None
        assert state.screen.notice.text == f"Exported “Dusty kit” to {out}: 4 written"
        assert len(list(out.glob("*.flac"))) == 4
        assert state.screen.sheet is None
        assert not state.tasks
        await keys("e")
        again = await screen.until(lambda state: state.screen.sheet is Sheet.EXPORT)
        assert again.exporting.folder == str(out)
        await keys("Escape")
        await screen.until(lambda state: state.screen.sheet is None)


async def test_a_name_that_cannot_be_is_said_in_the_sheet(
    tmp_path: Path, demo_sounds: Path
) -> None:
    async with window(tmp_path / "data", demo_sounds / "Pads") as screen:
        await make(screen, "Dusty kit")
        await keys("g", "C", "e")
        await screen.until(lambda state: state.screen.sheet is Sheet.EXPORT)
        field = parts(ExportSheet)[0].template
        await Mouse.click(field.center_x, field.center_y)
        await typed("{nam}")
        await screen.until(lambda state: state.exporting.problem.startswith("there is no {nam}"))
        await keys("Return")
        state = await screen.until(lambda state: bool(state.exporting.problem))

        assert state.screen.sheet is Sheet.EXPORT
        assert state.exporting.running is None
