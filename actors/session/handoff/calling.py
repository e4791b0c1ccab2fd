"""Rules of paths that another start of the program, or the command line, asks to be shown."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace

from actors.messages import handoff, library
from actors.session.decision import Command, Decision, with_notice, with_ticket
from actors.session.samples import audition, folder_tree, sample_lists
from actors.session.similarity import duplicates
from models.audio.units import SourceId
from models.library.file_name import display_name, encode_path
from models.library.path_place import PathPlace
from models.library.path_prefix import parents, relative_path
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
    """Show what is known of the paths; offer the folder of what is in no source; say the rest."""
    if event.ticket != state.call.ticket or not event.places:
        return Decision(state)
    known = [place for place in event.places if place.source is not None]
    unknown = tuple(one for one in event.places if one.source is None and one.exists)
    missing = [place for place in event.places if not place.exists]
    strange = [one for one in known if one.sample is None and not one.is_folder]
    shown = _show_folder(state, known) if known else Decision(state)
    state = _with_notice(shown.state, NoticeKind.PATH_MISSING, missing)
    state = _with_notice(state, NoticeKind.PATH_NO_SAMPLE, strange)
    return Decision(_offer(state, unknown, asks=not known), shown.commands)


def _with_notice(state: AppState, kind: NoticeKind, places: Sequence[PathPlace]) -> AppState:
    """Return the state with a notice that names the first path, and how many more there are."""
    if not places:
        return state
    first = places[0].path
    name = encode_path(first) if kind is NoticeKind.PATH_MISSING else display_name(first)
    return with_notice(state, Notice(kind, name=name, count=len(places) - 1))


def _offer(state: AppState, places: tuple[PathPlace, ...], *, asks: bool) -> AppState:
    """Return the state with the folder of the first place offered as a source.

    Args:
        state: The state.
        places: In no source; they wait behind those that wait already.
        asks: Whether the sheet for a new source is opened.
    """
    if not places:
        return state
    waiting = tuple(dict.fromkeys((*state.call.waiting, *places)))
    state = _with_notice(state, NoticeKind.PATH_UNKNOWN, [one for one in places if _is_file(one)])
    state = _with_call(state, replace(state.call, waiting=waiting, offered=_folder_of(waiting[0])))
    if not asks or state.screen.sheet not in {None, Sheet.ADD}:  # something else is being asked
        return state
    return replace(state, screen=replace(state.screen, sheet=Sheet.ADD))


def _is_file(place: PathPlace) -> bool:
    return not place.is_folder


def _folder_of(place: PathPlace) -> str:
    folder = place.path if place.is_folder else os.path.dirname(place.path)  # noqa: PTH120 - bytes
    return encode_path(folder)


def show_scanned(state: AppState, event: library.ScanEnded) -> Decision:
    """Show what waited for a source that has been scanned, unless the user went on already."""
    waiting, source = state.call.waiting, state.sources.find(event.report.source)
    if not waiting or source is None:
        return Decision(state)
    left = tuple(one for one in waiting if relative_path(one.path, source.root) is None)
    if left == waiting:
        return Decision(state)
    state = _with_call(state, replace(state.call, waiting=()))
    if state.browser.query.source == source.id and (
        state.browser.focus is None or state.browser.fresh
    ):
        return show_paths(state, tuple(one.path for one in waiting))
    return Decision(_offer(state, left, asks=False))


def _show_folder(state: AppState, places: list[PathPlace]) -> Decision:
    """List the folder that contains all; its samples are focused and selected once listed."""
    samples = tuple(one.sample for one in places if one.sample is not None)
    stopped = _plain_list(state)
    state = stopped.state
    query = state.browser.query
    source, folder = _common_folder(places)
    query = Query(source, folder, sort=query.sort, descending=query.descending)
    screen = state.screen
    sheet = None if screen.sheet is Sheet.ADD else screen.sheet
    screen = replace(screen, sheet=sheet, focus=Panel.SAMPLES)
    state = replace(state, screen=screen, map=replace(state.map, shown=False))
    browser = replace(state.browser, row=None, focus=None, selection=frozenset())
    listed = sample_lists.request_list(replace(state, browser=browser), query)
    call = replace(listed.state.call, listing=listed.state.browser.ticket, samples=samples)
    shown = Decision(_with_call(listed.state, call), (*stopped.commands, *listed.commands))
    return shown.then(lambda state: _show_tree(state, query))


def _common_folder(places: Sequence[PathPlace]) -> tuple[SourceId | None, bytes]:
    """Return the source and the folder that contain all places; `None`: there are several."""
    sources = {one.source for one in places}
    if len(sources) > 1:
        return None, b""
    folders = {one.folder for one in places}
    return sources.pop(), b"" if b"" in folders else os.path.commonpath(folders)


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
