"""A part of a file that we know nothing about."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Other:
    """A chunk, block or frame."""

    name: str
    """As the container calls it: `strc`, `ID3 PRIV`."""
    size: int
    """Bytes, as told."""
    data: bytes = b""
    """Its content; empty if it is larger than `LARGEST_OTHER`."""


LARGEST_OTHER = 1 << 20
