"""Rules of view states: each source is restored as it was left."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from actors.messages import library
from actors.session.decision import Decision
from models.audio.units import SourceId
from models.library import view_state
from models.library.query import Query
from models.library.view_state import ViewState
from models.state.app import AppState
from models.state.browser import Browser


def with_view_state_save(before: AppState, decision: Decision) -> Decision:
    """Save the view state of the list, if the decision changed it.

    Of what an event changed only another source is saved: one that was added, or took the place of
    a removed one.
    """
    state = decision.state
    same = state.browser is before.browser and state.folders is before.folders
    if same or not state.sources.known:
        return decision
    if state.similarity.search or state.duplicates.shown or state.browser.query.among is not None:
        return decision
    now = _view_state(state)
    if state.browser.query.source == before.browser.query.source and now == _view_state(before):
        return decision
    source = state.browser.query.source
    view_states = MappingProxyType({**state.sources.view_states, source: now})
    state = replace(state, sources=replace(state.sources, view_states=view_states))
    return Decision(state, (*decision.commands, library.StoreViewState(source, now)))


def load_view_states(state: AppState, event: library.ViewStatesRead) -> AppState:
    """Return the state with the stored view states and the source viewed last."""
    view_states = MappingProxyType(dict(event.view_states))
    sources = replace(
        state.sources, view_states=view_states, last=event.last, remembers=event.known
    )
    return replace(state, sources=sources)


def restore_browser(browser: Browser, stored: ViewState | None, source: SourceId | None) -> Browser:
    """Return the list as stored for the source; without a view state only the sorting is kept."""
    if stored is None:
        query = browser.query
        fresh = Query(source, sort=query.sort, descending=query.descending)
        return replace(browser, query=fresh, focus=None, row=None, selection=frozenset())
    return replace(
        browser,
        query=stored.query(source),
        focus=stored.sample,
        fresh=False,
        row=None,
        reveal=browser.reveal + 1,
        selection=frozenset(),
    )


def _view_state(state: AppState) -> ViewState:
    query, folders = state.browser.query, state.folders
    stored = state.sources.view_states.get(query.source)
    opened = stored.opened if stored is not None else ()
    if folders.source is not None and folders.source == query.source:
        opened = tuple(sorted(folders.open))
    focus = None if state.browser.fresh else state.browser.focus
    return view_state.view_state_of(query, focus, opened)
