"""Dispatch of events about files for other programs."""

from __future__ import annotations

from typing import assert_never

from actors.messages import handoff
from actors.session.decision import Decision
from actors.session.handoff import calling, chosen, connection, dragging, hovering, pasting
from models.state.app import AppState


def apply_event(state: AppState, event: handoff.Event) -> Decision:
    """Apply what became of files for other programs."""
    match event:
        case handoff.Connected():
            return Decision(connection.connect(state, event))
        case handoff.NotConnected():
            return Decision(connection.disconnect(state))
        case handoff.Over():
            return Decision(dragging.move(state, event))
        case handoff.LetGo():
            return dragging.end(state, event)
        case handoff.Done():
            return Decision(dragging.report_drop(state, event))
        case handoff.Held():
            return Decision(chosen.report_held(state, event))
        case handoff.Revealed():
            return Decision(chosen.report_revealed(state, event))
        case handoff.NotHeld() | handoff.NotRevealed() | handoff.NotOpened():
            return Decision(chosen.report_failure(state, event))
        case handoff.GuideUnopened():
            return chosen.report_guide(state, event)
        case handoff.Hovered():
            return Decision(hovering.show_hover(state, event))
        case handoff.HoverMoved():
            return Decision(hovering.move_hover(state, event))
        case handoff.HoverEnded():
            return Decision(hovering.end_hover(state))
        case handoff.Called():
            return calling.answer_call(state, event)
        case handoff.OnClipboard():
            return pasting.paste(state, event)
        case handoff.Lost() | handoff.Opened():
            return Decision(state)
        case _:
            assert_never(event)
