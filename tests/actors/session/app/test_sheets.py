"""A sheet that was opened from the settings returns to them; another one to the list."""

from __future__ import annotations

import pytest

from actors.messages import intents
from actors.session.decide import decide
from models.state.app import AppState
from models.state.file_naming import Naming, Thing
from models.state.screen import Screen, Sheet

OPENING: dict[Sheet, intents.Intent] = {
    Sheet.SOUND: intents.OpenAudioSheet(),
    Sheet.MODELS: intents.OpenModels(),
    Sheet.BACKUPS: intents.OpenBackups(),
    Sheet.IMPORT: intents.OfferImport(),
    Sheet.RENAME: intents.BeginRename(Naming(Thing.CLIPS, "")),
}


@pytest.mark.parametrize("closing", ["escape", "cross", "choose", "settings"])
@pytest.mark.parametrize("sheet", OPENING, ids=lambda sheet: sheet.name)
@pytest.mark.parametrize("begun", [Sheet.OPTIONS, None])
def test_a_sheet_returns_to_where_it_was_opened(
    begun: Sheet | None, sheet: Sheet, closing: str
) -> None:
    opened = decide(AppState(screen=Screen(sheet=begun)), OPENING[sheet]).state
    assert opened.screen.sheet is sheet
    closed: intents.Intent = intents.StepBack()
    if closing == "choose":
        if sheet is not Sheet.RENAME:
            return  # nothing is chosen there
        closed = intents.ConfirmName("/clips")
    elif closing == "settings":
        closed = intents.ToggleSheet(Sheet.OPTIONS)
        begun = Sheet.OPTIONS
    elif closing == "cross":
        closed = {Sheet.BACKUPS: OPENING[Sheet.BACKUPS]}.get(sheet, intents.ToggleSheet(sheet))

    after = decide(opened, closed).state
    assert after.screen.sheet is begun
    assert after.screen.beneath is None
    again = decide(after, intents.StepBack()).state
    assert again.screen.sheet is None
