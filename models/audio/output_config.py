"""The requested audio output."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.buffer_trial import SHORTEST
from models.audio.units import Hertz

JACK = "JACK"
"""The host with its own server, which dictates rate and buffer."""
BUFFERS = (64, 128, 256, 512, 1024, 2048)
"""Buffer sizes offered, in frames; no host reports which ones it accepts."""


@dataclass(frozen=True, slots=True)
class OutputConfig:
    """Host, device and parameters; unset values follow the system."""

    host: str = ""
    """PortAudio host name, such as `ALSA`; empty for the system's default."""
    device: str = ""
    """Device name; empty for the current default device."""
    rate: Hertz | None = None
    """Sample rate; `None` is 48 000, or what the device supports."""
    buffer: int | None = None
    """Frames per buffer; `None` is the shortest that runs clean. A JACK server overrides it."""
    first: int = 1
    """First of the two output channels, counted from 1; odd."""
    silent: bool = False
    """Run without sound whatever devices there are; not a user setting."""

    @property
    def frames(self) -> int:
        """Frames per buffer to open the device with."""
        return SHORTEST if self.buffer is None else self.buffer

    @property
    def jack(self) -> bool:
        """Whether the JACK server is requested."""
        return self.host.upper() == JACK

    @property
    def plain(self) -> bool:
        """Whether everything is left to the system, so that there is nothing to fall back from."""
        return not self.host and not self.device and self.rate is None and self.first == 1

    @property
    def fallback(self) -> OutputConfig:
        """The system default with the same buffer."""
        return OutputConfig(buffer=self.buffer, silent=self.silent)


def pair(first: int) -> str:
    """Format a pair of channels: `1-2`."""
    return f"{first}-{first + 1}"
