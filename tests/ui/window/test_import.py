"""The offer to import what the predecessor left, in the real window."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.state.screen import Panel, Sheet
from tests.actors.library.predecessor import installations as old
from tests.ui.harness import Mouse, keys, parts, shot, window
from ui.shell.import_sheet import ImportSheet
from ui.widgets.button import PushButton


def button(words: str) -> PushButton:
    """Return the button of the sheet that says this."""
    return next(one for one in parts(PushButton, parts(ImportSheet)[0]) if one.text == words)


async def test_a_first_start_offers_the_import_and_shows_what_came_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEMPAL_CONFIG_HOME", str(old.seed(tmp_path, "base/sempal") / "base"))
    async with window(tmp_path / "data") as screen:
        await screen.until(lambda state: state.screen.sheet is Sheet.IMPORT)
        shot("import offered")
        take = button("Import")
        await Mouse.click(take.center_x, take.center_y)
        state = await screen.until(
            lambda state: state.predecessor.report is not None and not state.tasks
        )
        shot("imported")
        done = button("Done")
        await Mouse.click(done.center_x, done.center_y)
        await screen.until(lambda state: state.screen.sheet is None and len(state.members.ids) == 4)
        shot("after import")
        chosen = state.sources.find(state.browser.query.source)

        assert chosen is not None
        assert chosen.name == "Café 太鼓"
        assert not state.settings.auto_play
        assert [one.name for one in state.collections.all] == ["Kicks & thumps", "Empty"]
        await keys("g", "c")
        await screen.until(lambda state: state.screen.focus is Panel.MEMBERS)


async def test_not_now_closes_it_and_the_sheet_for_sources_offers_it_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEMPAL_CONFIG_HOME", str(old.seed(tmp_path, "base/sempal") / "base"))
    async with window(tmp_path / "data") as screen:
        await screen.until(lambda state: state.screen.sheet is Sheet.IMPORT)
        later = button("Not now")
        await Mouse.click(later.center_x, later.center_y)
        await screen.until(lambda state: state.screen.sheet is None)
        await keys("ctrl+o")
        await screen.until(lambda state: state.screen.sheet is Sheet.ADD)
        shot("add with import")
        again = next(one for one in parts(PushButton) if one.text.startswith("Import from"))
        await Mouse.click(again.center_x, again.center_y)
        state = await screen.until(lambda state: bool(state.predecessor.summary))

        assert state.screen.sheet is Sheet.IMPORT
