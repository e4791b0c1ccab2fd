"""What a word of a search was taken for, as nothing is called by it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Respelling:
    """A word that nothing is called by."""

    word: str
    used: tuple[str, ...]
    """What was searched for in its place, the likeliest first."""
