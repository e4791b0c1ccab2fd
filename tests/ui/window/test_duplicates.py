"""Duplicates with the hands: found by a key, one kept, taken back."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest
import soundfile
import trio

from actors.embeddings.duplicates import search
from actors.messages import intents
from models.analysis.text import MINUS
from models.library.tag import Tag
from models.state.app import AppState
from tests.ui.harness import PATIENCE, Mouse, frames, keys, parts, sample_list, shot, window
from tests.ui.window.test_collections import choose
from tests.ui.window.test_similarity import button, focus
from ui.browser.copies import Copies
from ui.browser.filters import Filters
from ui.browser.part import BrowserPart
from ui.shell.progress import Progress
from ui.text.notices import notice_words
from ui.widgets.button import PushButton
from ui.widgets.label import TextLabel


@pytest.fixture
def kit(tmp_path: Path, demo_sounds: Path) -> Path:
    folder = tmp_path / "kit"
    shutil.copytree(demo_sounds / "Drums" / "Kicks", folder)
    kick, other = sorted(folder.glob("*.wav"))[:2]
    shutil.copy(kick, folder / "zz copy.wav")
    audio, rate = soundfile.read(kick, dtype="float32", always_2d=True)
    soundfile.write(folder / "zz quiet.flac", audio * 0.3, rate)
    shutil.copy(other, folder / "zz other.wav")
    soundfile.write(folder / "zz form.flac", audio, rate)
    shutil.copy(folder / "zz form.flac", folder / "zz again.flac")
    return folder


COUNT = 13
"""Files of the kit."""


def heard(state: AppState) -> int:
    """Return how many of the rows are known to be of a type."""
    return sum(row is not None and row.type is not None for row in state.browser.window.rows)


def tags(state: AppState) -> list[Tag]:
    rows = state.browser.window.rows[: len(state.browser.ids)]
    return [row.tag for row in rows if row is not None]


async def test_groups_are_shown_one_is_kept_and_it_is_taken_back(tmp_path: Path, kit: Path) -> None:
    async with window(tmp_path / "data", kit, auto_embed=True) as screen:
        await screen.until(lambda state: heard(state) == COUNT)
        await focus(screen, "copy")
        await keys("g", "s", "d")
        state = await screen.until(lambda state: len(state.duplicates.groups) == 2)
        state = await screen.until(lambda state: len(tags(state)) == 7)
        assert state.duplicates.is_best(state.browser.ids[0])
        copies = Counter(sample_list().row_state(row).copy for row in range(7))
        (softer,) = (words for words in copies if words.endswith("?"))
        (likely,) = (row for row in range(7) if sample_list().row_state(row).copy == softer)
        assert softer.startswith(MINUS)
        assert copies["best"] == 2
        assert copies["identical"] == 4  # two of the best ones, two of each other
        await frames(4)
        shot("duplicates")

        await Mouse.click(*button("best of each", Copies))
        await screen.until(lambda state: tags(state).count(Tag.TRASH) == 4)
        assert tags(screen.state)[likely] is Tag.NEUTRAL
        await frames(4)
        shot("duplicates kept")
        await keys("ctrl+z")
        await screen.until(lambda state: set(tags(state)) == {Tag.NEUTRAL})

        left, bottom, _, height = sample_list().box(1)
        await Mouse.click(left + 300, bottom + height / 2, button=3)
        await choose("Keep this, reject others")
        state = await screen.until(lambda state: Tag.TRASH in tags(state))
        assert tags(state)[0] is Tag.TRASH
        assert tags(state)[1] is Tag.NEUTRAL
        screen.post(intents.KeepBest())
        state = await screen.until(lambda state: tags(state).count(Tag.TRASH) == 5)
        assert tags(state)[:2] == [Tag.TRASH, Tag.NEUTRAL], "the best is what is not rejected"
        for row, one in enumerate(state.browser.ids.array.tolist()):
            group = state.duplicates.group_of[one]
            kept = [m for m in group.members if state.duplicates.marks[m.sample] is not Tag.TRASH]
            assert kept, f"nothing is left of the group of row {row}"
        shot("duplicates, best rejected")
        await keys("Escape", "Escape", "Escape")
        await screen.until(
            lambda state: not state.duplicates.shown and len(state.browser.ids) == COUNT
        )


async def endless(*_: object) -> None:
    """Compare until cancelled."""
    await trio.sleep_forever()


async def test_a_cancelled_search_keeps_what_was_found(
    tmp_path: Path, kit: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "compare_pairs", endless)
    async with window(tmp_path / "data", kit, auto_embed=True) as screen:
        await screen.until(lambda state: heard(state) == COUNT)
        left, bottom, _, height = sample_list().box(2)
        await Mouse.click(left + 300, bottom + height / 2, button=3)
        await choose("Find duplicates")
        await screen.until(lambda state: len(tags(state)) == 6)
        await screen.until(lambda state: len(state.tasks) == 1)  # tempo and key are known, too
        await frames(2)
        cancel = parts(Progress)[0]._cancel
        with trio.fail_after(PATIENCE):
            while screen.state.duplicates.waiting:  # it moves while other work ends
                await Mouse.click(cancel.center_x, cancel.center_y)
                await frames(5)
        state = screen.state
        await frames(2)

        assert len(state.browser.ids) == 6
        assert state.screen.notice is not None
        assert notice_words(state.screen.notice).endswith("results are incomplete")
        assert any("incomplete" in one.text for one in parts(PushButton, parts(Filters)[0]))
        shot("duplicates cancelled")


async def test_while_nothing_is_found_yet_it_is_said_that_it_is_looked_for(
    tmp_path: Path, demo_sounds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "compare_pairs", endless)
    async with window(
        tmp_path / "data", demo_sounds / "Drums" / "Kicks", auto_embed=True
    ) as screen:
        count = len(screen.state.browser.ids)
        # Before that, only identical files can be looked for, and that ends.
        await screen.until(lambda state: heard(state) == count and not state.tasks)
        await keys("d")
        await screen.until(lambda state: not state.browser.waiting)
        with trio.fail_after(60):
            while "Finding duplicates…" not in {
                one.text for one in parts(TextLabel, parts(BrowserPart)[0])
            }:
                await frames(1)

        assert len(screen.state.browser.ids) == 0
        await keys("Escape")
        await screen.until(lambda state: len(state.browser.ids) == count)
