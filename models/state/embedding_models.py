"""Slice of the sheet of embedding models."""

from __future__ import annotations

from dataclasses import dataclass

from models.embedding.model_info import Known
from models.state.notice import Notice


@dataclass(frozen=True, slots=True)
class EmbeddingModels:
    """The available models, and the active one."""

    all: tuple[Known, ...] = ()
    """Empty: not requested yet."""
    busy: Notice | None = None
    """Operation running on one of them; `None`: none."""
    outcome: Notice | None = None
    """Outcome of the newest operation."""
