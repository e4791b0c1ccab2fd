"""Rules that keep the lists current: queries, results, rows in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from actors.messages import library, waveform
from actors.session.decision import Decision, with_ticket
from actors.session.samples import panels
from models.audio.units import SampleId
from models.library.query import Query
from models.library.sample import Sample
from models.library.samples import SampleIds
from models.library.search.parse import parse
from models.library.search.respelling import Respelling
from models.library.search.search import Property
from models.state.app import AppState
from models.state.browser import Window
from models.state.screen import Panel
from models.waveform.thumbnail import Thumbnail

FOUND_OUT = frozenset(
    {Property.TYPE, Property.TEMPO, Property.KEY, Property.LOUDNESS, Property.ONSETS}
)
"""Properties that analysis finds out, after the samples are listed."""
MARGIN = 60
"""Rows read beyond each end of the screen, so that scrolling meets filled rows."""
THUMBNAILS = 4000
"""Thumbnails kept; one takes 1.2 kB."""


def request_list(state: AppState, query: Query, panel: Panel = Panel.SAMPLES) -> Decision:
    """Run a query that the user changed."""
    state, ticket = with_ticket(state)
    rows = panels.get_list(state, panel)
    outdated = rows.outdated or query != rows.query
    rows = replace(rows, query=query, ticket=ticket, waiting=True, stale=False)
    rows = replace(rows, outdated=outdated, reason="")
    return Decision(panels.with_list(state, panel, rows), (library.List(ticket, query),))


def refresh_list(state: AppState, panel: Panel = Panel.SAMPLES) -> Decision:
    """Run the same query again, after a pending one; members of no collection are not asked for."""
    rows = panels.get_list(state, panel)
    if panel is Panel.MEMBERS and rows.query.collection is None:
        return Decision(state)
    if rows.waiting:
        return Decision(panels.with_list(state, panel, replace(rows, stale=True)))
    return request_list(state, rows.query, panel)


def show_list(state: AppState, event: library.Listed) -> Decision:
    """Show a result; the focus stays on its sample, or on the row after it."""
    panel = panels.panel_awaiting(state, event.ticket)
    if panel is None:
        return Decision(state)
    stale = panels.get_list(state, panel).stale
    decision = show_samples(state, panel, event.ids, event.respelled, event.elsewhere)
    return decision.then(lambda state: refresh_list(state, panel)) if stale else decision


def show_samples(
    state: AppState,
    panel: Panel,
    ids: SampleIds,
    respelled: tuple[Respelling, ...] = (),
    elsewhere: int = 0,
) -> Decision:
    """List these samples; the focus stays on its sample, or on the row after it.

    Of another list that lacks the sample the first row gets the focus.
    """
    before = panels.get_list(state, panel)
    rows = replace(
        before,
        ids=ids,
        shown=before.query,
        respelled=respelled,
        outdated=False,
        elsewhere=elsewhere,
        waiting=False,
        stale=False,
        window=Window(),
        selection=ids.among(before.selection),
    )
    state = _restore_focus(panels.with_list(state, panel, rows), panel)
    known = {row.id: row for row in before.window.rows if row is not None}
    return _request_rows(state, panel, known)


def fail_request(state: AppState, panel: Panel, reason: str) -> AppState:
    """Return the state in which a list shows why its query failed."""
    rows = panels.get_list(state, panel)
    if rows.waiting and (rows.outdated or not len(rows.ids)):  # what is there is no answer
        rows = replace(rows, ids=SampleIds(), window=Window(), reason=reason)
    return panels.with_list(state, panel, replace(rows, waiting=False, stale=False, pending=False))


def show_rows(state: AppState, first: int, count: int, panel: Panel = Panel.SAMPLES) -> Decision:
    """Read the rows that the screen shows now."""
    rows = replace(panels.get_list(state, panel), wanted=(first, count))
    state = panels.with_list(state, panel, rows)
    last = min(first + count, len(rows.ids))
    if rows.window.first <= first and last <= rows.window.first + len(rows.window.rows):
        return request_thumbnails(state)
    known = {row.id: row for row in rows.window.rows if row is not None}
    return _request_rows(state, panel, known)


def _request_rows(state: AppState, panel: Panel, known: dict[SampleId, Sample]) -> Decision:
    rows = panels.get_list(state, panel)
    first = max(0, rows.wanted[0] - MARGIN)
    ids = rows.ids.slice(first, rows.wanted[1] + 2 * MARGIN)
    window = Window(first, tuple(known.get(sample) for sample in ids))
    state = panels.with_list(state, panel, replace(rows, window=window))
    if not ids:
        return Decision(state)
    return Decision(state, (library.ReadRows(rows.ticket, first, ids),))


def fill_rows(state: AppState, event: library.RowsRead) -> Decision:
    """Fill the window with the rows that were read."""
    panel = panels.panel_awaiting(state, event.ticket)
    if panel is None:
        return Decision(state)
    shown = panels.get_list(state, panel)
    read = {sample.id: sample for sample in event.samples}
    ids = shown.ids.slice(shown.window.first, len(shown.window.rows))
    rows = tuple(read.get(sample, row) for sample, row in zip(ids, shown.window.rows, strict=False))
    window = Window(shown.window.first, rows)
    return request_thumbnails(panels.with_list(state, panel, replace(shown, window=window)))


def _restore_focus(state: AppState, panel: Panel) -> AppState:
    rows = panels.get_list(state, panel)
    placed = None if rows.fresh else rows.focus
    row = None if placed is None else rows.ids.row(placed)
    if row is not None:
        return panels.with_list(state, panel, replace(rows, row=row, advancing=False))
    if len(rows.ids) and rows.row is not None and not rows.fresh:
        row = min(rows.row, len(rows.ids) - 1)
        # The waveform shows what left the list: it goes along, silently.
        shown = state.editor.sample is not None and state.editor.sample.id == rows.focus
        rows = replace(rows, focus=rows.ids[row], pending=shown, quiet=not rows.advancing)
    elif len(rows.ids):
        # Another list: its first row is next, but nothing is loaded before someone moves.
        row = 0
        rows = replace(rows, focus=rows.ids[0], pending=False, fresh=True)
    else:
        rows = replace(rows, focus=None, pending=False)
    return panels.with_list(state, panel, replace(rows, row=row, advancing=False))


def request_thumbnails(state: AppState) -> Decision:
    """Request thumbnails of the rows on screen, then of those around."""
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


def store_thumbnails(state: AppState, event: waveform.ThumbnailsDrawn) -> AppState:
    """Return the state with new thumbnails, without the oldest."""
    thumbnails = dict(state.thumbnails)
    thumbnails.update(event.thumbnails)
    for sample in list(thumbnails)[: max(0, len(thumbnails) - THUMBNAILS)]:
        del thumbnails[sample]
    return _with_thumbnails(state, thumbnails)


def replace_rows(state: AppState, samples: tuple[Sample, ...]) -> AppState:
    """Return the state with changed rows replaced, and outdated thumbnails dropped."""
    known = [panels.get_list(state, panel).window for panel in panels.PANELS]
    for panel in panels.PANELS:
        rows = panels.get_list(state, panel)
        state = panels.with_list(state, panel, replace(rows, window=rows.window.replacing(samples)))
    gone = {
        sample.id
        for sample in samples
        if not any(
            (old := window.find(sample.id)) is not None and old.token == sample.token
            for window in known
        )
        or ((drawn := state.thumbnails.get(sample.id)) is not None and drawn.empty)
    }
    kept = {key: value for key, value in state.thumbnails.items() if key not in gone}
    return _with_thumbnails(state, kept)


def follow_values(state: AppState) -> Decision:
    """Run the query again if what was found out about samples decides on their order or place."""
    query = state.browser.query
    conditions = parse(query.words).conditions
    if query.sort.partial or any(one.property in FOUND_OUT for one in conditions):
        return refresh_list(state)
    return Decision(state)


def _with_thumbnails(state: AppState, thumbnails: Mapping[SampleId, Thumbnail]) -> AppState:
    return replace(state, thumbnails=MappingProxyType(dict(thumbnails)))
