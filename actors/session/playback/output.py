"""Rules of the audio output: device, driver, buffer."""

from __future__ import annotations

from dataclasses import replace

from actors.messages import audio
from actors.session.decision import Decision, with_notice
from actors.session.settings import settings
from models.audio.buffer_trial import longer_buffer
from models.state.app import AppState
from models.state.notice import Notice, NoticeKind
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


def lengthen_buffer(state: AppState, frames: int) -> Decision:
    """Use a longer buffer from now on and say so, unless the person has chosen one."""
    route, longer = state.settings.route, longer_buffer(frames)
    if route.buffer is not None or longer is None:
        return Decision(state)
    changed = settings.change_setting(state, "route", replace(route, buffer=longer))
    notice = Notice(NoticeKind.BUFFER_LENGTHENED, count=longer, total=frames)
    noticed = replace(changed, state=with_notice(changed.state, notice))
    return settings.with_save(state, noticed)


def _with_transport(state: AppState, transport: Transport) -> AppState:
    return replace(state, transport=transport)
