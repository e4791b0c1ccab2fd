"""Dispatch of intents and events about recorded questions."""

from __future__ import annotations

from typing import assert_never

from actors.messages import audio, intents
from actors.session.decision import Decision
from actors.session.recording import recording, takes
from models.state.app import AppState


def handle(state: AppState, intent: intents.RecordingIntent) -> Decision:
    """Apply an intent about a recorded question."""
    match intent:
        case intents.Record():
            return recording.record(state)
        case intents.FinishRecording():
            return recording.finish(state)
        case intents.RecordFrom(input_name=name):
            return recording.record_from(state, name)
        case intents.PlayTake(sound=sound):
            return takes.play(state, sound)
        case intents.KeepTake(sound=sound):
            return takes.keep(state, sound)
        case _:
            assert_never(intent)


def apply_event(state: AppState, event: audio.RecordingEvent) -> Decision:
    """Apply what became of a recording."""
    match event:
        case audio.InputsListed(inputs=inputs):
            return Decision(recording.show_inputs(state, inputs))
        case audio.RecordingProgressed():
            return Decision(recording.show_progress(state, event))
        case audio.TakeRecorded():
            return recording.ask(state, event)
        case audio.RecordingFailed():
            return Decision(recording.fail(state, event.ticket, event.reason))
        case _:
            assert_never(event)
