"""Rules of the transport: one state machine for playback, loop and cursor."""

from __future__ import annotations

from dataclasses import replace

from actors.messages import audio, library
from actors.session.decision import Decision, with_notice, with_ticket
from actors.session.playback.output import lengthen_buffer
from models.audio.anchor import Anchor
from models.audio.output import Output
from models.audio.span import Span
from models.audio.units import Frames, SampleId, SourceId
from models.library.sample import Sample
from models.state.app import AppState
from models.state.notice import Notice, NoticeKind
from models.state.transport import Status, Transport

OUTSIDE = SampleId(0)
"""Of files that are not in the library, whose samples have numbers from 1 on."""


def play(state: AppState, start: int, span: Span | None = None) -> Decision:
    """Play the shown sample from `start`, within `span`, looped in loop mode.

    Without a span, loop mode uses the file's loop: from `start` up to it once, then around it, as a
    sampler does. Behind the loop, or without one, the whole sample is looped.
    """
    sample = state.editor.sample
    if sample is None:
        return Decision(with_notice(state, Notice(NoticeKind.SELECT_SAMPLE_FIRST)))
    lead = False
    if span is None and state.transport.loop:
        span = _file_loop(state, start)
        lead = span is not None
    state, ticket = with_ticket(state)
    state = _with_transport(
        state,
        replace(
            state.transport,
            status=Status.STARTING,
            ticket=ticket,
            sample=sample.id,
            anchor=None,
            span=span,
            last_start=start,
            file=b"",
        ),
    )
    state = replace(state, editor=replace(state.editor, cursor=start))
    command = audio.Play(ticket, sample, Frames(start), span, state.transport.loop, lead)
    return Decision(state, (command,))


def play_file(state: AppState, path: bytes) -> Decision:
    """Play a file that is not in the library, whatever is shown; if it plays, pause or resume."""
    if state.transport.plays_file(path):
        paused = state.transport.status is Status.PAUSED
        return Decision(state, (audio.Resume() if paused else audio.Pause(),))
    state, ticket = with_ticket(state)
    transport = replace(state.transport, status=Status.STARTING, ticket=ticket, sample=None)
    state = _with_transport(state, replace(transport, anchor=None, span=None, file=path))
    return Decision(state, (audio.Play(ticket, Sample(OUTSIDE, SourceId(0), path, "")),))


def toggle_play(state: AppState) -> Decision:
    """Space: play, pause or resume; if another sample is loaded, play it."""
    if (
        state.transport.active
        and state.editor.sample is not None
        and not _plays_shown_sample(state)
    ):
        return _play_from_stop(state)
    match state.transport.status:
        case Status.PLAYING | Status.STARTING:
            return Decision(state, (audio.Pause(),))
        case Status.PAUSED:
            return Decision(state, (audio.Resume(),))
        case Status.STOPPED:
            return _play_from_stop(state)


def _play_from_stop(state: AppState) -> Decision:
    selection, cursor = state.editor.selection, state.editor.cursor
    if selection is None:
        return play(state, _clamp_frame(state, cursor))
    return play(state, cursor if selection.holds(cursor) else selection.start, selection)


def play_from_cursor(state: AppState) -> Decision:
    """Ctrl+Space: play from the cursor, within the selection if it is inside."""
    cursor, selection = state.editor.cursor, state.editor.selection
    span = selection if selection and selection.holds(cursor) else None
    return play(state, _clamp_frame(state, cursor), span)


def replay(state: AppState) -> Decision:
    """Shift+Space: play again from where playback last started."""
    start, selection = state.transport.last_start, state.editor.selection
    span = selection if selection and selection.holds(start) else None
    return play(state, _clamp_frame(state, start), span)


def play_from(state: AppState, frame: int) -> Decision:
    """Play from a click; in loop mode within the selection, or the whole sample."""
    selection = state.editor.selection
    if state.transport.loop and selection is not None:
        if selection.holds(frame):
            return play(state, frame, selection)
        state = replace(state, editor=replace(state.editor, selection=None))
    return play(state, _clamp_frame(state, frame))


