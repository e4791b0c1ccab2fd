"""Rules of paths that another start of the program, or the command line, asks to be shown."""

from __future__ import annotations

import os
from dataclasses import replace

from actors.messages import handoff, library
from actors.session.decision import Command, Decision, with_notice, with_ticket
from actors.session.samples import audition, folder_tree, sample_lists
from actors.session.similarity import duplicates
from models.library.file_name import display_name, encode_path
from models.library.path_place import PathPlace
from models.library.path_prefix import parents
from models.library.query import Query
from models.state.app import AppState
from models.state.call import CallState
from models.state.notice import Notice, NoticeKind
from models.state.screen import Panel, Sheet


def answer_call(state: AppState, event: handoff.Called) -> Decision:
    """Bring the window forward, and show the paths."""
    known = replace(state.call, number=state.call.number + 1, startup=event.call.startup)
    return show_paths(_with_call(state, known), event.call.paths)


def show_paths(state: AppState, paths: tuple[bytes, ...]) -> Decision:
    """Ask where paths are."""
    if not paths:
        return Decision(state)
    state, ticket = with_ticket(state)
    state = _with_call(state, replace(state.call, ticket=ticket, listing=ticket, samples=()))
    return Decision(state, (library.LocatePaths(ticket, paths),))


def show_places(state: AppState, event: library.PathsLocated) -> Decision:
    """Show the folder of the first known path; offer an unknown one as a source."""
    if event.ticket != state.call.ticket or not event.places:
        return Decision(state)
    known = [place for place in event.places if place.source is not None]
    if known:
        return _show_folder(state, known)
    first = event.places[0]
    if not first.exists:
        name = encode_path(first.path)
        return Decision(with_notice(state, Notice(NoticeKind.PATH_MISSING, name=name)))
    folder = first.path if first.is_folder else os.path.dirname(first.path)  # noqa: PTH120 - bytes
    state = _with_call(state, replace(state.call, offered=encode_path(folder)))
    if not first.is_folder:
        name = display_name(first.path)
        state = with_notice(state, Notice(NoticeKind.PATH_UNKNOWN, name=name))
    if state.screen.sheet not in {None, Sheet.ADD}:  # something else is being asked
        return Decision(state)
    return Decision(replace(state, screen=replace(state.screen, sheet=Sheet.ADD)))


def _show_folder(state: AppState, places: list[PathPlace]) -> Decision:
    """List a folder; its samples are focused and selected once they are listed."""
    first = places[0]
    here = (one for one in places if (one.source, one.folder) == (first.source, first.folder))
    samples = tuple(one.sample for one in here if one.sample is not None)
    if first.sample is None and not first.is_folder:
        name = display_name(first.path)
        state = with_notice(state, Notice(NoticeKind.PATH_UNKNOWN, name=name))
    stopped = _plain_list(state)
    state = stopped.state
    query = state.browser.query
    query = Query(first.source, first.folder, sort=query.sort, descending=query.descending)
    screen = state.screen
    sheet = None if screen.sheet is Sheet.ADD else screen.sheet
    screen = replace(screen, sheet=sheet, focus=Panel.SAMPLES)
    state = replace(state, screen=screen, map=replace(state.map, shown=False))
    browser = replace(state.browser, row=None, focus=None, selection=frozenset())
    listed = sample_lists.request_list(replace(state, browser=browser), query)
    call = replace(listed.state.call, listing=listed.state.browser.ticket, samples=samples)
    shown = Decision(_with_call(listed.state, call), (*stopped.commands, *listed.commands))
    return shown.then(lambda state: _show_tree(state, query))


def _show_tree(state: AppState, query: Query) -> Decision:
    followed = folder_tree.follow_query(state, query)
    folders = replace(followed.state.folders, focus=query.folder)
    folders = replace(folders, open=folders.open | parents(query.folder))
    return Decision(replace(followed.state, folders=folders), followed.commands)


def _plain_list(state: AppState) -> Decision:
    """Leave a search by sound or for duplicates; the caller lists something else."""
    stop: tuple[Command, ...] = ()
    if state.duplicates.shown:
        left = duplicates.leave_duplicates(state)
        state, stop = left.state, left.commands
    if state.similarity.search is not None:
        state = replace(state, similarity=state.similarity.without_search())
    return Decision(state, stop)


def focus_listed(state: AppState, event: library.Listed) -> Decision:
    """Focus the first sample of a call once its folder is listed; select all, if several."""
    call = state.call
    if event.ticket != call.listing or not call.samples:
        return Decision(state)
    state = _with_call(state, replace(call, samples=()))
    rows = [row for one in call.samples if (row := state.browser.ids.row(one)) is not None]
    if not rows:
        return Decision(state)
    focused = audition.move_to(state, rows[0], Panel.SAMPLES, quiet=True)
    chosen = frozenset(call.samples) if len(call.samples) > 1 else frozenset()
    browser = replace(focused.state.browser, selection=chosen)
    return Decision(replace(focused.state, browser=browser), focused.commands)


def _with_call(state: AppState, call: CallState) -> AppState:
    return replace(state, call=call)
