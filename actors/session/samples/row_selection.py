"""Rules of selecting rows of a list.

Only listed rows are selected; rows that leave the list are deselected. Moving by a plain key or
click clears the selection. Commands apply to the selected rows, else to the focused one, or to the
one whose menu or swipe was used.
"""

from __future__ import annotations

from dataclasses import replace

from actors.session.decision import Decision, with_notice
from actors.session.samples import audition, panels
from models.audio.units import SampleId
from models.state.app import AppState
from models.state.notice import Notice, NoticeKind
from models.state.screen import Panel


def extend_by(state: AppState, rows: int) -> Decision:
    """Extend the selection by `rows`."""
    panel = panels.focused_panel(state)
    row = panels.get_list(state, panel).row
    return extend_to(state, 0 if row is None else row + rows, panel)


def extend_to(state: AppState, row: int, panel: Panel) -> Decision:
    """Extend the selection to `row` and focus it, without auditioning.

    The row is loaded, unless a sound plays: the waveform goes on showing what one hears.
    """
    rows = panels.get_list(state, panel)
    if not len(rows.ids):
        return Decision(with_notice(state, Notice(NoticeKind.LIST_EMPTY)))
    row = max(0, min(row, len(rows.ids) - 1))
    began = rows.anchor if rows.anchor is not None else rows.focus
    at = None if began is None else rows.ids.row(began)
    at = row if at is None else at
    first, last = min(at, row), max(at, row)
    playing = state.transport.playing
    decision = audition.move_to(state, row, panel, quiet=True, load=not playing)
    chosen = frozenset(rows.ids.slice(first, last - first + 1))
    moved = replace(panels.get_list(decision.state, panel), selection=chosen, anchor=rows.ids[at])
    return Decision(panels.with_list(decision.state, panel, moved), decision.commands)


def toggle_row(
    state: AppState, row: int | None, panel: Panel | None, *, beside: bool = False
) -> Decision:
    """Add a row to the selection, or remove it; `beside`: with the focused one if it is the first.

    A first row that nobody chose is not taken along.
    """
    panel = panel or panels.focused_panel(state)
    rows = panels.get_list(state, panel)
    if row is not None:
        sample = rows.ids[row] if 0 <= row < len(rows.ids) else None
    else:
        sample = rows.focus
    if sample is None:
        return Decision(with_notice(state, Notice(NoticeKind.SELECT_SAMPLE_FIRST)))
    before = rows.selection
    if beside and not before and rows.focus not in {None, sample} and not rows.fresh:
        before = frozenset({rows.focus}) if rows.row is not None else before
    after = before ^ {sample}
    return Decision(panels.with_list(state, panel, replace(rows, selection=after, anchor=sample)))


def select_all_rows(state: AppState) -> Decision:
    """Select all rows."""
    panel = panels.focused_panel(state)
    rows = panels.get_list(state, panel)
    chosen = frozenset(rows.ids.slice(0, len(rows.ids)))
    return Decision(panels.with_list(state, panel, replace(rows, selection=chosen)))


def clear_selection(state: AppState, panel: Panel | None = None) -> Decision:
    """Clear the selection."""
    panel = panel or panels.focused_panel(state)
    rows = replace(panels.get_list(state, panel), selection=frozenset(), anchor=None)
    return Decision(panels.with_list(state, panel, rows))


def chosen_samples(state: AppState, panel: Panel) -> tuple[SampleId, ...]:
    """Return the selected samples in list order, else the focused one, else none."""
    rows = panels.get_list(state, panel)
    if rows.selection:
        return tuple(
            sample for sample in rows.ids.slice(0, len(rows.ids)) if sample in rows.selection
        )
    return () if rows.focus is None else (rows.focus,)


def sample_or_selection(state: AppState, sample: SampleId, panel: Panel) -> tuple[SampleId, ...]:
    """Return a sample; if it is selected, all selected ones."""
    if sample in panels.get_list(state, panel).selection:
        return chosen_samples(state, panel)
    return (sample,)
