"""The slice behind the sheet of models."""

from __future__ import annotations

from dataclasses import dataclass

from models.embedding.known import Known


@dataclass(frozen=True, slots=True)
class Networks:
    """Which models there are, and which one listens."""

    choice: str = ""
    """As `config.toml` has it; empty: the best that is installed."""
    all: tuple[Known, ...] = ()
    """Empty: not asked for yet."""
    busy: str = ""
    """What is being done with one of them; empty: nothing."""
    words: str = ""
    """What came of it."""
    problem: bool = False
    """It failed."""
