"""Rules of the way to the ear: what was chosen, and what there is to choose."""

from __future__ import annotations

from dataclasses import replace

from actors.messages import audio
from actors.session.decision import Decision
from models.state.app import AppState
from models.state.screen import Sheet
from models.state.transport import Transport


def rescan_devices(state: AppState) -> Decision:
    """Look anew for devices; until they are known there is nothing to choose from."""
    looking = replace(state.transport, devices=None)
    return Decision(_with_transport(state, looking), (audio.ListDevices(refresh=True),))


def open_sheet(state: AppState) -> Decision:
    """Open the sheet of the sound output; what is known of devices is not looked for again."""
    state = replace(state, screen=replace(state.screen, sheet=Sheet.SOUND))
    return Decision(state, (audio.ListDevices(),))


def _with_transport(state: AppState, transport: Transport) -> AppState:
    return replace(state, transport=transport)
