"""Options of a run that embeds, analyses or compares without a session."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

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
