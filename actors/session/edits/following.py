"""What is shown and played after an edit: it goes on at the same place of the new content."""

from __future__ import annotations

from dataclasses import replace

from actors.messages import audio, library
from actors.session.decision import Decision, with_ticket
from actors.session.waveform import waveform_view
from models.audio.span import Span
from models.audio.units import Frames
from models.edit.edit import Op
from models.edit.edited_sample import EditedSample
from models.edit.positions import Positions
from models.state.app import AppState
from models.waveform.view import View


def follow_edit(state: AppState, event: library.FilesEdited, undone: Op | None = None) -> Decision:
    """Move cursor, selection and playback to where their frames are now.

    Args:
        state: Before.
        event: What was changed.
        undone: The edit that was undone: what a crop kept, or what was trimmed out, is selected.
    """
    decision = Decision(state)
    for file in event.files:
        file = replace(file, positions=_forward(file.positions))  # noqa: PLW2901 - from here on
        decision = decision.then(lambda now, file=file: _follow(now, file, undone))  # type: ignore[misc]
    return decision


def _forward(positions: Positions) -> Positions:
    """Return the positions in which what was reversed stays in place.

    Whoever reverses a loop hears it go on at the same time, not at the mirrored one.
    """
    pieces = tuple(replace(one, backward=False) for one in positions.pieces)
    return replace(positions, pieces=pieces)


def _follow(state: AppState, file: EditedSample, undone: Op | None) -> Decision:
    if state.editor.sample is not None and state.editor.sample.id == file.sample.id:
        shown = _show(state, file.positions, undone)
    else:
        shown = Decision(state)
    return shown.then(lambda now: _play(now, file))


def _show(state: AppState, positions: Positions, undone: Op | None) -> Decision:
    former = state.editor.former
    if former is None:
        return Decision(state)
    selection = moved_span(positions, former.selection)
    if selection is not None and selection.length == positions.new:
        selection = None  # cropped to it
    if selection is None:
        selection = _edited_span(positions, undone)
    cursor = max(0, min(positions.place(former.cursor), positions.new - 1))
    editor = replace(state.editor, selection=selection, cursor=cursor, former=None)
    state = replace(state, editor=editor)
    view = former.view
    if view is None or positions.new != positions.old:
        return Decision(state)
    return waveform_view.change_view(state, lambda now: _same(view, now))


def _edited_span(positions: Positions, undone: Op | None) -> Span | None:
    """Return the span that an edit was about which was undone, as far as positions tell."""
    added, kept = positions.added(), positions.span(0, positions.old)
    if not added or positions.ratio != 1:
        return None
    if undone is Op.CROP and kept is not None:
        return Span(Frames(kept[0]), Frames(kept[1]))
    if undone is Op.TRIM_OUT:
        return Span(Frames(added[0][0]), Frames(added[0][1]))
    return None


def _same(view: View, now: View) -> View:
    """Return the view as it was, if it is one of the same length and width."""
    return view if (view.frames, view.width) == (now.frames, now.width) else now


def _play(state: AppState, file: EditedSample) -> Decision:
    transport, positions = state.transport, file.positions
    if not transport.active or transport.sample != file.sample.id:
        return Decision(state)
    span = moved_span(positions, transport.span)
    if span is not None and span.length == positions.new:
        span = None
    state, ticket = with_ticket(state)
    start = max(0, min(positions.place(transport.last_start), positions.new - 1))
    transport = replace(transport, ticket=ticket, span=span, last_start=start)
    command = audio.Exchange(ticket, file.sample, positions, span)
    return Decision(replace(state, transport=transport), (command,))


def moved_span(positions: Positions, span: Span | None) -> Span | None:
    """Return where a span is now; `None`: it was removed, or there is none."""
    found = positions.span(span.start, span.end) if span is not None else None
    return Span(Frames(found[0]), Frames(found[1])) if found is not None else None
