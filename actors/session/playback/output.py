"""Rules of the audio output: device, driver, buffer."""

from __future__ import annotations

from dataclasses import replace

from actors.messages import audio
from actors.session.decision import Decision
from models.state.app import AppState
from models.state.screen import Sheet
from models.state.transport import Transport


def rescan_devices(state: AppState) -> Decision:
    """Search for devices again; until then there are none to choose from."""
    looking = replace(state.transport, devices=None)
    return Decision(_with_transport(state, looking), (audio.ListDevices(refresh=True),))


def open_sheet(state: AppState) -> Decision:
    """Open the audio sheet; known devices are not searched again."""
    state = replace(state, screen=replace(state.screen, sheet=Sheet.SOUND))
    return Decision(state, (audio.ListDevices(),))


def _with_transport(state: AppState, transport: Transport) -> AppState:
    return replace(state, transport=transport)
