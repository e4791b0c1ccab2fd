"""Nearest neighbours of a file, for command-line requests."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A similar sample."""

    path: bytes
    score: float
    """-1 to 1; 1 is the same sound."""


@dataclass(frozen=True, slots=True)
class FileNeighbours:
    """Nearest neighbours of one file."""

    query: bytes
    neighbours: tuple[Neighbour, ...] = ()
    reason: str = ""
    """Why there are none; empty if there are."""
