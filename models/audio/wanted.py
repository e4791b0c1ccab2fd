"""Which way to the ear a person wants, and which ways there are."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.units import Hertz

BUFFERS = (64, 128, 256, 512, 1024, 2048)
"""Frames that are offered."""
USUAL_BUFFER = 256


@dataclass(frozen=True, slots=True)
class Wanted:
    """A choice; where nothing is chosen the system decides, also after it changed its mind."""

    host: str = ""
    """`jack` for the JACK server; empty: the system's own."""
    device: str = ""
    """Its name; empty: the system's default, whichever that is."""
    rate: Hertz | None = None
    """Frames per second; `None`: 48 000, or what the device can do."""
    buffer: int = USUAL_BUFFER
    """Frames handed over at a time."""

    @property
    def chosen(self) -> bool:
        """Whether the person chose a way that may not be there."""
        return bool(self.host or self.device or self.rate)


@dataclass(frozen=True, slots=True)
class Device:
    """An output of the system."""

    name: str
    host: str
    channels: int
    rates: tuple[Hertz, ...]
    """At which it can be opened."""
