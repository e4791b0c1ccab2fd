"""Replacement of a search word without matches."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Respelling:
    """A search word without matches."""

    word: str
    used: tuple[str, ...]
    """Words searched for instead, most likely first."""
