"""Duplicates with the hands: found by a key, one kept, taken back."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import soundfile

from models.library.tag import Tag
from models.state.app import AppState
from tests.ui.harness import Mouse, frames, keys, sample_list, shot, window
from tests.ui.window.test_alike import button, focus
from tests.ui.window.test_collections import choose
from ui.browser.copies import Copies


@pytest.fixture
def kit(tmp_path: Path, demo_sounds: Path) -> Path:
    folder = tmp_path / "kit"
    shutil.copytree(demo_sounds / "Drums" / "Kicks", folder)
    kick, other = sorted(folder.glob("*.wav"))[:2]
    shutil.copy(kick, folder / "zz copy.wav")
    audio, rate = soundfile.read(kick, dtype="float32", always_2d=True)
    soundfile.write(folder / "zz quiet.flac", audio * 0.3, rate)
    shutil.copy(other, folder / "zz other.wav")
    return folder


COUNT = 11
"""Files of the kit."""


def heard(state: AppState) -> int:
    """Return how many of the rows are known to be of a type."""
    return sum(row is not None and row.type is not None for row in state.browser.window.rows)


def tags(state: AppState) -> list[Tag]:
    rows = state.browser.window.rows[: len(state.browser.ids)]
    return [row.tag for row in rows if row is not None]


async def test_groups_are_shown_one_is_kept_and_it_is_taken_back(tmp_path: Path, kit: Path) -> None:
    async with window(tmp_path / "data", kit, listens=True) as screen:
        await screen.until(lambda state: heard(state) == COUNT)
        await focus(screen, "copy")
        await keys("g", "s", "d")
        state = await screen.until(lambda state: len(state.duplicates.groups) == 2)
        state = await screen.until(lambda state: len(tags(state)) == 5)
        assert state.duplicates.is_best(state.browser.ids[0])
        assert [sample_list().look(row).copy for row in range(5)].count("best") == 2
        assert "same file" in {sample_list().look(row).copy for row in range(5)}
        await frames(4)
        shot("duplicates")

        await Mouse.click(*button("best of each", Copies))
        await screen.until(lambda state: tags(state).count(Tag.TRASH) == 3)
        await frames(4)
        shot("duplicates kept")
        await keys("ctrl+z")
        await screen.until(lambda state: set(tags(state)) == {Tag.NEUTRAL})

        left, bottom, _, height = sample_list().box(1)
        await Mouse.click(left + 300, bottom + height / 2, button=3)
        await choose("Keep only this one of its group")
        state = await screen.until(lambda state: Tag.TRASH in tags(state))
        assert tags(state)[0] is Tag.TRASH
        assert tags(state)[1] is Tag.NEUTRAL
        await keys("Escape", "Escape", "Escape")
        await screen.until(
            lambda state: not state.duplicates.shown and len(state.browser.ids) == COUNT
        )
