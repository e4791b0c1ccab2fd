"""Exporting a collection with the hands."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import soundfile
from kivy.core.window import Window

from actors.messages import intents
from models.library.export.settings import Container, ExportSettings
from models.state.screen import Panel, Sheet
from tests.ui.harness import Mouse, frames, keys, parts, shot, typed, window
from tests.ui.window.test_collections import make
from ui.shell.export_sheet import ExportSheet
from ui.text.notices import notice_words
from ui.widgets.button import PushButton
from ui.widgets.dropdown import Dropdown
from ui.widgets.menu import Menu


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
        assert notice_words(state.screen.notice) == f"Exported “Dusty kit” to {out}: 4 written"
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
        await screen.until(lambda state: state.exporting.reason.startswith("there is no {nam}"))
        await keys("Return")
        state = await screen.until(lambda state: bool(state.exporting.reason))

        assert state.screen.sheet is Sheet.EXPORT
        assert state.exporting.running is None


async def test_a_folder_that_is_dropped_is_where_to_export_to(
    tmp_path: Path, demo_sounds: Path
) -> None:
    async with window(tmp_path / "data", demo_sounds / "Pads") as screen:
        await make(screen, "Dusty kit")
        await keys("g", "C", "e")
        await screen.until(lambda state: state.screen.sheet is Sheet.EXPORT)
        await typed("kit")
        await screen.until(lambda state: "the whole path" in state.exporting.reason)
        shot("export problem")
        out = demo_sounds / "Pads" / "kit"
        Window.dispatch("on_drop_file", bytes(out), 700, 400)
        state = await screen.until(lambda state: state.exporting.folder == str(out))
        shot("export within a source")

        assert state.exporting.reason == ""
        assert parts(ExportSheet)[0].field.text == str(out)
        assert len(state.sources.all) == 1
        assert not out.exists()


async def test_another_collection_does_not_go_to_the_folder_of_the_last_one(
    tmp_path: Path, demo_sounds: Path
) -> None:
    async with window(tmp_path / "data", demo_sounds / "Pads") as screen:
        for name in ("One", "Two"):
            await make(screen, name)
        one, two = screen.state.collections.all
        screen.post(intents.Export(one.id, bytes(tmp_path / "one"), ExportSettings("{index}")))
        await screen.until(lambda state: state.exporting.report is not None)
        for collection, folder, template in (
            (two, "", "{name}"),
            (one, str(tmp_path / "one"), "{index}"),
        ):
            screen.post(intents.BeginExport(collection.id))
            await screen.until(
                lambda state: state.screen.sheet is Sheet.EXPORT and not state.exporting.asked
            )
            sheet = parts(ExportSheet)[0]
            assert (sheet.field.text, sheet.template.text) == (folder, template)
            await keys("Escape")
            await screen.until(lambda state: state.screen.sheet is None)


async def test_an_export_is_seen_and_can_be_called_off(tmp_path: Path) -> None:
    root, out = tmp_path / "sounds", tmp_path / "out"
    root.mkdir()
    soundfile.write(root / "long.wav", np.zeros((20_000_000, 2), np.int16), 44_100)
    soundfile.write(root / "short.wav", np.zeros((2_000, 2), np.int16), 44_100)
    settings = ExportSettings(rate=48_000, container=Container.FLAC)
    async with window(tmp_path / "data", root) as screen:
        await make(screen, "Kit")
        await keys("g", "s", "Down", "ctrl+a", "1", "Escape", "Escape")
        await screen.until(lambda state: state.collections.all[0].count == 2)
        screen.post(intents.Export(screen.state.collections.all[0].id, bytes(out), settings))
        await screen.until(lambda state: any(task.progress.total == 2 for task in state.tasks))
        while not list(out.glob("*.part")):
            await frames(1)
        shot("exporting")
        cancel = next(one for one in parts(PushButton, screen.root._top) if one.hint == "Cancel")
        await Mouse.click(cancel.center_x, cancel.center_y)
        state = await screen.until(lambda state: state.exporting.report is not None)
        shot("export cancelled")

        assert state.exporting.report is not None
        assert state.exporting.report.cancelled
        assert not state.tasks
        assert [path.name for path in out.iterdir()] == ["sempal-export.json"]


async def test_a_device_is_chosen_and_refuses_what_does_not_fit(
    tmp_path: Path, demo_sounds: Path
) -> None:
    out, data = tmp_path / "out", tmp_path / "data"
    (data / "profiles").mkdir(parents=True)
    (data / "profiles" / "tiny.toml").write_text('title = "A tiny box"\n[limits]\ncount = 2\n')
    async with window(data, demo_sounds / "Pads") as screen:
        await make(screen, "Dusty kit")
        await keys("g", "s", "Down", "ctrl+a", "1", "Escape")
        await screen.until(lambda state: state.collections.all[0].count == 4)
        await keys("g", "C")
        await screen.until(lambda state: state.screen.focus is Panel.COLLECTIONS)
        await keys("e")
        await screen.until(lambda state: bool(state.exporting.profiles))
        await typed(str(out))
        for title in ("A tiny box", "Synthstrom Deluge"):
            (device,) = parts(Dropdown, parts(ExportSheet)[0])
            await Mouse.click(device.center_x, device.center_y)
            menu = Menu.current
            assert menu is not None
            line = next(one for one in parts(PushButton, menu) if one.text == title)
            shot(f"devices {title}")
            await Mouse.click(line.center_x, line.center_y)
            await screen.until(
                lambda state: (
                    bool(state.exporting.settings.profile) and state.exporting.folder == str(out)
                )
            )
            await frames(3)
            shot(f"device {title}")
            done = next(
                one for one in parts(PushButton, parts(ExportSheet)[0]) if one.text == "Export"
            )
            await Mouse.click(done.center_x, done.center_y)
            state = await screen.until(
                lambda state: state.exporting.report is not None and not state.tasks
            )
            assert state.screen.notice is not None
            words = notice_words(state.screen.notice)
            if title == "A tiny box":
                assert "not for the A tiny box: 4 samples are more than 2" in words
                assert not out.exists()
                await keys("e")
                await screen.until(lambda state: state.screen.sheet is Sheet.EXPORT)
            else:
                assert words.startswith("Exported “Dusty kit” to ")
        assert len(list((out / "SAMPLES" / "Dusty kit").glob("*.wav"))) == 4
