"""The available audio devices."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.output_config import OutputConfig
from models.audio.units import Hertz


@dataclass(frozen=True, slots=True)
class Device:
    """An output device."""

    name: str
    host: str
    channels: int
    """Number of output channels."""
    rate: Hertz
    """Default sample rate."""
    rates: tuple[Hertz, ...]
    """Sample rates at which it can be opened now; empty while another program holds it."""


@dataclass(frozen=True, slots=True)
class Devices:
    """The available output devices."""

    all: tuple[Device, ...] = ()
    default: str = ""
    """Name of the system's default output; empty if there is none."""
    error: str = ""
    """Why the devices could not be listed; empty otherwise."""

    @property
    def hosts(self) -> tuple[str, ...]:
        """Hosts that have outputs, each once."""
        return tuple(dict.fromkeys(device.host for device in self.all))

    def on_host(self, host: str) -> tuple[Device, ...]:
        """Return the outputs of `host`; of all hosts if it is empty."""
        return tuple(one for one in self.all if not host or one.host.upper() == host.upper())

    def find(self, config: OutputConfig) -> Device | None:
        """Return the device that `config` selects; `None` if it is missing."""
        found = self.on_host(config.host)
        name = config.device or ("" if config.host else self.default)
        if name:
            return next((device for device in found if device.name == name), None)
        return found[0] if found else None

    def offers(self, config: OutputConfig) -> bool:
        """Return whether `config` can be opened now."""
        device = self.find(config)
        if device is None or config.first > device.channels:
            return False
        if config.jack:
            return True
        return bool(device.rates) and (config.rate is None or config.rate in device.rates)
