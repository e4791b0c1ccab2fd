"""Rules that keep the sample list true: asking, answers, the rows at hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from actors.messages import library, waveform
from actors.session.decision import Decision, ticketed
from models.audio.units import SampleId
from models.library.query import Query
from models.library.sample import Sample
from models.state.app import AppState
from models.state.browser import Window
from models.waveform.thumbnail import Thumbnail

MARGIN = 60
"""Rows read beyond each end of the screen, so that scrolling meets filled rows."""
THUMBNAILS = 4000
"""Small pictures kept; one is 1.2 kB."""


def ask(state: AppState, query: Query) -> Decision:
    """Ask for the list that answers `query`; the person changed it."""
    state, ticket = ticketed(state)
    browser = replace(state.browser, query=query, ticket=ticket, waiting=True, stale=False)
    return Decision(replace(state, browser=browser), (library.List(ticket, query),))


def refresh(state: AppState) -> Decision:
    """Ask for the same list again, once the answer under way is there."""
    if state.browser.waiting:
        return Decision(replace(state, browser=replace(state.browser, stale=True)))
    return ask(state, state.browser.query)


def listed(state: AppState, event: library.Listed) -> Decision:
    """Show the new list; the focus stays on its sample, or on the row after it."""
    if event.ticket != state.browser.ticket:
        return Decision(state)
    stale = state.browser.stale
    gone = state.browser.selection.difference(event.ids.array.tolist())
    browser = replace(
        state.browser,
        ids=event.ids,
        waiting=False,
        stale=False,
        selection=state.browser.selection - gone if gone else state.browser.selection,
    )
    state = replace(state, browser=replace(browser, window=Window()))
    known = {row.id: row for row in browser.window.rows if row is not None}
    decision = _rows_wanted(_refocused(state), known)
    return decision.then(refresh) if stale else decision


def show_rows(state: AppState, first: int, count: int) -> Decision:
    """Have the rows at hand that the screen shows now."""
    state = replace(state, browser=replace(state.browser, wanted=(first, count)))
    last = min(first + count, len(state.browser.ids))
    window = state.browser.window
    if window.first <= first and last <= window.first + len(window.rows):
        return thumbnails_wanted(state)
    known = {row.id: row for row in window.rows if row is not None}
    return _rows_wanted(state, known)


def _rows_wanted(state: AppState, known: dict[SampleId, Sample]) -> Decision:
    browser = state.browser
    first = max(0, browser.wanted[0] - MARGIN)
    ids = browser.ids.slice(first, browser.wanted[1] + 2 * MARGIN)
    window = Window(first, tuple(known.get(sample) for sample in ids))
    state = replace(state, browser=replace(browser, window=window))
    if not ids:
        return Decision(state)
    return Decision(state, (library.ReadRows(browser.ticket, first, ids),))


def rows_read(state: AppState, event: library.RowsRead) -> Decision:
    """Fill the window with the rows that were read."""
    browser = state.browser
    if event.ticket != browser.ticket:
        return Decision(state)
    read = {sample.id: sample for sample in event.samples}
    ids = browser.ids.slice(browser.window.first, len(browser.window.rows))
    rows = tuple(
        read.get(sample, row) for sample, row in zip(ids, browser.window.rows, strict=False)
    )
    window = Window(browser.window.first, rows)
    state = replace(state, browser=replace(browser, window=window))
    return thumbnails_wanted(state)


def _refocused(state: AppState) -> AppState:
    browser = state.browser
    if browser.focus is None:
        return state
    row = browser.ids.row(browser.focus)
    if row is None and len(browser.ids) and browser.row is not None:
        row = min(browser.row, len(browser.ids) - 1)
        # The waveform shows what left the list: it goes along, silently.
        shown = state.editor.sample is not None and state.editor.sample.id == browser.focus
        browser = replace(browser, focus=browser.ids[row], pending=shown, quiet=True)
    elif row is None:
        browser = replace(browser, focus=None, pending=False)
    return replace(state, browser=replace(browser, row=row))


def thumbnails_wanted(state: AppState) -> Decision:
    """Ask for the small pictures of the rows on screen, then of those around."""
    first, count = state.browser.wanted
    window = state.browser.window
    numbers = [*range(first, first + count), *range(first + count, first + count + MARGIN // 2)]
    rows = (window.row(number) for number in numbers)
    samples = tuple(
        row
        for row in rows
        if row is not None and not row.missing and row.id not in state.thumbnails
    )
    if not samples:
        return Decision(state)
    return Decision(state, (waveform.DrawThumbnails(samples),))


def thumbnails_drawn(state: AppState, event: waveform.ThumbnailsDrawn) -> AppState:
    """Return the state with the new small pictures, the oldest dropped."""
    thumbnails = dict(state.thumbnails)
    thumbnails.update(event.thumbnails)
    for sample in list(thumbnails)[: max(0, len(thumbnails) - THUMBNAILS)]:
        del thumbnails[sample]
    return _with_thumbnails(state, thumbnails)


def changed(state: AppState, samples: tuple[Sample, ...]) -> AppState:
    """Return the state with newer rows in place of older ones, their pictures dropped."""
    window = state.browser.window.replacing(samples)
    gone = {sample.id for sample in samples}
    kept = {key: value for key, value in state.thumbnails.items() if key not in gone}
    state = replace(state, browser=replace(state.browser, window=window))
    return _with_thumbnails(state, kept)


def _with_thumbnails(state: AppState, thumbnails: Mapping[SampleId, Thumbnail]) -> AppState:
    return replace(state, thumbnails=MappingProxyType(dict(thumbnails)))
