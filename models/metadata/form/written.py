"""Serialised metadata."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Written:
    """Parts to insert into a file."""

    parts: tuple[bytes, ...] = ()
    """Whole chunks, or for FLAC blocks: one byte of block type, then the content."""
    left_out: tuple[str, ...] = ()
    """A line (what, why) for each item the container cannot hold."""
