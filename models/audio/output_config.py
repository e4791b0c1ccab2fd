"""The way to the ear that a person wants."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.units import Hertz

JACK = "JACK"
"""The host that is a server of its own: it dictates rate and buffer."""
BUFFERS = (64, 128, 256, 512, 1024, 2048)
"""Frames at a time that are offered; no host tells which ones it takes."""


@dataclass(frozen=True, slots=True)
class OutputConfig:
    """Host, device and how it is opened; what is left open follows the system."""

    host: str = ""
    """As the audio library names it, such as `ALSA`; empty for the system's own choice."""
    device: str = ""
    """Name of the device; empty for the default one, whichever that is at the time."""
    rate: Hertz | None = None
    """Frames per second; `None` is 48 000, or what the device can do."""
    buffer: int = 256
    """Frames handed over at a time; a JACK server has the last word."""
    first: int = 1
    """The first of the two channels that are used, counted from 1; odd."""
    silent: bool = False
    """Keep time without any sound, whatever devices there are; not a person's choice."""

    @property
    def jack(self) -> bool:
        """Whether the JACK server is wanted."""
        return self.host.upper() == JACK

    @property
    def plain(self) -> bool:
        """Whether nothing is wanted that could be missing."""
        return not self.host and not self.device and self.rate is None and self.first == 1

    @property
    def fallback(self) -> OutputConfig:
        """Return what is there whenever anything is."""
        return OutputConfig(buffer=self.buffer, silent=self.silent)


def pair(first: int) -> str:
    """Return the words for two channels: `1-2`."""
    return f"{first}-{first + 1}"
