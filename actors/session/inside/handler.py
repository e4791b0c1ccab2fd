"""Dispatch of intents about places inside long sounds."""

from __future__ import annotations

from typing import assert_never

from actors.messages import intents
from actors.session.decision import Decision
from actors.session.inside import hits
from models.state.app import AppState


def handle(state: AppState, intent: intents.InsideIntent) -> Decision:
    """Apply an intent about places inside long sounds."""
    match intent:
        case intents.FindInside():
            return hits.find_inside(state, intent)
        case intents.LookInside(on=on):
            return hits.look_inside(state, on=on)
        case intents.StepHit(by=by):
            return hits.step(state, by)
        case intents.SaveHits():
            return hits.save(state)
        case _:
            assert_never(intent)
