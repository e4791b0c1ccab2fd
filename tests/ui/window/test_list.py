"""The sample list under keys, mouse and finger."""

from __future__ import annotations

import os
import struct
from pathlib import Path

import numpy as np
import pytest
from kivy.base import EventLoop
from kivy.input.motionevent import MotionEvent
from numpy.typing import NDArray

from actors.messages import intents
from models.audio.clock import clock
from models.library.query import Sort
from models.state.app import AppState
from models.state.screen import Density
from models.state.transport import Status
from tests.ui.harness import (
    Finger,
    Mouse,
    endless,
    frames,
    keys,
    parts,
    pixels,
    sample_list,
    shot,
    tap,
    window,
)
from ui.browser.columns import NAME, Layout, layout, text_end
from ui.browser.header import Header
from ui.browser.sample_list import SampleList
from ui.browser.sample_row import MARK, stem
from ui.theme import BODY, DESKTOP, TABLET
from ui.widgets.scroll import AHEAD
from ui.widgets.text_texture import measure

MANY = 3000


def write_wav(path: Path, length: int = 64) -> None:
    """Write `length` frames of a square wave, 8 kHz, 16 bits, mono."""
    sound = np.where(np.arange(length) // 8 % 2, 8000, -8000).astype("<i2").tobytes()
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, 8000, 16000, 2, 16)
    data = b"WAVE" + form + struct.pack("<4sI", b"data", len(sound)) + sound
    path.write_bytes(struct.pack("<4sI", b"RIFF", len(data)) + data)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of thousands of short sounds."""
    folder = tmp_path_factory.mktemp("many")
    for number in range(MANY):
        write_wav(folder / f"tick {number:04}.wav")
    return folder


def the_list() -> SampleList:
    found: SampleList = sample_list()
    return found


def middle(row: int) -> tuple[float, float]:
    """Return the middle of a row on screen, in window pixels."""
    rows = the_list()
    first = rows.row_at(rows.top - 1)
    assert first is not None
    lower = next(y for y in range(round(rows.top) - 1, round(rows.y), -1) if rows.row_at(y) == row)
    return rows.center_x, lower - rows.row_height / 2


def picture_of(row: int) -> NDArray[np.int_]:
    """Return what is drawn of a row between its lines: [height, width, RGB]."""
    rows = the_list()
    _, y = middle(row)
    shown = pixels()[:, :, :3].astype(int)
    above = shown.shape[0] - round(y + rows.row_height / 2)
    left = round(rows.x)
    return shown[above + 3 : above + rows.row_height - 3, left : left + round(rows.width)]


def brightness(row: int, left: float, right: float) -> int:
    """Return how bright the brightest pixel of a row is between two columns."""
    return int(picture_of(row)[:, round(left) : round(right)].min(axis=2).max())


def columns() -> Layout:
    return layout(the_list().width, DESKTOP)


def at_the_top(state: AppState) -> bool:
    return state.browser.wanted[0] == 0


def at_the_end(state: AppState) -> bool:
    return sum(state.browser.wanted) == len(state.browser.ids)


def fling(finger: Finger, x: float, y: float) -> None:
    """Slide there and lift at once: nothing is drawn in between, however slow the machine is."""
    MotionEvent.move(finger, Finger._at(x, y))
    EventLoop.post_dispatch_input("update", finger)
    EventLoop.post_dispatch_input("end", finger)


async def test_the_wheel_scrolls_three_rows_and_selects_nothing(
    tmp_path: Path, demo_sounds: Path
) -> None:
    async with window(tmp_path, demo_sounds) as screen:
        await Mouse.click(*middle(4), button=5)
        await screen.until(lambda state: state.browser.wanted[0] == 3)
        await Mouse.click(*middle(4), button=5)
        await screen.until(lambda state: state.browser.wanted[0] == 6)
        for _ in range(3):
            await Mouse.click(*middle(8), button=4)
        state = await screen.until(at_the_top)

        assert state.browser.fresh
        assert state.transport.status is Status.STOPPED


async def test_end_home_and_pages_reach_every_row_of_thousands(tmp_path: Path, many: Path) -> None:
    async with window(tmp_path, many) as screen:
        screen.post(intents.ChangeSetting("auto_play", False))
        rows = the_list()
        await keys("End")
        state = await screen.until(
            lambda state: (
                at_the_end(state)
                and state.browser.focused is not None
                and state.editor.sample == state.browser.focused
            )
        )
        assert state.browser.row == MANY - 1
        assert rows.row_at(rows.y + 1) == MANY - 1
        await screen.until(lambda state: state.browser.ids[MANY - 1] in state.thumbnails)
        shot("end of 3000")
        assert brightness(MANY - 1, columns()[NAME].left, text_end(columns())) > 200
        await keys("Prior", "Prior")
        state = await screen.until(lambda state: state.browser.row == MANY - 25)
        assert rows.row_at(rows.top - 1) == MANY - 25 - AHEAD  # with what comes next
        await keys("Home")
        await screen.until(lambda state: state.browser.row == 0 and at_the_top(state))
        await keys("Next")
        state = await screen.until(lambda state: state.browser.row == 12)
        first, count = state.browser.wanted
        assert first <= 12 < first + count
        middle(12)


async def test_the_scroll_bar_goes_through_thousands_in_one_drag(
    tmp_path: Path, many: Path
) -> None:
    async with window(tmp_path, many) as screen:
        rows = the_list()
        await Mouse.move(rows.right - 4, rows.top - 10)
        await Mouse.down()
        await Mouse.move(rows.right - 4, rows.center_y)
        half = await screen.until(lambda state: state.browser.wanted[0] > MANY / 4)
        assert abs(half.browser.wanted[0] - MANY / 2) < MANY / 20
        await Mouse.move(rows.right - 40, rows.y - 300)  # beyond the end, beside the bar
        await screen.until(at_the_end)
        await Mouse.up()
        await Mouse.move(rows.right - 4, rows.center_y)
        await frames(3)

        assert at_the_end(screen.state)
        assert screen.state.browser.fresh
        await Mouse.click(rows.right - 4, rows.top - 2)
        await screen.until(at_the_top)


async def test_the_scroll_bar_goes_when_all_rows_are_seen(
    tmp_path: Path, demo_sounds: Path
) -> None:
    def strip() -> NDArray[np.uint8]:
        rows = the_list()
        shown = pixels()[:, :, :3]
        upper, right = shown.shape[0] - round(rows.top), round(rows.right)
        below = upper + round(rows.row_height) + 4  # the first row has the focus, and its outline
        return shown[below : upper + round(rows.height) - 4, right - 7 : right - 3]

    async with window(tmp_path, demo_sounds) as screen:
        await frames(3)
        assert strip().max() > 60
        screen.post(intents.Search("clap"))
        state = await screen.until(
            lambda state: state.browser.query.words == "clap" and not state.browser.waiting
        )
        assert len(state.browser.ids) < 8
        await frames(3)
        shot("no scroll bar")
        assert strip().max() < 60


async def test_a_finger_drags_the_rows_and_they_glide_on(tmp_path: Path, demo_sounds: Path) -> None:
    async with window(tmp_path, demo_sounds) as screen:
        rows = the_list()
        x, y = rows.center_x, rows.y + 30
        finger = await Finger(x, y).drag(x, y + 40)
        for step in range(2, 9):
            await finger.go(x, y + 40 * step)
        held = screen.state.browser.wanted[0]
        under = rows.row_at(y + 320)
        assert under == (rows.height - 30) // rows.row_height  # the row it took is still there
        fling(finger, x, y + 340)
        assert rows.moving
        while rows.moving:
            await frames(1)
        state = await screen.until(lambda state: state.browser.wanted[0] > held)

        assert state.browser.fresh
        assert state.transport.status is Status.STOPPED


async def test_a_tap_on_gliding_rows_only_stops_them_and_the_next_selects(
    tmp_path: Path, many: Path
) -> None:
    async with window(tmp_path, many) as screen:
        rows = the_list()
        x, y = rows.center_x, rows.y + 30
        fling(await Finger(x, y).down(), x, y + 200)
        assert rows.moving
        await tap(x, y)
        assert not rows.moving
        await frames(5)
        assert screen.state.browser.fresh
        row = rows.row_at(y + 100)
        await tap(x, y + 100)
        state = await screen.until(lambda state: not state.browser.fresh)

        assert state.browser.row == row


async def test_a_row_that_is_clicked_stays_where_it_is(tmp_path: Path, demo_sounds: Path) -> None:
    async with window(tmp_path, demo_sounds) as screen:
        await Mouse.click(*middle(4), button=5)
        await screen.until(lambda state: state.browser.wanted[0] == 3)
        spot = middle(9)
        await endless(screen)
        await Mouse.click(*spot)
        state = await screen.until(lambda state: state.transport.status is Status.PLAYING)

        assert state.browser.row == 9
        assert state.browser.wanted[0] == 3
        assert middle(9) == spot


async def test_titles_sort_and_sort_the_other_way_round(tmp_path: Path, demo_sounds: Path) -> None:
    async with window(tmp_path, demo_sounds) as screen:
        screen.post(intents.ChangeSetting("auto_play", False))
        await keys("Down")
        first = await screen.until(lambda state: state.browser.focused is not None)
        header = parts(Header)[0]

        async def click(left: float, sort: Sort, *, descending: bool) -> AppState:
            await Mouse.click(header.x + left, header.y + 8)
            await screen.until(
                lambda state: (
                    (state.browser.query.sort, state.browser.query.descending) == (sort, descending)
                    and not state.browser.waiting
                )
            )
            await keys("Home")
            return await screen.until(
                lambda state: (
                    state.browser.row == 0
                    and at_the_top(state)
                    and all(state.browser.window.row(row) for row in range(12))
                )
            )

        def shown(state: AppState) -> list[str]:
            rows = [state.browser.window.row(row) for row in range(12)]
            return [stem(row).casefold() for row in rows if row]

        def lengths(state: AppState) -> list[str]:
            rows = [state.browser.window.row(row) for row in range(12)]
            return [clock(row.length, 3) for row in rows if row]

        by_name = await click(columns()[NAME].left + 5, Sort.NAME, descending=False)
        assert shown(by_name) == sorted(shown(by_name))
        down = await click(columns()[NAME].left + 5, Sort.NAME, descending=True)
        assert shown(down) == sorted(shown(down), reverse=True)
        assert down.browser.ids[0] == by_name.browser.ids[len(by_name.browser.ids) - 1]
        shot("sorted by name, from the end")
        short = await click(columns()["length"].right - 5, Sort.LENGTH, descending=False)
        assert lengths(short) == sorted(lengths(short))
        long = await click(columns()["length"].right - 5, Sort.LENGTH, descending=True)
        assert lengths(long) == sorted(lengths(long), reverse=True)
        back = await click(columns()["folder"].left + 5, Sort.FOLDER, descending=False)
        assert back.browser.ids[0] == first.browser.ids[0]


async def test_the_focus_stays_on_its_sample_when_the_list_is_sorted(
    tmp_path: Path, demo_sounds: Path
) -> None:
    async with window(tmp_path, demo_sounds) as screen:
        screen.post(intents.ChangeSetting("auto_play", False))
        await keys("Down", "Down", "Down")
        before = await screen.until(lambda state: state.browser.row == 2)
        header = parts(Header)[0]
        await Mouse.click(header.x + columns()["length"].right - 5, header.y + 8)
        after = await screen.until(
            lambda state: state.browser.ids is not before.browser.ids and not state.browser.waiting
        )

        assert after.browser.focus == before.browser.focus
        assert after.browser.focus is not None
        assert after.browser.row == after.browser.ids.row(after.browser.focus)


async def test_what_cannot_be_heard_is_grey_and_says_why(tmp_path: Path) -> None:
    source = tmp_path / "sounds"
    source.mkdir()
    for name in ("a good one.wav", "b gone.wav"):
        write_wav(source / name, 4000)
    (source / "c broken.wav").write_bytes(b"RIFF nothing of the kind" * 20)
    async with window(tmp_path / "library", source) as screen:
        (source / "b gone.wav").unlink()
        screen.post(intents.ScanSource(screen.state.sources.all[0].id))
        state = await screen.until(
            lambda state: any(row and row.missing for row in state.browser.window.rows)
        )
        await frames(3)
        shot("missing and broken")
        good, gone, broken = (state.browser.window.row(row) for row in range(3))
        at, end_of_text = columns()[NAME], text_end(columns())
        assert good is not None
        assert not good.error
        assert brightness(0, at.left, end_of_text) > 200
        for row, sample in ((1, gone), (2, broken)):
            assert sample is not None
            end = at.left + MARK + measure(stem(sample), BODY)
            assert 80 < brightness(row, at.left + MARK, end) < 160  # the name: grey
            assert 160 < brightness(row, end + 5, end_of_text) < 200  # the reason: readable
        assert gone is not None
        assert gone.missing
        assert broken is not None
        assert broken.error
        await keys("Down", "Down", "Down")
        state = await screen.until(lambda state: state.browser.row == 2)
        await frames(4)
        shot("broken row focused")
        assert state.transport.status is not Status.PLAYING or state.transport.sample != broken.id


ODD = (
    b"bytes \xff\xfe that are no UTF-8.wav",
    b"long " + b"x" * 246 + b".wav",
    ("太鼓の音色と琴の響き" * 8).encode()[:249] + b".wav",
    "Grüße \u2013 ½ Öl, naïve café.wav".encode(),
    "e\u0301 in two parts.wav".encode(),
    b"line\nbreak and \ttab.wav",
    "faces \U0001f941\U0001f3b9.wav".encode(),
    "مرحبا صوت.wav".encode(),
    b"%s {0} [b]markup[b] &amp;.wav",
    b" .wav",
)


@pytest.mark.parametrize("size", [(1440, 900), (1024, 768)], ids=["wide", "narrow"])
async def test_any_name_is_drawn_and_stays_in_its_column(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    source = tmp_path / "sounds"
    folder = source / os.fsdecode(b"folder with a name \xe9 " + b"y" * 230)
    folder.mkdir(parents=True)
    for name in ODD:
        write_wav(folder / os.fsdecode(name))
    async with window(tmp_path / "library", source, size=size) as screen:
        assert len(screen.state.browser.ids) == len(ODD)
        await frames(3)
        shot(f"odd names {size[0]}")
        at, rows = columns(), the_list()
        seen = sum(screen.state.browser.wanted)
        for row in range(min(seen - 1, len(ODD))):
            sample = screen.state.browser.window.row(row)
            assert sample is not None
            if stem(sample).strip():
                assert brightness(row, at[NAME].left, at[NAME].right) > 200
            after = at["folder"] if "folder" in at else at["type"]
            assert brightness(row, at[NAME].right + 1, after.left) < 40
            if "format" in at:
                assert brightness(row, at["folder"].right + 1, at["format"].left) < 40
        for row in range(len(ODD)):
            await keys("Down")
            state = await screen.until(
                lambda state, row=row: (  # type: ignore[misc]
                    state.browser.row == row
                    and state.editor.sample is not None
                    and state.editor.sample.id == state.browser.focus
                )
            )
            assert state.editor.sample is not None
        shot(f"odd names {size[0]} at the end")
        x, y = middle(len(ODD) - 1)
        await Mouse.move(x, y + rows.row_height)
        await frames(2)


async def test_a_larger_density_makes_rows_and_columns_of_its_own(
    tmp_path: Path, demo_sounds: Path
) -> None:
    async with window(tmp_path, demo_sounds) as screen:
        await Mouse.click(*middle(4), button=5)
        await screen.until(lambda state: state.browser.wanted[0] == 3)
        screen.post(intents.ChangeSetting("density", Density.TOUCH))
        await screen.until(lambda state: state.settings.density is Density.TOUCH)
        await frames(3)

        assert the_list().row_height == TABLET.row
        assert the_list().row_at(the_list().top - 1) == 3
