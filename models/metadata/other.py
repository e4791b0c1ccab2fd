"""Part of a file in an unknown format."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Other:
    """A chunk, block or frame."""

    name: str
    """Id in the container: `strc`, `ID3 PRIV`."""
    size: int
    """Bytes, according to the file."""
    data: bytes = b""
    """Content; empty if larger than `LARGEST_OTHER`."""


LARGEST_OTHER = 1 << 20
