"""The slice behind the sheet of models."""

from __future__ import annotations

from dataclasses import dataclass

from models.embedding.model_info import Known
from models.state.notice import Notice


@dataclass(frozen=True, slots=True)
class EmbeddingModels:
    """Which models there are, and which one listens."""

    all: tuple[Known, ...] = ()
    """Empty: not asked for yet."""
    busy: Notice | None = None
    """What is being done with one of them; `None`: nothing."""
    outcome: Notice | None = None
    """What came of it."""
