"""Nearest neighbours of a file, for command-line requests."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.units import Seconds


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


@dataclass(frozen=True, slots=True)
class FileHit:
    """A place inside a long file."""

    path: bytes
    start: Seconds
    score: float
    """-1 to 1; 1 is the same sound."""


@dataclass(frozen=True, slots=True)
class FileHits:
    """Places inside long files that are like one file, or like a part of it."""

    query: bytes
    hits: tuple[FileHit, ...] = ()
    reason: str = ""
    """Why there are none; empty if there are."""
