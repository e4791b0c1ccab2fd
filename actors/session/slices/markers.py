"""Rules of markers and slices: added, moved, removed, snapped; played and chosen."""

from __future__ import annotations

from dataclasses import replace

from actors.messages import intents, waveform
from actors.session.decision import Decision, with_notice
from actors.session.playback import transport
from actors.session.slices.slicing import with_slicing
from actors.session.waveform import span_selection
from models.audio.span import Span
from models.audio.units import Pixels
from models.slices.cut import outside
from models.slices.markers import (
    Markers,
    add_marker,
    make_markers,
    move_marker,
    remove_marker,
    slice_at,
    spans,
)
from models.state.app import AppState
from models.state.notice import Notice, NoticeKind
from models.waveform.snap import Snap


def add(state: AppState, frame: int) -> Decision:
    """Add a marker, snapped as edges are."""
    if not state.slicing.on:
        return Decision(state)
    found = add_marker(state.slicing.markers, frame, span_selection.sample_length(state))
    if found == state.slicing.markers:
        return Decision(state)
    return _snap(_with_markers(state, found), frame)


def move(state: AppState, intent: intents.MoveSliceMarker) -> Decision:
    """Move a marker; released, it snaps as edges do."""
    state, place = _moved(state, intent.index, intent.frame)
    if not intent.released or place is None:
        return follow_focus(state)
    return _snap(state, place)


def nudge(state: AppState, pixels: Pixels) -> Decision:
    """Move the start of the focused slice by pixels of the view."""
    view, index = state.editor.view, _start_of(state)
    if view is None or index is None:
        return Decision(state)
    frames = round(abs(pixels) * view.spp) or 1
    to = state.slicing.markers[index] + (frames if pixels > 0 else -frames)
    return follow_focus(_moved(state, index, to)[0])


def remove(state: AppState, index: int | None) -> Decision:
    """Remove a marker, or the start of the focused slice: it becomes one with the one before."""
    index = _start_of(state) if index is None else index
    if index is None:
        return Decision(state)
    focus = state.slicing.focus
    state = _with_markers(state, remove_marker(state.slicing.markers, index))
    if focus is not None and focus > index:
        state = with_slicing(state, focus=focus - 1)
    return follow_focus(state)


def clear(state: AppState) -> Decision:
    """Remove all markers: the sample, or the span that is cut, is one slice."""
    slicing, frames = state.slicing, span_selection.sample_length(state)
    within = slicing.within
    edges = (within.start, within.end) if within is not None else ()
    found = make_markers(edges, frames)
    if not slicing.on or found == slicing.markers:
        return Decision(state)
    apart = frozenset(int(one.start) for one in outside(spans(found, frames), within))
    return Decision(with_slicing(_with_markers(state, found), skipped=apart, focus=None))


def snap_to_crossings(state: AppState, event: waveform.CrossingsFound) -> Decision:
    """Move markers that have not moved since to their zero crossings."""
    if event.ticket != state.editor.ticket or not state.slicing.on:
        return Decision(state)
    for requested, found in zip(event.requested, event.found, strict=True):
        state = _placed(state, requested, found)
    return follow_focus(state)


def play_slice(state: AppState, index: int) -> Decision:
    """Select a slice and play it."""
    every = state.slicing.spans(span_selection.sample_length(state))
    if not 0 <= index < len(every):
        return Decision(
            with_notice(state, Notice(NoticeKind.NO_SLICE, count=index + 1, total=len(every)))
        )
    state = with_slicing(state, focus=index)
    return _select(state, every[index]).then(transport.play_selection)


def step_slice(state: AppState, by: int) -> Decision:
    """Select and play the slice so many further; at the ends it stays."""
    every = state.slicing.spans(span_selection.sample_length(state))
    if not every:
        return Decision(state)
    focus = state.slicing.focus
    if focus is None:
        focus = slice_at(state.slicing.markers, state.editor.cursor) - (1 if by > 0 else 0)
    return play_slice(state, max(0, min(focus + by, len(every) - 1)))


def toggle_slice(state: AppState, index: int | None) -> Decision:
    """Choose a slice, or do not."""
    index = state.slicing.focus if index is None else index
    every = state.slicing.spans(span_selection.sample_length(state))
    if index is None or not 0 <= index < len(every):
        return Decision(with_notice(state, Notice(NoticeKind.NO_SLICE_FOCUSED)))
    one = int(every[index].start)
    return Decision(with_slicing(state, skipped=state.slicing.skipped ^ {one}))


def _start_of(state: AppState) -> int | None:
    """Return the index of the marker at which the focused slice starts."""
    focus = state.slicing.focus
    return focus - 1 if focus is not None and 0 < focus <= len(state.slicing.markers) else None


def _moved(state: AppState, index: int, frame: int) -> tuple[AppState, int | None]:
    """Return the state with a marker moved, and where it is now."""
    before, frames = state.slicing.markers, span_selection.sample_length(state)
    after = move_marker(before, index, frame, frames)
    if not 0 <= index < len(before):
        return state, None
    skipped = state.slicing.skipped
    if before[index] in skipped:  # the slice stays as it was, wherever it starts
        skipped = (skipped - {before[index]}) | {after[index]}
    return with_slicing(_with_markers(state, after), skipped=skipped), after[index]


def _with_markers(state: AppState, markers: Markers) -> AppState:
    return with_slicing(state, markers=markers, waiting=False)


def _snap(state: AppState, frame: int) -> Decision:
    """Snap the marker at a frame, as the settings say."""
    editor = state.editor
    if editor.sample is None or editor.view is None:
        return Decision(state)
    if state.settings.snap is Snap.ZERO:
        command = waveform.FindCrossings(editor.ticket, editor.sample, (frame,))
        return Decision(follow_focus(state).state, (command,))
    return follow_focus(_placed(state, frame, span_selection.snap_frame(state, frame)))


def _placed(state: AppState, before: int, after: int) -> AppState:
    """Return the state with the marker at one frame moved to another, if there is one."""
    if before == after or before not in state.slicing.markers:
        return state
    return _moved(state, state.slicing.markers.index(before), after)[0]


def follow_focus(state: AppState) -> Decision:
    """Let the selection be the focused slice, whose edges may have moved."""
    focus = state.slicing.focus
    every = state.slicing.spans(span_selection.sample_length(state))
    if focus is None or not 0 <= focus < len(every) or every[focus] == state.editor.selection:
        return Decision(state)
    return _select(state, every[focus])


def _select(state: AppState, span: Span) -> Decision:
    selected = span_selection.select_span(state, span)
    slicing = replace(selected.state.slicing, focus=state.slicing.focus)
    return Decision(replace(selected.state, slicing=slicing), selected.commands)
