"""Rules of the sheet of backups."""

from __future__ import annotations

from dataclasses import replace

from actors.messages import library
from actors.session.decision import Decision, with_ticket
from models.state.app import AppState
from models.state.screen import Sheet


def toggle_sheet(state: AppState) -> Decision:
    """Open the sheet and load the copies, or close it."""
    opened = state.screen.sheet is Sheet.BACKUPS
    sheet = None if opened else Sheet.BACKUPS
    state = replace(state, screen=replace(state.screen, sheet=sheet))
    if opened:
        return Decision(state)
    state, ticket = with_ticket(state)
    return Decision(state, (library.ReadBackups(ticket),))


def request_restore(state: AppState, name: str) -> Decision:
    """Have a copy restored at the next start; one that is requested already is so no longer."""
    state, ticket = with_ticket(state)
    wanted = "" if name == state.backups.requested else name
    return Decision(state, (library.RequestRestore(ticket, wanted),))


def store(state: AppState, event: library.BackupsRead) -> AppState:
    """Return the state with the copies."""
    found = replace(state.backups, all=event.backups, requested=event.requested, known=True)
    return replace(state, backups=found)
