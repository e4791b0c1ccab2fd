"""Bindings to the PortAudio library that ships with pyo.

Run as a program, it prints all hosts and output devices as JSON; in a separate process, because
PortAudio enumerates devices only once.
"""

from __future__ import annotations

import ctypes
import importlib.util
import json
import sys
from ctypes import POINTER, Structure, c_char_p, c_double, c_int, c_ulong, c_void_p
from pathlib import Path

RATES = (44_100, 48_000, 88_200, 96_000, 176_400, 192_000)
"""Sample rates to probe, in Hz."""
FLOAT32 = 1
"""Source: portaudio.h, paFloat32."""


class _DeviceInfo(Structure):
    """Source: portaudio.h, PaDeviceInfo."""

    _fields_ = (
        ("version", c_int),
        ("name", c_char_p),
        ("host", c_int),
        ("inputs", c_int),
        ("outputs", c_int),
        ("low_input_latency", c_double),
        ("low_output_latency", c_double),
        ("high_input_latency", c_double),
        ("high_output_latency", c_double),
        ("rate", c_double),
    )


class _HostInfo(Structure):
    """Source: portaudio.h, PaHostApiInfo."""

    _fields_ = (
        ("version", c_int),
        ("type", c_int),
        ("name", c_char_p),
        ("devices", c_int),
        ("default_input", c_int),
        ("default_output", c_int),
    )


class StreamParameters(Structure):
    """Source: portaudio.h, PaStreamParameters."""

    _fields_ = (
        ("device", c_int),
        ("channels", c_int),
        ("format", c_ulong),
        ("latency", c_double),
        ("host_info", c_void_p),
    )


class PortAudio:
    """Hosts, devices and their capabilities."""

    def __init__(self, library: ctypes.CDLL) -> None:
        """Initialise the library.

        Raises:
            OSError: initialisation failed.
        """
        library.Pa_GetDeviceInfo.restype = POINTER(_DeviceInfo)
        library.Pa_GetHostApiInfo.restype = POINTER(_HostInfo)
        library.Pa_IsFormatSupported.argtypes = [
            *(POINTER(StreamParameters), POINTER(StreamParameters), c_double),
        ]
        if library.Pa_Initialize() < 0:
            raise OSError("PortAudio does not start")
        self.library = self._library = library

    def default(self) -> int | None:
        """Return the index of the system's default output; `None` if there is none."""
        index = int(self._library.Pa_GetDefaultOutputDevice())
        return index if index >= 0 else None

    def outputs(self) -> dict[int, str]:
        """Return the names of all outputs by index; indices differ between runs."""
        return {i: _name(info) for i, info in self._infos() if info.outputs > 0}

    def inputs(self) -> dict[int, str]:
        """Return the names of all inputs by index; indices differ between runs."""
        return {i: _name(info) for i, info in self._infos() if info.inputs > 0}

    def _infos(self) -> list[tuple[int, _DeviceInfo]]:
        count = max(0, int(self._library.Pa_GetDeviceCount()))
        return [(index, self._info(index)) for index in range(count)]

    def find_input(self, name: str) -> int | None:
        """Return the index of an input by name; `None` if there is none.

        Args:
            name: Empty for the system's default input.
        """
        if name:
            return next((index for index, known in self.inputs().items() if known == name), None)
        index = int(self._library.Pa_GetDefaultInputDevice())
        return index if index >= 0 else None

    def host(self, device: int) -> str:
        """Return the name of a device's host."""
        return self._host(self._info(device).host)

    def channels(self, device: int) -> int:
        """Return the number of output channels."""
        return int(self._info(device).outputs)

    def rate(self, device: int) -> int:
        """Return the device's default rate in Hz."""
        return int(self._info(device).rate)

    def request_latency(self, device: int, seconds: float) -> None:
        """Let streams that ask for this device's low latency, as pyo's do, ask for that much.

        PortAudio's own figure is 8.7 ms for ALSA's plugins, whatever the buffer.
        """
        self._info(device).low_output_latency = seconds

    def find(self, host: str, name: str) -> int | None:
        """Return the index of an output by names, as indices differ between runs.

        Args:
            host: Empty for the system's default host.
            name: Empty for the default device.
        """
        if not name:
            return self._default_of(host) if host else self.default()
        for index, known in self.outputs().items():
            if known == name and host.upper() in {"", self.host(index).upper()}:
                return index
        return None

    def _default_of(self, host: str) -> int | None:
        for number in range(max(0, int(self._library.Pa_GetHostApiCount()))):
            if self._host(number).upper() == host.upper():
                index = int(self._library.Pa_GetHostApiInfo(number).contents.default_output)
                return index if index >= 0 else None
        return None

    def supports(self, device: int, rate: int, channels: int = 2) -> bool:
        """Return whether a device can be opened at `rate` with that many channels."""
        latency = self._info(device).low_output_latency
        parameters = StreamParameters(device, channels, FLOAT32, latency, None)
        return not self._library.Pa_IsFormatSupported(None, ctypes.byref(parameters), float(rate))

    def supports_input(self, device: int, rate: int, channels: int) -> bool:
        """Return whether an input can be opened at `rate` with that many channels."""
        latency = self._info(device).high_input_latency
        parameters = StreamParameters(device, channels, FLOAT32, latency, None)
        return not self._library.Pa_IsFormatSupported(ctypes.byref(parameters), None, float(rate))

    def _supports_output(self, device: int, rate: int) -> bool:
        return self.supports(device, rate, min(2, self.channels(device)))

    def describe(self) -> dict[str, object]:
        """Return hosts, devices and default as plain data."""
        hosts = range(max(0, int(self._library.Pa_GetHostApiCount())))
        default = self.default()
        return {
            "hosts": [self._host(index) for index in hosts],
            "default": None if default is None else self.outputs().get(default),
            "devices": [
                {
                    "name": name,
                    "host": self.host(index),
                    "channels": self.channels(index),
                    "rate": self.rate(index),
                    "rates": [rate for rate in RATES if self._supports_output(index, rate)],
                }
                for index, name in self.outputs().items()
            ],
        }

    def _info(self, device: int) -> _DeviceInfo:
        info: _DeviceInfo = self._library.Pa_GetDeviceInfo(device).contents
        return info

    def _host(self, index: int) -> str:
        info: _HostInfo = self._library.Pa_GetHostApiInfo(index).contents
        return str(info.name.decode(errors="replace"))


def _name(info: _DeviceInfo) -> str:
    return str(info.name.decode(errors="replace"))


def preload() -> None:
    """Load the system's ALSA and JACK instead of those bundled with pyo.

    The bundled ones find no plugins, hence no PulseAudio.
    """
    if sys.platform.startswith("linux"):
        for name in ("libasound.so.2", "libjack.so.0"):
            try:
                ctypes.CDLL(name, mode=ctypes.RTLD_GLOBAL)
            except OSError:
                continue  # not installed: that host is unavailable


def load_bundled() -> ctypes.CDLL | None:
    """Load pyo's PortAudio; `None` where it is not a separate file."""
    found = importlib.util.find_spec("pyo")
    if found is None or found.origin is None:
        return None
    folder = Path(found.origin).parents[1] / "pyo.libs"
    for path in sorted(folder.glob("libportaudio*")):
        return ctypes.CDLL(str(path))
    return None


if __name__ == "__main__":
    preload()
    loaded = load_bundled()
    sys.stdout.write(json.dumps(PortAudio(loaded).describe() if loaded else {}) + "\n")
