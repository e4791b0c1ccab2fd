"""What is put into a file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Written:
    """What goes into a file."""

    parts: tuple[bytes, ...] = ()
    """Whole chunks, or for FLAC blocks: one byte of kind, then the content."""
    left_out: tuple[str, ...] = ()
    """A line for each thing that the container cannot hold: what, why."""
