"""Slice of the map."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.units import Ticket
from models.library.traits import Traits
from models.map.chart import MapLayout
from models.map.colour_scheme import Colouring


@dataclass(frozen=True, slots=True)
class SoundMap:
    """The map, in place of the list while shown."""

    shown: bool = False
    chart: MapLayout | None = None
    """`None`: not laid out yet."""
    traits: Traits = Traits()
    colouring: Colouring = Colouring.TYPE
    ticket: Ticket = Ticket(0)
    """Ticket of the newest layout."""
    waiting: bool = False
    reason: str = ""
    """Why there is no layout."""
