"""Tempo, key and loudness: seen, sorted and searched, with the hands."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from models.library.query import Sort
from tests.ui.harness import Mouse, Screen, frames, keys, parts, shot, window
from ui.browser.header import Header
from ui.waveform.part import WaveformPart


@pytest.fixture
def kit(tmp_path: Path, real_sounds: Path) -> Path:
    folder = tmp_path / "kit"
    folder.mkdir()
    for name in ("loop_amen", "loop_mika", "bass_thick_c", "bass_dnb_f", "bd_haus"):
        (path,) = real_sounds.rglob(f"{name}.flac")
        shutil.copy(path, folder)
    return folder


async def known(screen: Screen, first: str, sort: Sort) -> None:
    """Wait until a list sorted in this way begins with a sample."""
    await screen.until(
        lambda state: (
            state.browser.query.sort is sort
            and not state.browser.waiting
            and (row := state.browser.window.row(0)) is not None
            and row.name == f"{first}.flac"
        )
    )


async def test_columns_show_what_is_known_and_sort_by_it(tmp_path: Path, kit: Path) -> None:
    async with window(tmp_path / "data", kit, auto_embed=True) as screen:
        await screen.until(
            lambda state: all(
                (row := state.browser.window.row(at)) is not None
                and row.analysis.onsets is not None
                for at in range(5)
            )
        )
        titles = parts(Header)[0]._titles
        for title, sort, first, last in (
            ("tempo", Sort.TEMPO, "loop_mika", "loop_amen"),
            ("key", Sort.KEY, "bass_thick_c", "bass_dnb_f"),
        ):
            await Mouse.click(*titles[title].center)
            await known(screen, first, sort)
            await Mouse.click(*titles[title].center)
            await known(screen, last, sort)
        await keys("Down")
        await screen.until(lambda state: state.editor.sample is not None)
        await frames(6)
        shot("found out")
        (part,) = parts(WaveformPart)
        assert "LUFS" in part._facts.text
