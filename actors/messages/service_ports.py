"""Ways into the services of an app without a session."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from actors.kernel.mailbox import Address
from actors.messages import embeddings as embedding_messages
from actors.messages import library as library_messages
from models.cluster.place import Place


@dataclass(frozen=True, slots=True)
class EmbeddingRun:
    """How the embeddings of a run work."""

    model: str = ""
    """Name of the embedding model; empty: the one of `config.toml`."""
    place: Place | None = None
    """Where it computes; `None`: as in `config.toml`."""
    waited: Callable[[str], None] | None = None
    """Receives why work waits for a cluster, and empty when it goes on."""


@dataclass(frozen=True, slots=True)
class ServicePorts:
    """Addresses of the services."""

    library: Address[library_messages.Command]
    embeddings: Address[embedding_messages.Command]
    """Read only if it was asked for."""
