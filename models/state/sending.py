"""Slice of what is sent to a hot folder, and of the sheet that asks for the folder."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.units import Ticket
from models.library.hot_folder import USUAL, HotPlace, Sounds


@dataclass(frozen=True, slots=True)
class Sending:
    """Sounds to be sent once their hot folder is known."""

    ticket: Ticket = Ticket(0)
    """Of the question for the hot folder."""
    sounds: Sounds = Sounds()
    place: HotPlace = HotPlace()
    choose: bool = False
    """Ask for another folder, even if one is known."""
    folder: str = ""
    """As typed; undecodable bytes as in PEP 383."""
    template: str = USUAL
    reason: str = ""
    """Why these cannot be used; empty: they can."""
    missing: str = ""
    """Folder, as typed, that is not there and would be created if it is confirmed again."""
