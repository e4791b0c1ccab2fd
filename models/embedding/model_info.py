"""A model as a person sees it in a list."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Known:
    """A model as a person sees it in a list."""

    name: str
    installed: bool
    chosen: bool
    """It is the one that listens."""
    words: bool
    """It finds sounds by words."""
