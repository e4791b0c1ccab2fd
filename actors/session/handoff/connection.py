"""Rules of the connection to other programs."""

from __future__ import annotations

from dataclasses import replace

from actors.messages import handoff
from actors.session.decision import Decision
from models.handoff.drag import Verdict
from models.state.app import AppState


def open_window(state: AppState, window: int | None) -> Decision:
    """Connect to other programs, for a window that was shown."""
    state = replace(state, handoff=replace(state.handoff, window=window, opened=True))
    return Decision(state, (handoff.Connect(window),))


def connect(state: AppState, event: handoff.Connected) -> AppState:
    """Return the state in which drags may leave the window."""
    known = replace(state.handoff, connected=True, wayland=event.wayland)
    return replace(state, handoff=known)


def disconnect(state: AppState) -> AppState:
    """Return the state in which drags stay in the window; one in progress ends without a drop."""
    drag = state.handoff.drag
    if drag is not None and drag.verdict is None:
        drag = replace(drag, verdict=Verdict.CANCELLED)
    known = replace(state.handoff, connected=False, drag=drag, paste=None)
    return replace(state, handoff=known, hover=None)


def reconnect(state: AppState) -> Decision:
    """Connect again after a crash."""
    state = disconnect(state)
    if not state.handoff.opened:
        return Decision(state)
    return Decision(state, (handoff.Connect(state.handoff.window),))
