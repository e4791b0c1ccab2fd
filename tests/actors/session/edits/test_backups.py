"""The sheet of backups: what it loads, and what a press asks for."""

from __future__ import annotations

from actors.messages import intents, library
from actors.session.decide import decide
from models.library.backup import Backup
from models.state.app import AppState
from models.state.screen import Sheet

COPY = Backup("20260304-050607", 1.0, 9, 3, 1)


def test_a_copy_is_requested_and_the_second_press_takes_it_back() -> None:
    opened = decide(AppState(), intents.OpenBackups())
    (read,) = opened.commands
    assert isinstance(read, library.ReadBackups)
    assert opened.state.screen.sheet is Sheet.BACKUPS

    state = decide(opened.state, library.BackupsRead(read.ticket, (COPY,), "")).state
    (asked,) = decide(state, intents.RequestRestore(COPY.name)).commands
    assert isinstance(asked, library.RequestRestore)
    assert asked.name == COPY.name

    state = decide(state, library.BackupsRead(asked.ticket, (COPY,), COPY.name)).state
    (back,) = decide(state, intents.RequestRestore(COPY.name)).commands
    assert isinstance(back, library.RequestRestore)
    assert back.name == ""
    assert decide(state, intents.OpenBackups()).state.screen.sheet is None
