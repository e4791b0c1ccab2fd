"""Rules of the way to the ear: what was chosen, and what there is to choose."""

from __future__ import annotations

from dataclasses import replace

from actors.messages import audio
from actors.session.decision import Decision
from models.audio.output_config import OutputConfig
from models.audio.playback_settings import PlaybackSettings
from models.state.app import AppState
from models.state.screen import Sheet
from models.state.transport import Transport


def set_route(state: AppState, route: OutputConfig) -> Decision:
    """Let sound go another way at once."""
    if route == state.transport.route:
        return Decision(state)
    chosen = replace(state.transport, route=route)
    return Decision(_with(state, chosen), (audio.SetOutputConfig(route),))


def set_listening(state: AppState, listening: PlaybackSettings) -> Decision:
    """Make samples sound another way at once."""
    if listening == state.transport.listening:
        return Decision(state)
    chosen = replace(state.transport, listening=listening)
    return Decision(_with(state, chosen), (audio.SetPlaybackSettings(listening),))


def rescan(state: AppState) -> Decision:
    """Look anew for devices; until they are known there is nothing to choose from."""
    looking = replace(state.transport, devices=None)
    return Decision(_with(state, looking), (audio.ListDevices(again=True),))


def opened(state: AppState) -> Decision:
    """Open the sheet of the sound output; what is known of devices is not looked for again."""
    state = replace(state, screen=replace(state.screen, sheet=Sheet.SOUND))
    return Decision(state, (audio.ListDevices(),))


def _with(state: AppState, transport: Transport) -> AppState:
    return replace(state, transport=transport)
