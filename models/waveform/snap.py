"""What the edges of a selection are drawn to."""

from __future__ import annotations

from enum import Enum


class Snap(Enum):
    """Where an edge comes to rest."""

    OFF = "off"
    ZERO = "zero crossings"
    TRANSIENT = "transients"
    GRID = "grid"
