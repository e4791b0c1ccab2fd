"""What the outside may touch: where wishes go in, where the state comes out."""

from __future__ import annotations

from dataclasses import dataclass

import trio

from actors.kernel.latest import Latest
from actors.kernel.mailbox import Address, Slot
from actors.messages import embeddings, library
from actors.messages import intents as intent_types
from models.state.app import AppState
from models.state.parts import Parts


@dataclass(frozen=True, slots=True)
class Ports:
    """All the screen may touch: what it says, what it shows."""

    intents: Slot[intent_types.Intent]
    state: Latest[AppState]
    parts: Latest[Parts]
    """Which parts do not work, told by who keeps them alive; the session may be one of them."""
    library: Address[library.Command]
    """For programs that truly wait for an answer; the screen uses intents."""
    embeddings: Address[embeddings.Command]
    """For programs as well."""
    started: trio.Event
    """Set when all actors run."""
