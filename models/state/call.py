"""Slice of what another start of the program asked for."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.units import SampleId, Ticket
from models.library.path_place import PathPlace


@dataclass(frozen=True, slots=True)
class CallState:
    """The window comes forward whenever `number` changes; paths are shown once they are found."""

    number: int = 0
    """Calls so far."""
    startup: str = ""
    """Startup notification id of the newest call; or empty."""
    ticket: Ticket = Ticket(0)
    """Of the question where its paths are."""
    listing: Ticket = Ticket(0)
    """Of the list that is to show the samples."""
    samples: tuple[SampleId, ...] = ()
    """To be focused and selected in that list."""
    waiting: tuple[PathPlace, ...] = ()
    """Files and folders in no source: shown once their folders were added and scanned."""
    offered: str = ""
    """Folder that the sheet for a new source begins with; undecodable bytes as in PEP 383."""
