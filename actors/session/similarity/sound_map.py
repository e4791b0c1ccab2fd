"""Rules of the map: show it, lay it out, pick and select its points."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from actors.messages import embeddings, library
from actors.session.decision import Decision, with_notice, with_ticket
from actors.session.samples import audition
from models.audio.units import SampleId
from models.library.samples import SampleIds
from models.map.colour_scheme import Colouring
from models.state.app import AppState
from models.state.notice import Notice, NoticeKind
from models.state.sound_map import SoundMap


def show_map(state: AppState, *, on: bool) -> Decision:
    """Show the map instead of the list, or the list."""
    state = _with_map(state, replace(state.map, shown=on))
    return lay_out_map(state) if on else Decision(state)


def lay_out_map(state: AppState) -> Decision:
    """Request a new layout; points that are placed stay where they are."""
    state, ticket = with_ticket(state)
    state = _with_map(state, replace(state.map, ticket=ticket, waiting=True))
    return Decision(state, (library.ReadTraits(), embeddings.LayOutMap(ticket)))


def read_traits(state: AppState) -> Decision:
    """Read what points are coloured by, if they are shown: types may have changed."""
    return Decision(state, (library.ReadTraits(),) if state.map.shown else ())


def refresh_map(state: AppState) -> Decision:
    """Request a new layout if the map is shown, as samples changed."""
    return lay_out_map(state) if state.map.shown else Decision(state)


def store_map(state: AppState, event: embeddings.MapLaidOut) -> AppState:
    """Return the state with the layout."""
    if event.ticket != state.map.ticket:
        return state
    chart = state.map.chart if event.reason else event.chart
    return _with_map(state, replace(state.map, chart=chart, waiting=False, reason=event.reason))


def store_traits(state: AppState, event: library.TraitsRead) -> AppState:
    """Return the state with the traits that points are coloured by, if any changed."""
    if event.traits.matches(state.map.traits):
        return state
    return _with_map(state, replace(state.map, traits=event.traits))


def update_marks(state: AppState, changed: library.TagsChanged) -> AppState:
    """Return the state with the colours of changed marks."""
    if not state.map.shown:
        return state
    return _with_map(state, replace(state.map, traits=state.map.traits.with_marks(changed.tags)))


def set_colouring(state: AppState, colouring: Colouring) -> AppState:
    """Return the state with points coloured by another trait."""
    return _with_map(state, replace(state.map, colouring=colouring))


def pick_sample(state: AppState, sample: SampleId) -> Decision:
    """Focus a sample and audition it."""
    row = state.browser.ids.row(sample)
    return Decision(state) if row is None else audition.focus_row(state, row)


def select_enclosed(state: AppState, samples: SampleIds) -> Decision:
    """Select the samples inside the lasso, as far as they are listed."""
    held = np.intersect1d(samples.array, state.browser.ids.array).tolist()
    browser = replace(state.browser, selection=frozenset(SampleId(one) for one in held))
    state = replace(state, browser=browser)
    kind = NoticeKind.LASSO_SELECTED if held else NoticeKind.LASSO_EMPTY
    return Decision(with_notice(state, Notice(kind, count=len(held))))


def _with_map(state: AppState, sounds: SoundMap) -> AppState:
    return replace(state, map=sounds)
