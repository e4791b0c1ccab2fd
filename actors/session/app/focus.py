"""Rules of the keyboard focus, sheets, notices and Esc."""

from __future__ import annotations

from dataclasses import replace

from actors.session.collections import collections
from actors.session.decision import Decision, with_notice
from actors.session.library import sources
from actors.session.playback import transport
from actors.session.samples import audition, panels, row_selection, search
from actors.session.similarity import duplicates, similarity
from models.state.app import AppState
from models.state.notice import Notice, NoticeKind
from models.state.screen import Panel, Sheet

EMPTY = {
    **audition.EMPTY,
    Panel.WAVEFORM: NoticeKind.NO_SAMPLE_LOADED,
    Panel.SOURCES: NoticeKind.NO_SOURCES,
    Panel.FOLDERS: NoticeKind.NO_FOLDERS,
}
"""Why a panel cannot get the focus, and what to do."""


def focus(state: AppState, panel: Panel) -> Decision:
    """Focus a panel; if its list is empty but matches exist in other sources, list those."""
    if panel is Panel.SAMPLES and state.browser.elsewhere and not len(state.browser.ids):
        return search.search_everywhere(_focused(state, panel))
    return Decision(focus_panel(state, panel))


def focus_panel(state: AppState, panel: Panel) -> AppState:
    """Return the state with a panel focused, or with the notice why it is not."""
    empty = {
        Panel.WAVEFORM: state.editor.sample is None,
        Panel.SAMPLES: not len(state.browser.ids),
        Panel.SOURCES: not state.sources.all,
        Panel.FOLDERS: not state.folders.all,
        Panel.MEMBERS: not len(state.members.ids),
    }
    if empty.get(panel, False):
        return with_notice(state, Notice(EMPTY[panel]))
    return _focused(state, panel)


def _focused(state: AppState, panel: Panel) -> AppState:
    if state.screen.focus is panel:
        return state
    return replace(state, screen=replace(state.screen, focus=panel))


def move_focus(state: AppState, rows: int, *, keep: bool = False) -> Decision:
    """Move by rows in the focused panel; `keep` its selection."""
    match state.screen.focus:
        case Panel.SOURCES:
            return _step_sources(state, rows)
        case Panel.FOLDERS:
            return _step_folders(state, rows)
        case Panel.COLLECTIONS:
            return collections.step_collection(state, rows)
        case _:
            return audition.step_focus(state, rows, keep=keep)


def _step_sources(state: AppState, rows: int) -> Decision:
    if not state.sources.all:
        return Decision(state)
    ids = [None, *(source.id for source in state.sources.all)]  # the first row is all of them
    focus = state.sources.focus
    at = ids.index(focus) if focus in ids else 0
    return sources.choose_source(state, ids[max(0, min(at + rows, len(ids) - 1))])


def _step_folders(state: AppState, rows: int) -> Decision:
    paths = [b"", *(folder.path for folder in state.folders.visible)]
    at = paths.index(state.folders.focus) if state.folders.focus in paths else 0
    return sources.choose_folder(state, paths[max(0, min(at + rows, len(paths) - 1))])


def step_back(state: AppState) -> Decision:
    """Esc: stop playback and close an open sheet; else close the innermost open thing."""
    sheet = state.screen.sheet
    if sheet is not None:
        state = toggle_sheet(state, sheet)
    if state.transport.active:
        return transport.stop(state)
    if sheet is not None:
        return Decision(state)
    if state.screen.focus is Panel.SEARCH:
        state = _focused(state, Panel.SAMPLES)
        # As the line of hints says: what was typed is gone with the field.
        return search.search(state, "") if state.browser.query.words else Decision(state)
    if state.editor.selection is not None:
        return Decision(replace(state, editor=replace(state.editor, selection=None)))
    if state.slicing.on:
        return Decision(replace(state, slicing=replace(state.slicing, on=False)))
    among = state.browser.query.among
    if among is not None and state.browser.selection in {frozenset(), among}:
        return search.toggle_selected_only(state)
    for panel in panels.PANELS:
        if panels.get_list(state, panel).selection:
            return row_selection.clear_selection(state, panel)
    if state.browser.query.words:
        return search.search(state, "")
    if state.duplicates.shown:
        return duplicates.leave_duplicates(state)
    if state.similarity.search is not None:
        return similarity.clear_search(state)
    return Decision(state)


def follow_sheets(state: AppState, before: AppState) -> AppState:
    """Return the state in which a sheet that was opened from the settings returns to them."""
    was, now = before.screen, state.screen
    if now.sheet is was.sheet:
        return state
    if now.sheet is None and was.beneath is not None:
        now = replace(now, sheet=was.beneath, beneath=None)
    elif now.sheet in {None, was.beneath}:
        now = replace(now, beneath=None)
    elif was.sheet is Sheet.OPTIONS:
        now = replace(now, beneath=was.sheet)
    return state if now is state.screen else replace(state, screen=now)


def toggle_sheet(state: AppState, sheet: Sheet) -> AppState:
    """Return the state with a sheet open, or closed if it was open."""
    opened = None if state.screen.sheet is sheet else sheet
    state = replace(state, sources=replace(state.sources, root_reason=""))
    if state.screen.sheet is Sheet.ADD:  # declined: nothing waits for its folder any more
        state = replace(state, call=replace(state.call, waiting=(), offered=""))
    return replace(state, screen=replace(state.screen, sheet=opened))
