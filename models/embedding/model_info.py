"""Embedding model as listed for the user."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Known:
    """Embedding model as listed for the user."""

    name: str
    installed: bool
    chosen: bool
    """Whether it is the active model."""
    words: bool
    """Whether it supports text queries."""
