"""Rules of moving through a list: focus, load, audition."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from actors.messages import audio
from actors.session.decision import Decision, with_notice
from actors.session.playback import transport
from actors.session.samples import panels, sample_lists
from actors.session.waveform import waveform_view
from models.audio.audition_start import AuditionStart
from models.library.sample import Sample
from models.state.app import AppState
from models.state.browser import Browser
from models.state.notice import Notice, NoticeKind
from models.state.screen import Panel
from models.waveform.thumbnail import loudest

AHEAD = 2
"""Neighbours decoded ahead in each direction, the likelier first."""
LONG = 20.0
"""Seconds from which a sample may be auditioned from its loudest part."""
EMPTY = {
    Panel.SAMPLES: NoticeKind.NO_SAMPLES,
    Panel.MEMBERS: NoticeKind.COLLECTION_EMPTY,
}


def focus_row(
    state: AppState, row: int, panel: Panel = Panel.SAMPLES, *, keep: bool = False
) -> Decision:
    """Focus a row and audition it, if enabled; range selection starts here.

    Clears the selection, as in other lists, unless `keep`.
    """
    rows = replace(panels.get_list(state, panel), anchor=None)
    if not keep and rows.selection:
        rows = replace(rows, selection=frozenset())
    return move_to(panels.with_list(state, panel, rows), row, panel, quiet=False)


def move_to(state: AppState, row: int, panel: Panel, *, quiet: bool, load: bool = True) -> Decision:
    """Focus a row and load it, if wanted; play it unless `quiet`."""
    before = panels.get_list(state, panel)
    count = len(before.ids)
    if not count:
        return Decision(with_notice(state, Notice(EMPTY[panel])))
    row = max(0, min(row, count - 1))
    forward = before.row is None or row >= before.row
    rows = replace(
        before,
        focus=before.ids[row],
        row=row,
        reveal=before.reveal + 1,
        pending=load,
        fresh=False,
        quiet=quiet,
    )
    decision = _scroll_to(panels.with_list(state, panel, rows), row, panel).then(load_pending)
    ahead = _neighbours(panels.get_list(decision.state, panel), row, forward=forward)
    return Decision(decision.state, (*decision.commands, audio.Prepare(ahead)))


def step_focus(state: AppState, rows: int, *, keep: bool = False) -> Decision:
    """Move the focus by `rows`; without one, or one that no one set, from before the first row."""
    panel = panels.focused_panel(state)
    shown = panels.get_list(state, panel)
    # From before the first row, also where nobody went yet.
    row = -1 if shown.row is None or (shown.fresh and rows > 0) else shown.row
    return focus_row(state, row + rows, panel, keep=keep)


def load_pending(state: AppState) -> Decision:
    """Load and play the focused sample once its row has been read."""
    decision = Decision(state)
    for panel in panels.PANELS:
        decision = decision.then(lambda state, panel=panel: _load_pending_in(state, panel))  # type: ignore[misc]
    return decision


def _load_pending_in(state: AppState, panel: Panel) -> Decision:
    rows = panels.get_list(state, panel)
    sample = rows.focused
    if not rows.pending or sample is None:
        return Decision(state)
    quiet = rows.quiet or not state.settings.auto_play
    # What leaves a filter sounds on; what is taken out of a collection is done with.
    left = panel is Panel.MEMBERS and state.transport.active and _has_left(state, rows)
    state = panels.with_list(state, panel, replace(rows, pending=False, quiet=False))
    loaded = waveform_view.load_sample(state, sample)
    if quiet:
        return loaded.then(transport.stop) if left else loaded
    return loaded.then(_audition(state, sample))


def _has_left(state: AppState, rows: Browser) -> bool:
    """Return whether what plays is shown, but left the list: nothing would show it any more."""
    playing, shown = state.transport.sample, state.editor.sample
    return shown is not None and playing == shown.id and rows.ids.row(shown.id) is None


def _audition(state: AppState, sample: Sample) -> Callable[[AppState], Decision]:
    """Return what plays a sample: if places were searched for, its best one."""
    for hit in state.similarity.hits_in(sample.id):
        place = hit.span(sample.frames, sample.rate)
        if place is not None:
            return partial(transport.play, start=place.start, span=place)
    return partial(transport.play, start=_audition_frame(state, sample))


def _audition_frame(state: AppState, sample: Sample) -> int:
    """Return the frame to audition a sample from: of long ones the loudest part, if enabled.

    That is known from its thumbnail; without one it is the start.
    """
    picture = state.thumbnails.get(sample.id)
    loud = state.settings.audition_from is AuditionStart.LOUDEST
    long = sample.rate > 0 and sample.frames / sample.rate >= LONG
    if not loud or not long or picture is None or picture.empty:
        return 0
    return int(loudest(picture) * sample.frames)


def play_focused(state: AppState) -> Decision:
    """Play the focused sample from where it is auditioned."""
    sample = panels.get_list(state, panels.focused_panel(state)).focused
    if sample is None:
        return Decision(with_notice(state, Notice(NoticeKind.SELECT_SAMPLE_FIRST)))
    return waveform_view.load_sample(state, sample).then(_audition(state, sample))


def load_focused(state: AppState) -> Decision:
    """Load the focused sample without playing it."""
    sample = panels.get_list(state, panels.focused_panel(state)).focused
    if sample is None:
        return Decision(with_notice(state, Notice(NoticeKind.SELECT_SAMPLE_FIRST)))
    return waveform_view.load_sample(state, sample)


def _scroll_to(state: AppState, row: int, panel: Panel) -> Decision:
    first, count = panels.get_list(state, panel).wanted
    if first <= row < first + count:
        return Decision(state)
    first = row if row < first else row - count + 1
    return sample_lists.show_rows(state, max(0, first), count, panel)


def _neighbours(rows: Browser, row: int, *, forward: bool) -> tuple[Sample, ...]:
    steps = [step if forward else -step for step in range(1, AHEAD + 1)]
    found = (rows.window.row(row + step) for step in [*steps, *(-s for s in steps)])
    return tuple(sample for sample in found if sample is not None and not sample.missing)
