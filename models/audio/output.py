"""The way sound takes to the ear."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.units import Hertz, Seconds


@dataclass(frozen=True, slots=True)
class Output:
    """What the status bar says about the engine."""

    silent: bool = True
    """No device: time passes, nothing sounds."""
    host: str = ""
    """Audio host, such as `ALSA` or `JACK`."""
    device: str = ""
    rate: Hertz = Hertz(48_000)
    """Frames per second of the device; 0 before any is known."""
    buffer: int = 0
    """Frames handed over at a time."""
    first: int = 1
    """The first of the two channels, counted from 1."""
    dropouts: int = 0
    """Late or lost buffers since the engine started."""
    reason: str = ""
    """Why it is silent; empty otherwise."""
    note: str = ""
    """What is not as it was chosen; empty if everything is."""

    @property
    def words(self) -> str:
        """Say where it goes: `ALSA default at 48000 Hz`."""
        return f"{self.host} {self.device}".strip() + f" at {self.rate} Hz"

    @property
    def latency(self) -> Seconds:
        """Length of one buffer in seconds."""
        return Seconds(self.buffer / self.rate if self.rate else 0.0)
