"""Rules of selecting several rows of the sample list."""

from __future__ import annotations

from dataclasses import replace

from actors.session import auditioning
from actors.session.decision import Decision, told
from models.state.app import AppState


def extend(state: AppState, rows: int) -> Decision:
    """Select from where the selection began to `rows` further."""
    row = state.browser.row
    return extend_to(state, 0 if row is None else row + rows)


def extend_to(state: AppState, row: int) -> Decision:
    """Select from where the selection began to `row`, and move there silently."""
    browser = state.browser
    if not len(browser.ids):
        return Decision(told(state, "The list is empty"))
    row = max(0, min(row, len(browser.ids) - 1))
    began = browser.anchor if browser.anchor is not None else browser.focus
    at = None if began is None else browser.ids.row(began)
    at = row if at is None else at
    first, last = min(at, row), max(at, row)
    decision = auditioning.go_to(state, row, quiet=True)
    chosen = frozenset(browser.ids.slice(first, last - first + 1))
    moved = replace(decision.state.browser, selection=chosen, anchor=browser.ids[at])
    return Decision(replace(decision.state, browser=moved), decision.orders)


def toggle(state: AppState, row: int | None) -> Decision:
    """Put a row into the selection, or take it out."""
    browser = state.browser
    if row is not None:
        sample = browser.ids[row] if 0 <= row < len(browser.ids) else None
    else:
        sample = browser.focus
    if sample is None:
        return Decision(told(state, "Nothing to select: choose a sample first"))
    chosen = browser.selection ^ {sample}
    return Decision(replace(state, browser=replace(browser, selection=chosen, anchor=sample)))


def select_all(state: AppState) -> Decision:
    """Select every row."""
    ids = state.browser.ids
    chosen = frozenset(ids.slice(0, len(ids)))
    return Decision(replace(state, browser=replace(state.browser, selection=chosen)))


def clear(state: AppState) -> Decision:
    """Select no row."""
    browser = replace(state.browser, selection=frozenset(), anchor=None)
    return Decision(replace(state, browser=browser))
