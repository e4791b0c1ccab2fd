"""Rules of the history sheet: steps, versions of a file, space."""

from __future__ import annotations

from dataclasses import replace

from actors.messages import library
from actors.session.decision import Decision, with_notice, with_ticket
from actors.session.edits import backups
from models.state.app import AppState
from models.state.editing import Journal
from models.state.notice import Notice, NoticeKind
from models.state.screen import Sheet

MEGABYTE = 1_000_000


def toggle_sheet(state: AppState) -> Decision:
    """Open the sheet and load what it shows, or close it."""
    opened = state.screen.sheet is Sheet.HISTORY
    if state.screen.sheet not in {None, Sheet.HISTORY}:  # its key works within sheets, to close it
        return Decision(state)
    sheet = None if opened else Sheet.HISTORY
    state = replace(state, screen=replace(state.screen, sheet=sheet))
    if opened:
        return Decision(state)
    return _read(replace(state, journal=replace(state.journal, versions=None, question=None)))


def refresh(state: AppState) -> Decision:
    """Load again what the sheet shows, after a step was done, undone or redone."""
    return _read(state) if state.screen.sheet is Sheet.HISTORY else Decision(state)


def _read(state: AppState) -> Decision:
    state, ticket = with_ticket(state)
    state = replace(state, journal=replace(state.journal, ticket=ticket))
    commands: tuple[library.Command, ...] = (
        library.ReadHistory(ticket),
        library.ReadOriginals(ticket),
    )
    sample = state.editor.sample
    if state.journal.versions is not None and sample is not None:
        commands += (library.ReadVersions(ticket, sample.id),)
    return Decision(state, commands)


def store(
    state: AppState,
    event: library.HistoryRead | library.VersionsRead | library.OriginalsRead | library.BackupsRead,
) -> AppState:
    """Return the state with what was loaded, unless it is out of date."""
    if isinstance(event, library.BackupsRead):
        return backups.store(state, event)
    if event.ticket != state.journal.ticket:
        return state
    journal: Journal
    match event:
        case library.HistoryRead(steps=steps):
            journal = replace(state.journal, steps=steps)
        case library.VersionsRead(versions=versions):
            journal = replace(state.journal, versions=versions)
        case library.OriginalsRead(report=report, planned=True):
            journal = replace(state.journal, question=report)
        case library.OriginalsRead(report=report):
            journal = replace(state.journal, originals=report, question=None)
    return replace(state, journal=journal)


def go_to(state: AppState, step: int) -> Decision:
    """Undo or redo until a step is the newest one that is done."""
    return Decision(state, (library.GoToStep(step),))


def show_versions(state: AppState, *, on: bool) -> Decision:
    """Show the versions of the shown sample's file, or the steps."""
    sample = state.editor.sample
    if not on:
        return Decision(replace(state, journal=replace(state.journal, versions=None)))
    if sample is None:
        return Decision(with_notice(state, Notice(NoticeKind.NO_SAMPLE_LOADED)))
    return Decision(state, (library.ReadVersions(state.journal.ticket, sample.id),))


def restore(state: AppState, version: int) -> Decision:
    """Give the shown sample's file the content of a version."""
    sample = state.editor.sample
    if sample is None:
        return Decision(with_notice(state, Notice(NoticeKind.NO_SAMPLE_LOADED)))
    state, ticket = with_ticket(state)
    state = replace(state, editing=replace(state.editing, ticket=ticket, wanted=None))
    return Decision(state, (library.RestoreVersion(ticket, sample.id, version),))


def ask_to_reclaim(state: AppState, *, everything: bool) -> Decision:
    """Find out what would be deleted, to ask for consent."""
    state = replace(state, journal=replace(state.journal, everything=everything))
    return Decision(state, (replace(_reclaiming(state), dry=True),))


def reclaim(state: AppState, *, agreed: bool) -> Decision:
    """Delete replaced contents, the oldest first, if that is agreed to."""
    asked = state.journal.question
    state = replace(state, journal=replace(state.journal, question=None))
    if asked is None or not asked.removed or not agreed:
        return Decision(state)
    return Decision(state, (_reclaiming(state),))


def _reclaiming(state: AppState) -> library.ReclaimOriginals:
    limit = round(state.settings.originals_limit * MEGABYTE)
    keep = 0 if state.journal.everything else limit
    return library.ReclaimOriginals(state.journal.ticket, keep)
