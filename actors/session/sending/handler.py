"""Dispatch of intents about sending files."""

from __future__ import annotations

from typing import assert_never

from actors.messages import intents
from actors.session.decision import Decision
from actors.session.sending import sending
from models.state.app import AppState


def handle(state: AppState, intent: intents.SendingIntent) -> Decision:
    """Apply an intent about sending files to a hot folder."""
    match intent:
        case intents.SendFiles():
            return sending.send(state, intent)
        case intents.ConfigureSend(folder=folder, template=template):
            return Decision(sending.configure(state, folder, template))
        case intents.ConfirmSend():
            return sending.confirm(state)
        case _:
            assert_never(intent)
