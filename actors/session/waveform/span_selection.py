"""Rules of the span selection in the waveform: select, extend, snap."""

from __future__ import annotations

from dataclasses import replace

from actors.messages import intents, waveform
from actors.session.decision import Decision, with_notice
from actors.session.playback import transport
from actors.session.settings import settings
from models.audio.span import Span
from models.audio.units import Frames
from models.slices.settings import Method
from models.state.app import AppState
from models.state.notice import Notice, NoticeKind
from models.waveform.snap import Snap
from models.waveform.snap_point import snap_to_grid, snap_to_nearest

SNAP_RADIUS = 24
"""Distance in pixels within which an edge snaps to a transient."""


def select_span(state: AppState, span: Span | None, *, provisional: bool = False) -> Decision:
    """Select a span; the cursor moves to its start, a running loop follows at once."""
    frames = sample_length(state)
    span = span.clamped(Frames(frames)) if span and frames else None
    cursor = span.start if span else state.editor.cursor
    editor = replace(state.editor, selection=span, cursor=cursor, anchor=None)
    slicing = replace(state.slicing, focus=None) if state.slicing.focus is not None else None
    state = replace(state, editor=editor, slicing=slicing or state.slicing)
    return Decision(state) if provisional else transport.follow_selection(state)


def select_all(state: AppState) -> Decision:
    """Select the whole sample; if it is selected already, clear."""
    frames = sample_length(state)
    if not frames:
        return Decision(state)
    whole = Span(Frames(0), Frames(frames))
    return select_span(state, None if state.editor.selection == whole else whole)


def extend_selection(state: AppState, intent: intents.ExtendSelection) -> Decision:
    """Move the edge opposite the anchor; it may cross the anchor."""
    view, frames, selection = state.editor.view, sample_length(state), state.editor.selection
    if view is None or not frames:
        return Decision(state)
    if selection is None:
        anchor = active = min(max(0, round(intent.playhead)), frames)
    else:
        anchor = selection.start if state.editor.anchor is None else state.editor.anchor
        active = selection.end if anchor == selection.start else selection.start
    active = min(max(0, active + _frames(view.spp, intent.pixels)), frames)
    if active == anchor:  # at least one frame stays
        active += 1 if anchor < frames and (intent.pixels > 0 or not anchor) else -1
    span = Span(Frames(min(anchor, active)), Frames(max(anchor, active)))
    decision = select_span(state, span)
    editor = replace(decision.state.editor, anchor=anchor)
    return Decision(replace(decision.state, editor=editor), decision.commands)


def nudge_edge(state: AppState, intent: intents.NudgeEdge) -> Decision:
    """Move one edge; at least one frame stays between both."""
    view, selection = state.editor.view, state.editor.selection
    if view is None or selection is None:
        return Decision(with_notice(state, Notice(NoticeKind.NO_SELECTION)))
    step, (start, end) = _frames(view.spp, intent.pixels), (selection.start, selection.end)
    if intent.end:
        end = Frames(min(max(start + 1, end + step), sample_length(state)))
    else:
        start = Frames(max(0, min(start + step, end - 1)))
    return select_span(state, Span(start, end))


def _frames(spp: float, pixels: int) -> int:
    """Return the frames of a number of pixels, at least one."""
    frames = round(abs(pixels) * spp) or 1
    return frames if pixels > 0 else -frames


def next_snap(state: AppState) -> Decision:
    """Snap edges to the next of the choices, and remember it."""
    choices = list(Snap)
    following = choices[(choices.index(state.settings.snap) + 1) % len(choices)]
    return settings.change_setting(state, "snap", following).then(request_transients)


def snap_edges(state: AppState, intent: intents.SnapEdges) -> Decision:
    """Snap released edges, as configured."""
    editor = state.editor
    sample, selection, view = editor.sample, editor.selection, editor.view
    if sample is None or selection is None or view is None:
        return Decision(state)
    edges = tuple(
        edge
        for edge, moved in ((selection.start, intent.start), (selection.end, intent.end))
        if moved and 0 < edge < sample_length(state)
    )
    if state.settings.snap is Snap.ZERO:
        return Decision(state, (waveform.FindCrossings(editor.ticket, sample, edges),))
    return _move_edges(state, {edge: snap_frame(state, edge) for edge in edges})


def snap_frame(state: AppState, frame: int) -> int:
    """Return where an edge at `frame` snaps to: a transient, or the grid; else the frame."""
    editor = state.editor
    if editor.sample is None or editor.view is None:
        return frame
    match state.settings.snap:
        case Snap.TRANSIENT:
            reach = SNAP_RADIUS * editor.view.spp
            return snap_to_nearest(editor.transients or (), frame, reach)
        case Snap.GRID:
            return snap_to_grid(frame, sample_tempo(state), editor.sample.rate)
        case _:
            return frame


def snap_to_crossings(state: AppState, event: waveform.CrossingsFound) -> Decision:
    """Move edges that have not moved since to their zero crossings."""
    if event.ticket != state.editor.ticket:
        return Decision(state)
    return _move_edges(state, dict(zip(event.requested, event.found, strict=True)))


def _move_edges(state: AppState, places: dict[int, int]) -> Decision:
    selection = state.editor.selection
    if selection is None:
        return Decision(state)
    start = places.get(selection.start, selection.start)
    end = min(places.get(selection.end, selection.end), sample_length(state))
    if not 0 <= start < end or (start, end) == (selection.start, selection.end):
        return Decision(state)
    return select_span(state, Span(Frames(start), Frames(end)))


def request_transients(state: AppState) -> Decision:
    """Request transients, if they are needed and none are known."""
    editor = state.editor
    slicing = state.slicing.on and state.slicing.settings.method is Method.ONSETS
    wanted = state.settings.snap is Snap.TRANSIENT or state.settings.onsets or slicing
    if not wanted or editor.transients is not None or editor.detecting or editor.sample is None:
        return Decision(state)
    state = replace(state, editor=replace(editor, detecting=True))
    return Decision(state, (waveform.FindTransients(editor.ticket, editor.sample),))


def store_transients(state: AppState, event: waveform.TransientsFound) -> AppState:
    """Return the state with the transients."""
    if event.ticket != state.editor.ticket:
        return state
    editor = replace(
        state.editor, transients=event.frames, strengths=event.strengths, detecting=False
    )
    return replace(state, editor=editor)


def sample_tempo(state: AppState) -> float:
    """Return the tempo of the shown sample in BPM."""
    sample = state.editor.sample
    return (sample.tempo if sample else None) or state.settings.tempo


def sample_length(state: AppState) -> int:
    """Return the number of frames of the shown sample; 0 while unknown."""
    if state.editor.picture is not None:
        return state.editor.picture.frames
    return state.editor.sample.frames if state.editor.sample else 0
