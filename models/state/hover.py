"""Slice of what another program drags over our window."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.units import Pixels


@dataclass(frozen=True, slots=True)
class Hover:
    """Files at the pointer that were not dropped yet."""

    paths: tuple[bytes, ...] = ()
    """Absolute; empty: the other program does not say."""
    folders: int = 0
    """How many of them are folders."""
    x: Pixels = Pixels(0)
    y: Pixels = Pixels(0)
    """From the left and the top of our window."""
