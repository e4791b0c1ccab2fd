"""What there is that sound could go to."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.output_config import OutputConfig
from models.audio.units import Hertz


@dataclass(frozen=True, slots=True)
class Device:
    """One output."""

    name: str
    host: str
    channels: int
    """How many it can put out."""
    rate: Hertz
    """Its own."""
    rates: tuple[Hertz, ...]
    """At which it can be opened now; none while somebody else has it."""


@dataclass(frozen=True, slots=True)
class Devices:
    """What there is to choose from."""

    all: tuple[Device, ...] = ()
    default: str = ""
    """Name of the system's default output; empty if there is none."""
    error: str = ""
    """Why nothing could be found out; empty otherwise."""

    @property
    def hosts(self) -> tuple[str, ...]:
        """Those that have outputs, each once."""
        return tuple(dict.fromkeys(device.host for device in self.all))

    def of(self, host: str) -> tuple[Device, ...]:
        """Return the outputs of a host; of all hosts if it is empty."""
        return tuple(one for one in self.all if not host or one.host.upper() == host.upper())

    def find(self, route: OutputConfig) -> Device | None:
        """Return the device that a route means; `None` if it is not there."""
        found = self.of(route.host)
        name = route.device or ("" if route.host else self.default)
        if name:
            return next((device for device in found if device.name == name), None)
        return found[0] if found else None

    def offers(self, route: OutputConfig) -> bool:
        """Tell whether the route can be taken now."""
        device = self.find(route)
        if device is None or route.first > device.channels:
            return False
        if route.jack:
            return True
        return bool(device.rates) and (route.rate is None or route.rate in device.rates)