def play_selection(state: AppState) -> Decision:
    """Enter: play the selection, or the whole sample."""
    selection = state.editor.selection
    return play(state, selection.start if selection else 0, selection)


def stop(state: AppState) -> Decision:
    """Stop playback; the cursor returns to where it started."""
    state = _with_transport(
        state, replace(state.transport, status=Status.STOPPED, anchor=None, span=None)
    )
    return Decision(state, (audio.Stop(),))


def toggle_loop(state: AppState, playhead: float | None = None) -> Decision:
    """Switch loop mode; playback continues from its position.

    Inside the selection it loops there; without one in the file's loop, up to which it plays first;
    outside the selection, or behind the file's loop, it loops the whole sample.
    """
    looping = not state.transport.loop
    state = _with_transport(state, replace(state.transport, loop=looping))
    if not state.transport.active:
        return Decision(state)
    span = state.transport.span
    if not looping and _is_file_loop(state, span):
        return _set_region(state, None, loop=False)  # what lies behind the loop is heard as well
    if looping and _plays_shown_sample(state):
        span = state.editor.selection
        if span is None:
            start = state.transport.last_start if playhead is None else playhead
            return _loop_region(state, _file_loop(state, start))
        if playhead is not None and not span.holds(playhead):
            span = None
    return _set_region(state, span, loop=looping)


def follow_selection(state: AppState) -> Decision:
    """Apply the new selection to a running loop at once."""
    if not (state.transport.loop and state.transport.active and _plays_shown_sample(state)):
        return Decision(state)
    selection = state.editor.selection
    return (
        _loop_region(state, state.editor.loop)
        if selection is None
        else _loop_region(state, selection)
    )


def adopt_file_loop(state: AppState) -> Decision:
    """Use the file's loop, which was just read, for a loop of the whole sample."""
    transport = state.transport
    waits = transport.loop and transport.active and transport.span is None
    if not waits or not _plays_shown_sample(state) or state.editor.selection is not None:
        return Decision(state)
    loop = _file_loop(state, transport.last_start)
    return Decision(state) if loop is None else _loop_region(state, loop)


def _loop_region(state: AppState, span: Span | None) -> Decision:
    """Loop a region; of the file's loop, play up to it first."""
    return _set_region(state, span, loop=True, lead=_is_file_loop(state, span))


def _file_loop(state: AppState, start: float) -> Span | None:
    """Return the file's loop, unless `start` is behind it."""
    loop = state.editor.loop
    return loop if loop is not None and start < loop.end else None


def _is_file_loop(state: AppState, span: Span | None) -> bool:
    chosen = state.editor.selection
    return span is not None and chosen is None and span == state.editor.loop


def _set_region(state: AppState, span: Span | None, *, loop: bool, lead: bool = False) -> Decision:
    return Decision(
        _with_transport(state, replace(state.transport, span=span)),
        (audio.SetRegion(span, loop, lead),),
    )


def seek(state: AppState, frame: int) -> Decision:
    """Move the playhead while playing, else the cursor."""
    frame = _clamp_frame(state, frame)
    state = replace(state, editor=replace(state.editor, cursor=frame))
    if state.transport.active and _plays_shown_sample(state):
        return Decision(state, (audio.Seek(Frames(frame)),))
    return Decision(state)


