"""Rules of recording a question: record, end, ask with the take.

The sheet of recordings is open exactly as long as something may be recorded: whatever closes it
ends the recording.
"""

from __future__ import annotations

from dataclasses import replace

from actors.messages import audio
from actors.session.decision import Decision, with_notice, with_ticket
from actors.session.playback import transport
from actors.session.similarity import similarity
from models.audio.inputs import Inputs
from models.audio.units import Ticket
from models.similarity.query import SimilarityQuery
from models.similarity.reference_sound import Sound
from models.state.app import AppState
from models.state.notice import Notice, NoticeKind
from models.state.recording import Recording
from models.state.screen import Panel, Sheet
from models.state.similarity import Search


def record(state: AppState) -> Decision:
    """Open the sheet and record from the chosen input; playback stops."""
    opened = state.screen.sheet is Sheet.RECORDING
    # An open sheet has the keyboard, and not the search field.
    focus = Panel.SAMPLES if state.screen.focus is Panel.SEARCH else state.screen.focus
    state = replace(state, screen=replace(state.screen, sheet=Sheet.RECORDING, focus=focus))
    listing = () if opened else (audio.ListInputs(),)
    return Decision(state, listing).then(_start)


def _start(state: AppState) -> Decision:
    state, ticket = with_ticket(state)
    state = _with_recording(
        state, replace(state.recording, ticket=ticket, progress=None, reason="")
    )
    command = audio.StartRecording(ticket, state.settings.recording_input)
    return Decision(state, (command,))


def record_from(state: AppState, input_name: str) -> Decision:
    """Record from another input, now and in future."""
    settings = replace(state.settings, recording_input=input_name)
    return _start(replace(state, settings=settings))


def finish(state: AppState) -> Decision:
    """End the recording; what sounded is the take. If none runs, record again."""
    if not state.recording.running:
        return _start(state)
    return Decision(state, (audio.FinishRecording(),))


def show_inputs(state: AppState, inputs: Inputs) -> AppState:
    """Return the state with the inputs that there are."""
    return _with_recording(state, replace(state.recording, inputs=inputs))


def show_progress(state: AppState, event: audio.RecordingProgressed) -> AppState:
    """Return the state with what the recording does."""
    if event.ticket != state.recording.ticket:
        return state
    return _with_recording(state, replace(state.recording, progress=event.progress))


def fail(state: AppState, ticket: Ticket, reason: str) -> AppState:
    """Return the state with the reason why there is no take; the sheet offers another try."""
    if not state.recording.running or ticket != state.recording.ticket:
        return state
    ended = replace(state.recording, ticket=Ticket(0), progress=None, reason=reason)
    notice = Notice(NoticeKind.RECORDING_FAILED, reason=reason)
    return with_notice(_with_recording(state, ended), notice)


def ask(state: AppState, event: audio.TakeRecorded) -> Decision:
    """Ask with a take, in place of an earlier one; words and other sounds of a question stay."""
    if event.ticket != state.recording.ticket:
        return Decision(state, (audio.DropTakes((event.take.path,)),))
    ended = replace(state.recording, ticket=Ticket(0), progress=None)
    screen = replace(state.screen, sheet=None, focus=Panel.SAMPLES)
    state = replace(state, recording=ended, screen=screen)
    search = state.similarity.search
    asked = SimilarityQuery(()) if search is None else search.asked
    others = tuple(one for one in asked.wanted if not one.recorded)
    take = Sound(event.take.path, recorded=event.take.seconds)
    asked = replace(asked, wanted=(*others, take), triage=None)
    return similarity.start_search(state, Search(asked))


def follow(state: AppState, before: AppState) -> Decision:
    """End a recording whose sheet was closed, and let nothing play into one."""
    commands: tuple[audio.Command, ...] = ()
    if state.recording.running and state.screen.sheet is not Sheet.RECORDING:
        state = _with_recording(state, replace(state.recording, ticket=Ticket(0), progress=None))
        commands = (audio.CancelRecording(),)
    if state.recording.running and state.transport.active:
        return Decision(transport.reset_transport(state), (audio.Stop(),))
    if before.recording.reason and before.screen.sheet is not state.screen.sheet:
        state = _with_recording(state, replace(state.recording, reason=""))
    return Decision(state, commands)


def _with_recording(state: AppState, recording: Recording) -> AppState:
    return replace(state, recording=recording)
