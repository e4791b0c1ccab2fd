"""Dispatch of intents about the transport and the audio output."""

from __future__ import annotations

from typing import assert_never

from actors.messages import audio, intents
from actors.session.decision import Decision
from actors.session.playback import output, transport
from models.state.app import AppState


def handle(state: AppState, intent: intents.PlaybackIntent) -> Decision:
    """Apply an intent about the transport and the audio output."""
    match intent:
        case intents.TogglePlay():
            return transport.toggle_play(state)
        case intents.Replay():
            return transport.replay(state)
        case intents.PlayFromCursor():
            return transport.play_from_cursor(state)
        case intents.PlayFrom(frame=frame):
            return transport.play_from(state, frame)
        case intents.PlaySelection():
            return transport.play_selection(state)
        case intents.ToggleLoop(playhead=playhead):
            return transport.toggle_loop(state, playhead)
        case intents.OpenAudioSheet():
            return output.open_sheet(state)
        case intents.RescanDevices():
            return output.rescan_devices(state)
        case intents.PlayTone(side=side):
            return Decision(state, (audio.PlayTone(side),))
        case _:
            assert_never(intent)