def apply_event(state: AppState, event: audio.PlaybackEvent) -> Decision:
    """Apply an event of the audio actor."""
    match event:
        case audio.OutputChanged(output=output):
            return _output_changed(
                _with_transport(state, replace(state.transport, output=output)),
                state.transport.output,
            )
        case audio.DevicesListed(devices=devices):
            return Decision(_with_transport(state, replace(state.transport, devices=devices)))
        case audio.BufferTooShort(frames=frames):
            return lengthen_buffer(state, frames)
        case audio.OutputLost():
            return _output_lost(state, event)
        case _ if event.ticket != state.transport.ticket:
            return Decision(state)  # of a playback that is no longer the newest
        case audio.Started(anchor=anchor) | audio.Moved(anchor=anchor):
            return Decision(_with_anchor(state, anchor))
        case audio.Paused(anchor=anchor):
            return Decision(
                _with_transport(
                    state, replace(state.transport, status=Status.PAUSED, anchor=anchor)
                )
            )
        case audio.Stopped():
            return Decision(reset_transport(state))
        case audio.Ended():
            return _play_ended(state)
        case audio.PlayFailed(sample=sample, reason=reason) if sample == OUTSIDE:
            notice = Notice(NoticeKind.UNPLAYABLE, reason=reason)
            return Decision(with_notice(reset_transport(state), notice))
        case audio.PlayFailed(sample=sample, reason=reason, temporary=temporary):
            failed = (
                library.RescanFolderOf(sample)
                if temporary
                else library.StoreSampleError(sample, reason)
            )
            notice = Notice(NoticeKind.UNPLAYABLE, reason=reason)
            return Decision(with_notice(reset_transport(state), notice), (failed,))


def _play_ended(state: AppState) -> Decision:
    """Apply the end of a sample that was played completely: clear its stored error."""
    shown = state.editor.sample
    healed = shown is not None and shown.id == state.transport.sample and bool(shown.error)
    commands = (library.StoreSampleError(shown.id, ""),) if shown is not None and healed else ()
    return Decision(reset_transport(state), commands)


def _with_anchor(state: AppState, anchor: Anchor) -> AppState:
    if state.transport.status is Status.STOPPED:
        return state  # stopped meanwhile; the engine will say so too
    status = Status.PLAYING if anchor.speed else Status.PAUSED
    return _with_transport(state, replace(state.transport, status=status, anchor=anchor))


def _output_changed(state: AppState, before: Output) -> Decision:
    output = state.transport.output
    if output.silent and output.reason:
        silent = Notice(NoticeKind.OUTPUT_UNAVAILABLE, reason=output.reason)
        return Decision(with_notice(state, silent))
    if output.substitution and output.substitution != before.substitution:
        other = Notice(NoticeKind.OUTPUT_REPLACED, to=output.words, reason=output.substitution)
        return Decision(with_notice(state, other))
    said = state.screen.notice.kind if state.screen.notice else None
    back = not output.silent and said in {NoticeKind.OUTPUT_LOST, NoticeKind.OUTPUT_UNAVAILABLE}
    if back or (before.substitution and not output.substitution):
        return Decision(with_notice(state, Notice(NoticeKind.OUTPUT_RESTORED, to=output.words)))
    return Decision(state)


def _output_lost(state: AppState, event: audio.OutputLost) -> Decision:
    if event.interrupted == state.transport.ticket and state.transport.active:
        # The engine resumes it (`Started`) or lets it go (`Stopped`).
        state = _with_transport(
            state, replace(state.transport, status=Status.STARTING, anchor=None)
        )
    return Decision(with_notice(state, Notice(NoticeKind.OUTPUT_LOST, reason=event.reason)))


def reset_transport(state: AppState) -> AppState:
    """Return the state with playback stopped, as the audio actor reported or after it crashed."""
    return _with_transport(
        state, replace(state.transport, status=Status.STOPPED, anchor=None, span=None)
    )


def _plays_shown_sample(state: AppState) -> bool:
    sample = state.editor.sample
    return sample is not None and sample.id == state.transport.sample


def _clamp_frame(state: AppState, frame: int) -> int:
    last = _length(state.editor.sample, state) - 1
    return max(0, min(frame, last)) if last >= 0 else 0


def _length(sample: Sample | None, state: AppState) -> int:
    if state.editor.picture is not None and state.editor.picture.complete:
        return state.editor.picture.frames
    return sample.frames if sample else 0


def _with_transport(state: AppState, transport: Transport) -> AppState:
    return replace(state, transport=transport)
