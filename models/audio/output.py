"""The active audio output."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.clock import rate_words
from models.audio.units import Hertz, Seconds


@dataclass(frozen=True, slots=True)
class Output:
    """The engine's output and its figures, for the status bar."""

    silent: bool = True
    """There is no device: time passes silently."""
    host: str = ""
    """Audio host, such as `ALSA` or `JACK`."""
    device: str = ""
    rate: Hertz = Hertz(48_000)
    """Sample rate of the device; 0 while unknown."""
    buffer: int = 0
    """Frames per buffer."""
    first: int = 1
    """First of the two output channels, counted from 1."""
    dropouts: int = 0
    """Late or lost buffers since the engine started, while a sample was played."""
    lately: int = 0
    """Dropouts in the last minute."""
    trial: bool = False
    """Whether the app chooses the buffer, and takes a longer one by itself after dropouts."""
    reason: str = ""
    """Why it is silent; empty otherwise."""
    substitution: str = ""
    """How it differs from the configured output; empty if it does not."""

    @property
    def words(self) -> str:
        """Host, device and rate: `ALSA default at 48 kHz`."""
        return f"{self.host} {self.device}".strip() + f" at {rate_words(self.rate)}"

    @property
    def latency(self) -> Seconds:
        """Duration of one buffer in seconds."""
        return Seconds(self.buffer / self.rate if self.rate else 0.0)
