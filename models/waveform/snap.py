"""Snap modes of selection edges."""

from __future__ import annotations

from enum import Enum


class Snap(Enum):
    """What an edge snaps to."""

    OFF = "off"
    ZERO = "zero crossings"
    TRANSIENT = "transients"
    GRID = "grid"
