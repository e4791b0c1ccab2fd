"""What the window touches first: intents wait here for the actors, which are imported later."""

from __future__ import annotations

from dataclasses import dataclass

from actors.kernel.latest import Latest
from actors.kernel.mailbox import Mailbox
from actors.kernel.standby import Standby
from actors.messages import intents as intent_types
from models.state.app import AppState
from models.state.settings import Settings

INTENTS = 256
"""Size of the mailbox; see ARCHITECTURE.md, law 3."""


@dataclass(frozen=True, slots=True)
class Front:
    """The session's mailbox of intents, and the state that it publishes."""

    intents: Mailbox[intent_types.Intent]
    state: Latest[AppState]
    standby: Standby | None = None
    """The engine's process, which imports its part meanwhile."""


def open_front(settings: Settings | None = None, standby: Standby | None = None) -> Front:
    """Return a front with the initial state; it holds `settings`, if they were read already."""
    state = AppState() if settings is None else AppState(settings=settings)
    return Front(Mailbox[intent_types.Intent](INTENTS, "session"), Latest(state), standby)
