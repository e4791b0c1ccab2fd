"""Files are edited by keys, menus and sheets; the history leads to any state of them."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest
import soundfile

from models.audio.span import Span
from models.edit.edit import Op
from models.library.export.settings import Container
from models.state.screen import Panel, Sheet
from tests.ui.harness import (
    Finger,
    Mouse,
    Screen,
    frames,
    keys,
    parts,
    sample_list,
    shot,
    typed,
    window,
)
from ui.browser.name_list import NameList
from ui.collections.part import CollectionsPart
from ui.shell.number_row import NumberRow
from ui.waveform.picture import PictureView
from ui.waveform.tools import Tools
from ui.widgets.button import PushButton
from ui.widgets.menu import Menu

RATE = 48_000


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A pack of two stereo sounds, quiet enough to be normalised."""
    folder = tmp_path / "pack"
    folder.mkdir()
    noise = np.random.default_rng(5).uniform(-0.3, 0.3, (RATE, 2))
    soundfile.write(folder / "a.wav", noise, RATE, "PCM_16")
    soundfile.write(folder / "b.wav", noise[: RATE // 2] * 0.5, RATE, "PCM_24")
    return folder


def read(path: Path) -> np.ndarray:
    return soundfile.read(path, dtype="int32", always_2d=True)[0]


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def button(words: str, root: object = None) -> tuple[float, float]:
    found = next(one for one in parts(PushButton, root) if one.text == words and one.opacity)
    return found.center


async def loaded(screen: Screen) -> PictureView:
    await keys("Down", "Escape")
    await screen.until(lambda state: bool(state.editor.picture and state.editor.picture.complete))
    await keys("g", "w")
    await screen.until(lambda state: state.screen.focus is Panel.WAVEFORM)
    found = parts(PictureView)[0]
    assert isinstance(found, PictureView)
    return found


async def selected(screen: Screen, picture: PictureView, start: float, end: float) -> Span:
    """Select a part of the picture with the mouse."""
    y = picture.center_y
    await Mouse.move(picture.x + picture.width * start, y)
    await Mouse.down()
    await Mouse.move(picture.x + picture.width * end, y)
    await Mouse.up()
    state = await screen.until(lambda state: state.editor.selection is not None)
    assert state.editor.selection is not None
    return state.editor.selection


async def undoable(screen: Screen, op: Op) -> None:
    """Wait until the newest step is that edit."""
    await screen.until(
        lambda state: state.history.undo is not None and state.history.undo.to == op.value
    )


async def test_keys_edit_the_selection_and_history_leads_back(tmp_path: Path, pack: Path) -> None:
    async with window(tmp_path / "home", pack) as screen:
        picture = await loaded(screen)
        before, original = read(pack / "a.wav"), digest(pack / "a.wav")
        span = await selected(screen, picture, 0.25, 0.75)
        await keys("r")
        await undoable(screen, Op.REVERSE)
        turned = before.copy()
        turned[span.start : span.end] = before[span.start : span.end][::-1]
        assert np.array_equal(read(pack / "a.wav"), turned)
        assert screen.state.editor.selection == span
        await keys("m")
        await undoable(screen, Op.SILENCE)
        assert not read(pack / "a.wav")[span.start + 300 : span.end - 300].any()
        await keys("c")
        await undoable(screen, Op.CROP)
        state = await screen.until(
            lambda state: bool(state.editor.sample and state.editor.sample.frames == span.length)
        )
        assert state.editor.selection is None
        assert soundfile.info(pack / "a.wav").frames == span.length

        # The history: newest on top; a press on a row goes there.
        await keys("u")
        await screen.until(lambda state: len(state.journal.steps) == 3)
        shot("history")
        (rows,) = (one for one in parts(NameList) if one.parent is not None and _in_sheet(one))
        await Mouse.click(rows.center_x, rows.top - rows.row_height * 2.5)
        await screen.until(lambda state: state.journal.current == 0)
        assert np.array_equal(read(pack / "a.wav"), turned)
        await Mouse.click(rows.center_x, rows.top - rows.row_height * 3.5)
        await screen.until(lambda state: state.journal.current == -1)
        assert digest(pack / "a.wav") == original
        await Mouse.click(*button("Versions of this file"))
        await screen.until(
            lambda state: bool(state.journal.versions and len(state.journal.versions.versions) > 2)
        )
        shot("versions")
        await Mouse.click(rows.center_x, rows.top - rows.row_height * 0.5)
        await screen.until(lambda state: state.history.undo is not None)
        assert soundfile.info(pack / "a.wav").frames == span.length
        await keys("Escape", "ctrl+z")
        await screen.until(lambda state: state.history.undo is None)
        assert digest(pack / "a.wav") == original

        # Originals are deleted after a question only.
        await keys("u")
        await screen.until(lambda state: state.journal.originals.files > 0)
        for answer in ("Keep all stored originals", "Delete for good"):
            await frames(2)
            await Mouse.click(*button("Delete all stored originals…"))
            await screen.until(lambda state: state.journal.question is not None)
            await frames(2)
            shot("reclaim")
            await Mouse.click(*button(answer))
            await screen.until(lambda state: state.journal.question is None)
        await screen.until(lambda state: state.journal.originals.files == 0)
        assert digest(pack / "a.wav") == original


def _in_sheet(widget: object) -> bool:
    from ui.shell.history_sheet import HistorySheet

    above = getattr(widget, "parent", None)
    while above is not None and above is not getattr(above, "parent", None):
        if isinstance(above, HistorySheet):
            return True
        above = getattr(above, "parent", None)
    return False


async def test_menus_edit_by_mouse_and_finger_one_or_many(tmp_path: Path, pack: Path) -> None:
    async with window(tmp_path / "home", pack) as screen:
        picture = await loaded(screen)
        await selected(screen, picture, 0.5, 0.9)
        await Mouse.click(*button("Edit", parts(Tools)[0]))
        await frames(2)
        shot("edit-menu")
        await Mouse.click(*button("Gain…", Menu.current))
        await screen.until(lambda state: state.screen.sheet is Sheet.EDIT)
        await Mouse.click(*button("+6 dB"))
        await screen.until(lambda state: bool(state.editing.edit and state.editing.edit.level == 6))
        shot("edit-sheet")
        await keys("Return")
        await undoable(screen, Op.GAIN)

        # Several rows at once, from the menu of one, are one step.
        await keys("g", "s", "ctrl+a")
        await screen.until(lambda state: len(state.browser.selection) == 2)
        rows = sample_list()
        await Finger(rows.x + 300, rows.top - rows.row_height / 2).tap()
        await keys("ctrl+a")
        await screen.until(lambda state: len(state.browser.selection) == 2)
        await Mouse.click(rows.x + 300, rows.top - rows.row_height / 2, 3)
        await Mouse.click(*button("Edit 2 samples…", Menu.current))
        await frames(2)
        await Mouse.click(*button("Normalise (2 samples)…", Menu.current))
        await screen.until(lambda state: state.screen.sheet is Sheet.EDIT)
        await frames(2)
        peak_field = parts(NumberRow)[1].field
        await Mouse.click(*peak_field.center)
        while not peak_field.selection_text:  # what was there is selected
            await frames(1)
        await keys("minus", "1")
        await screen.until(lambda state: bool(state.editing.edit and state.editing.edit.peak == -1))
        shot("normalise-sheet")
        await keys("Return")
        await undoable(screen, Op.NORMALISE)
        peak = 10 ** (-1 / 20) * 2**31
        for name in ("a.wav", "b.wav"):
            assert abs(np.abs(read(pack / name)).max() / peak - 1) < 1e-3
        assert screen.state.history.undo is not None
        assert screen.state.history.undo.count == 2
        await whole_collection(screen, pack)


async def whole_collection(screen: Screen, pack: Path) -> None:
    """Edit and rename all members of a collection, from its menu."""
    await keys("ctrl+a", "1")
    await screen.until(lambda state: state.screen.sheet is Sheet.NAME)
    await frames(3)
    await typed("Kit")
    await keys("Return")
    await screen.until(lambda state: [one.count for one in state.collections.all] == [2])
    loud = [read(pack / name) for name in ("a.wav", "b.wav")]
    await collection_menu("Edit all…")
    shot("edit-all")
    await Mouse.click(*button("Reverse (2 samples)", Menu.current))
    await undoable(screen, Op.REVERSE)
    for name, before in zip(("a.wav", "b.wav"), loud, strict=True):
        assert np.array_equal(read(pack / name), before[::-1])
    await collection_menu("Edit all…")
    await Mouse.click(*button("Trim silence (2 samples)…", Menu.current))
    await screen.until(lambda state: state.editing.count == 2)
    await keys("Escape", "ctrl+z")
    await screen.until(lambda state: bool(state.history.undo and state.history.undo.to == "Kit"))
    assert np.array_equal(read(pack / "a.wav"), loud[0])
    (pack / "x 2.wav").write_bytes(b"another file")
    await collection_menu("Rename all…")
    await screen.until(lambda state: state.screen.sheet is Sheet.RENAME_MANY)
    await keys("ctrl+a")
    await typed("x {n}")
    await screen.until(lambda state: bool(state.filing.plan and state.filing.plan.taken))
    shot("rename-collision")
    await keys("ctrl+a")
    await typed("y {n}")
    await screen.until(lambda state: bool(state.filing.plan and not state.filing.plan.taken))
    shot("rename-all")
    await keys("Return")
    await screen.until(lambda state: bool(state.history.undo and state.history.undo.to == "y {n}"))
    assert {one.name for one in _files(pack)} >= {"y 1.wav", "y 2.wav", "x 2.wav"}


async def collection_menu(words: str) -> None:
    """Choose a line of the menu of the first collection."""
    part = parts(CollectionsPart)[0]
    rows = next(one for one in parts(NameList, part) if one.parent is part)
    await Mouse.click(rows.center_x, rows.top - rows.row_height / 2, 3)
    await Mouse.click(*button(words, Menu.current))
    await frames(2)


async def test_a_handle_shapes_a_fade_and_rows_are_renamed_together(
    tmp_path: Path, pack: Path
) -> None:
    async with window(tmp_path / "home", pack) as screen:
        picture = await loaded(screen)
        before = read(pack / "a.wav")
        span = await selected(screen, picture, 0.25, 0.75)
        view = screen.state.editor.view
        assert view is not None
        x, y = picture.x + view.x_at(span.start) + 18, picture.top - 28
        await Mouse.move(x, y)
        await Mouse.down()
        await Mouse.move(x + 60, y + 40)
        await Mouse.move(x + 100, y + 60)
        fade = (await screen.until(lambda state: state.editing.fade is not None)).editing.fade
        shot("fade")
        assert fade is not None
        assert abs(fade.curve - 0.5) < 0.01
        await Mouse.up()
        await undoable(screen, Op.FADE_IN)
        after = read(pack / "a.wav")
        assert fade.span is not None
        assert abs(fade.span.length - 100 * view.spp) <= 2 * view.spp
        assert np.array_equal(after[: span.start], before[: span.start])
        assert np.array_equal(after[fade.span.end :], before[fade.span.end :])
        assert not after[fade.span.start].any()

        await keys("g", "s", "ctrl+a")
        await screen.until(lambda state: len(state.browser.selection) == 2)
        rows = sample_list()
        await Mouse.click(rows.x + 300, rows.top - rows.row_height / 2, 3)
        await Mouse.click(*button("Rename 2 samples…", Menu.current))
        await screen.until(lambda state: state.screen.sheet is Sheet.RENAME_MANY)
        await keys("ctrl+a")
        await typed("hit {n:02}")
        await screen.until(lambda state: state.filing.pattern == "hit {n:02}")
        shot("rename-many")
        await keys("Return")
        await screen.until(lambda state: state.screen.sheet is None and not state.browser.waiting)
        await screen.until(
            lambda state: bool(state.history.undo and state.history.undo.to == "hit {n:02}")
        )
        assert sorted(path.name for path in _files(pack)) == ["hit 01.wav", "hit 02.wav"]


def _files(folder: Path) -> list[Path]:
    return list(folder.iterdir())


async def test_what_cannot_be_edited_in_place_is_said_and_a_copy_offered(
    tmp_path: Path, pack: Path
) -> None:
    soundfile.write(pack / "0.ogg", np.zeros((4_000, 1)), RATE)
    async with window(tmp_path / "home", pack) as screen:
        await loaded(screen)
        await keys("r")
        await screen.until(lambda state: state.screen.sheet is Sheet.HINDERED)
        shot("hindered")
        await Mouse.click(*button("Make a WAV copy"))
        await screen.until(lambda state: state.screen.sheet is None)
        edit = screen.state.editing.wanted
        assert edit is not None
        assert (edit.op, edit.container) == (Op.CONVERT, Container.WAV)
