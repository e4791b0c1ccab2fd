"""Rules of moving through the list: focus, load, hear."""

from __future__ import annotations

from dataclasses import replace

from actors.messages import audio, waveform
from actors.session import listing, playback, selecting, spectral
from actors.session.decision import Decision, ticketed, told
from models.library.sample import Sample
from models.state.app import AppState
from models.state.editor import Editor
from models.waveform.view import View

AHEAD = 2
"""Neighbours decoded ahead in either direction, the likelier one first."""


def focus_row(state: AppState, row: int) -> Decision:
    """Move to `row` and hear it, if moving auditions; a range begins here."""
    return go_to(replace(state, browser=replace(state.browser, anchor=None)), row, quiet=False)


def go_to(state: AppState, row: int, *, quiet: bool) -> Decision:
    """Move to `row`; show it, and let it sound unless it is to be `quiet`."""
    count = len(state.browser.ids)
    if not count:
        return Decision(told(state, "No samples here: add a folder, or clear the search"))
    row = max(0, min(row, count - 1))
    forward = state.browser.row is None or row >= state.browser.row
    sample = state.browser.ids[row]
    browser = replace(
        state.browser,
        focus=sample,
        row=row,
        reveal=state.browser.reveal + 1,
        pending=True,
        quiet=quiet,
    )
    decision = _at_hand(replace(state, browser=browser), row).then(settle)
    ahead = _neighbours(decision.state, row, forward=forward)
    return Decision(decision.state, (*decision.orders, audio.Prepare(ahead)))


def step_focus(state: AppState, rows: int) -> Decision:
    """Move by `rows`; nowhere counts as before the first row."""
    row = state.browser.row
    return focus_row(state, (-1 if row is None else row) + rows)


def settle(state: AppState) -> Decision:
    """Load and play the focused sample as soon as its row is at hand."""
    sample = state.browser.focused
    if not state.browser.pending or sample is None:
        return Decision(state)
    quiet = state.browser.quiet or not state.screen.audition
    state = replace(state, browser=replace(state.browser, pending=False, quiet=False))
    loaded = load(state, sample)
    if quiet:
        return loaded
    return loaded.then(lambda state: playback.play(state, 0))


def load(state: AppState, sample: Sample) -> Decision:
    """Show `sample` in the waveform panel; what sounds goes on sounding."""
    state, ticket = ticketed(state)
    before = state.editor
    view = View.fit(sample.frames, before.width) if sample.frames else None
    editor = Editor(sample, ticket, view=view, width=before.width, channels=before.channels)
    state = replace(state, editor=editor)
    drawn = Decision(state, (waveform.Draw(ticket, sample),))
    return drawn.then(selecting.transients_wanted).then(spectral.wanted)


def load_focused(state: AppState) -> Decision:
    """Show the focused sample without playing it."""
    sample = state.browser.focused
    if sample is None:
        return Decision(told(state, "Nothing to load: choose a sample first"))
    return load(state, sample)


def _at_hand(state: AppState, row: int) -> Decision:
    first, count = state.browser.wanted
    if first <= row < first + count:
        return Decision(state)
    first = row if row < first else row - count + 1
    return listing.show_rows(state, max(0, first), count)


def _neighbours(state: AppState, row: int, *, forward: bool) -> tuple[Sample, ...]:
    steps = [step if forward else -step for step in range(1, AHEAD + 1)]
    rows = (state.browser.window.row(row + step) for step in [*steps, *(-s for s in steps)])
    return tuple(sample for sample in rows if sample is not None and not sample.missing)
