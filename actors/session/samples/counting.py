"""Rules of the counts beside the filters of the sample list."""

from __future__ import annotations

from dataclasses import replace

from actors.messages import library
from actors.session.decision import Decision
from models.state.app import AppState


def follow_list(state: AppState, before: AppState) -> Decision:
    """Count again if the list is another than before."""
    return count(state) if state.browser.ids is not before.browser.ids else Decision(state)


def count(state: AppState, *, types: bool = True) -> Decision:
    """Request the counts of the list."""
    rows = state.browser
    if not rows.ticket:
        return Decision(state)
    if not state.similarity.search and not state.duplicates.shown:
        return Decision(state, (library.Count(rows.ticket, rows.query, types=types),))
    if rows.query.tag is not None:  # results of other marks are not known
        return Decision(replace(state, browser=replace(rows, counts=None)))
    return Decision(state, (library.Count(rows.ticket, rows.query, rows.ids, types),))


def show_counts(state: AppState, event: library.Counted) -> AppState:
    """Return the state with the counts, unless another list has been requested meanwhile.

    The first ones are shown if it is the same query again: a scan ends soon after the start.
    """
    rows = state.browser
    first = rows.counts is None and event.query == rows.query
    if event.ticket != rows.ticket and not first:
        return state
    counts = event.counts.after(rows.counts)
    return state if counts == rows.counts else replace(state, browser=replace(rows, counts=counts))
