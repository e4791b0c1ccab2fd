"""Ways into the services of an app without a session."""

from __future__ import annotations

from dataclasses import dataclass

from actors.kernel.mailbox import Address
from actors.messages import embeddings as embedding_messages
from actors.messages import library as library_messages


@dataclass(frozen=True, slots=True)
class ServicePorts:
    """Addresses of the services."""

    library: Address[library_messages.Command]
    embeddings: Address[embedding_messages.Command]
    """Read only if it was asked for."""
