"""Files and folders with the hands: F2, Delete, dragging, menus."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import trio

from models.state.screen import Panel, Sheet
from tests.ui.harness import Mouse, frames, keys, parts, sample_list, shot, typed, window
from tests.ui.window.test_carrying import drag, middle
from ui.browser.name_list import NameList
from ui.browser.side import SidePart
from ui.shell.rename_sheet import RenameSheet
from ui.text.notices import notice_words
from ui.waveform.part import WaveformPart
from ui.widgets.label import TextLabel

# isort: split
from kivy.base import EventLoop


@pytest.fixture
def root(tmp_path: Path, demo_sounds: Path) -> Path:
    folder = tmp_path / "sounds"
    for name in ("Bass", "Pads"):
        shutil.copytree(demo_sounds / name, folder / name)
    return folder


def folders() -> NameList:
    found: NameList = parts(NameList, parts(SidePart)[0])[1]
    return found


def files(root: Path) -> set[str]:
    return {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}


async def test_a_sample_is_renamed_and_thrown_away_and_comes_back(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    before = files(root)
    async with window(tmp_path / "data", root) as screen:
        await keys("g", "s", "Down", "Escape", "F2")
        await screen.until(lambda state: state.screen.sheet is Sheet.RENAME)
        shot("rename")
        (field,) = (sheet.field for sheet in parts(RenameSheet))
        stem, dot, extension = field.text.rpartition(".")
        assert field.selection_text == stem
        await typed("Deep one")
        assert field.text == f"Deep one{dot}{extension}"
        await keys("Return")
        await screen.until(
            lambda state: (
                state.screen.notice is not None and "Deep one" in notice_words(state.screen.notice)
            )
        )
        assert any(name.startswith("Bass/Deep one.") for name in files(root))
        heading = parts(WaveformPart)[0]._title
        state = await screen.until(lambda state: heading.text.startswith("Deep one."))
        assert state.editor.sample is not None
        renamed = Path(os.fsdecode(state.editor.sample.path))
        assert renamed.name == heading.text
        shot("renamed")
        await keys("ctrl+z")
        await screen.until(
            lambda state: (
                state.screen.notice is not None and "Undo: " in notice_words(state.screen.notice)
            )
        )
        assert files(root) == before
        state = await screen.until(lambda state: not heading.text.startswith("Deep one."))
        assert state.editor.sample is not None
        mine = Path(os.fsdecode(state.editor.sample.path))
        assert mine.name == heading.text
        # Another program renames it, and takes that back.
        shutil.move(mine, renamed)
        await screen.until(lambda state: heading.text == renamed.name)
        shutil.move(renamed, mine)
        await screen.until(lambda state: heading.text == mine.name)
        await keys("g", "s", "Delete")
        count = len(before)
        await screen.until(lambda state: len(state.browser.ids) == count - 1)
        shot("thrown away")
        assert len(files(root)) == count - 1
        await keys("ctrl+z")
        await screen.until(lambda state: len(state.browser.ids) == count)
        assert files(root) == before


async def test_rows_are_dropped_on_a_folder_and_folders_are_listed_together(
    tmp_path: Path, root: Path
) -> None:
    async with window(tmp_path / "data", root) as screen:
        names = [folder.name for folder in screen.state.folders.visible]
        await drag(middle(sample_list(), 0), middle(folders(), names.index("Pads") + 1))
        shot("onto a folder")
        await Mouse.up()
        await screen.until(lambda state: len(files(root / "Pads")) == 5)
        await keys("Escape")
        await Mouse.click(*middle(folders(), names.index("Pads") + 1))
        await screen.until(lambda state: len(state.browser.ids) == 5)
        import trio

        await trio.run_process(["xdotool", "keydown", "ctrl"])
        await Mouse.click(*middle(folders(), names.index("Bass") + 1))
        await trio.run_process(["xdotool", "keyup", "ctrl"])
        state = await screen.until(lambda state: bool(state.browser.query.more_folders))
        await screen.until(lambda state: len(state.browser.ids) == 10)
        shot("two folders")

        assert state.browser.query.more_folders == (b"Bass",)

        # A source takes them, too: they lie in its own folder then.
        sources = parts(NameList, parts(SidePart)[0])[0]
        await drag(middle(sample_list(), 0), middle(sources, 1))
        await Mouse.up()
        await screen.until(lambda _: any("/" not in name for name in files(root)))


async def test_a_folder_is_made_and_renamed_by_key(tmp_path: Path, root: Path) -> None:
    async with window(tmp_path / "data", root) as screen:
        await keys("g", "f")
        await screen.until(lambda state: state.screen.focus is Panel.FOLDERS)
        await keys("n")
        await screen.until(lambda state: state.screen.sheet is Sheet.RENAME)
        await typed("Fresh")
        await keys("Return")
        await screen.until(
            lambda state: any(folder.name == "Fresh" for folder in state.folders.all)
        )
        assert (root / "Fresh").is_dir()
        await keys("g", "f", "Down", "F2")
        await screen.until(lambda state: state.screen.sheet is Sheet.RENAME)
        await typed("Pads")
        await keys("Return")
        await screen.until(lambda state: bool(state.filing.naming and state.filing.naming.reason))
        await frames(2)
        (sheet,) = parts(RenameSheet)
        assert sheet.field.text == "Pads"
        assert any(
            "Pads" in label.text and "exists" in label.text for label in parts(TextLabel, sheet)
        )
        shot("name-refused")
        await typed("Low")
        await keys("Return")
        await screen.until(lambda state: any(folder.name == "Low" for folder in state.folders.all))

        assert (root / "Low").is_dir()
        assert not (root / "Bass").exists()
        await keys("g", "s", "Down", "Right")
        await trio.run_process(["xdotool", "key", "--clearmodifiers", "ctrl+q"])
        with trio.fail_after(60):
            while EventLoop.status == "started":  # noqa: ASYNC110 - Kivy has no event for it
                await trio.sleep(0.05)
    with closing(sqlite3.connect(tmp_path / "data" / "library.db")) as connection:
        kept = connection.execute("SELECT count(*) FROM sample WHERE tag = 1").fetchone()
    assert kept == (1,)


async def test_a_folder_is_dropped_on_another(tmp_path: Path, root: Path) -> None:
    async with window(tmp_path / "data", root) as screen:
        names = [folder.name for folder in screen.state.folders.visible]
        onto = middle(folders(), names.index("Pads") + 1)
        await drag(middle(folders(), names.index("Bass") + 1), onto)
        await Mouse.up()
        await screen.until(
            lambda state: any(folder.path == b"Pads/Bass" for folder in state.folders.all)
        )

        assert (root / "Pads" / "Bass").is_dir()
        assert not (root / "Bass").exists()
