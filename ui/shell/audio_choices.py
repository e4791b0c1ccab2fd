"""Rows of the audio sheet for the output device; knows no Kivy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from models.audio.clock import rate_words
from models.audio.device import Device
from models.audio.output_config import BUFFERS, OutputConfig, pair
from models.state.transport import Transport
from ui.text import audio_output as text

PAIRS = 16
"""Maximum number of channel pairs offered: some drivers report hundreds."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One line of a menu."""

    words: str
    route: OutputConfig
    """Output config it selects."""


@dataclass(frozen=True, slots=True)
class Offers:
    """One row of the audio sheet."""

    name: str
    now: str
    """Current value."""
    lines: tuple[Offer, ...] = ()
    """Choices; empty where the value is fixed."""


def rows(route: OutputConfig, transport: Transport) -> tuple[Offers, ...]:
    """Return the rows: driver, device, sample rate, buffer size, channels.

    Args:
        route: Current output config.
        transport: Available devices and the running output.
    """
    return tuple(make(route, transport) for make in ROWS)


def _hosts(route: OutputConfig, transport: Transport) -> Offers:
    devices = transport.devices
    known = devices.hosts if devices else ()
    lines = [Offer(text.DEFAULT, replace(route, host="", device="", rate=None, first=1))]
    lines += [
        Offer(host, replace(route, host=host, device="", rate=None, first=1)) for host in known
    ]
    now = route.host or text.DEFAULT
    if devices and route.host and not devices.on_host(route.host):
        now = text.unavailable(now)
    return Offers(text.DRIVER, now, tuple(lines))


def _outputs(route: OutputConfig, transport: Transport) -> Offers:
    devices = transport.devices
    known = devices.on_host(route.host) if devices else ()
    lines = [Offer(_default_words(route, transport), replace(route, device="", first=1))]
    several = not route.host and devices is not None and len(devices.hosts) > 1
    for device in known:
        words = f"{device.name} · {device.host}" if several else device.name
        rate = route.rate if route.rate in device.rates else None
        chosen = replace(route, host=device.host, device=device.name, rate=rate, first=1)
        lines.append(Offer(words, chosen))
    now = route.device or _default_words(route, transport)
    if devices and route.device and devices.find(route) is None:
        now = text.unavailable(now)
    return Offers(text.DEVICE, now, tuple(lines))


def _default_words(route: OutputConfig, transport: Transport) -> str:
    output = transport.output
    using = not route.device and not output.silent and not output.substitution
    return f"{text.DEFAULT} · {output.device}" if using and output.device else text.DEFAULT


def _rates(route: OutputConfig, transport: Transport) -> Offers:
    output = transport.output
    if route.jack:
        return Offers(text.RATE, text.set_by_jack(rate_words(output.rate)))
    device = _device(route, transport)
    found = set(device.rates if device else ())
    if not output.silent and not output.substitution:
        found.add(output.rate)  # while open, the device does not report its rates
    lines = [Offer(text.AUTOMATIC, replace(route, rate=None))]
    lines += [Offer(rate_words(rate), replace(route, rate=rate)) for rate in sorted(found)]
    now = f"{text.AUTOMATIC} · {rate_words(output.rate)}" if output.rate else text.AUTOMATIC
    return Offers(text.RATE, rate_words(route.rate) if route.rate else now, tuple(lines))


def _buffers(route: OutputConfig, transport: Transport) -> Offers:
    output = transport.output
    if route.jack:
        return Offers(text.BUFFER, text.set_by_jack(text.buffer(output.buffer, output.rate)))
    lines = [Offer(text.AUTOMATIC, replace(route, buffer=None))]
    lines += [
        Offer(text.buffer(size, output.rate), replace(route, buffer=size)) for size in BUFFERS
    ]
    now = text.buffer(route.frames, output.rate)
    return Offers(text.BUFFER, now if route.buffer else f"{text.AUTOMATIC} · {now}", tuple(lines))


def _channels(route: OutputConfig, transport: Transport) -> Offers:
    device = _device(route, transport)
    if device is not None and device.channels == 1:
        return Offers(text.CHANNELS, "1")
    most = min(device.channels if device else 2, 2 * PAIRS)
    firsts = range(1, max(2, most), 2)
    lines = tuple(Offer(pair(first), replace(route, first=first)) for first in firsts)
    return Offers(text.CHANNELS, pair(route.first), lines if len(lines) > 1 else ())


def _device(route: OutputConfig, transport: Transport) -> Device | None:
    return transport.devices.find(route) if transport.devices else None


Make = Callable[[OutputConfig, Transport], Offers]
ROWS: tuple[Make, ...] = (_hosts, _outputs, _rates, _buffers, _channels)
