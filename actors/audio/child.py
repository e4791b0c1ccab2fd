"""The engine process: the only module that imports pyo.

Reads commands as lines from standard input and writes events as lines to standard output (see
`process/protocol.py`); exits at end of input. The audio thread never blocks, logs, or allocates
more than a few small objects.
"""

from __future__ import annotations

import contextlib
import gc
import json
import math
import os
import signal
import sys
import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

from actors.audio.process import protocol, shared_memory
from actors.audio.process.late_blocks import LateBlocks
from actors.audio.process.mapped_table import Mapping
from actors.audio.process.output_bus import OutputBus
from actors.audio.process.pipes import CommandReader, EventWriter, Heartbeat
from actors.audio.process.player import Player
from actors.audio.process.portaudio import PortAudio, load_bundled, preload
from actors.audio.process.rest import Rest, has_server
from actors.audio.process.status import Status, StatusPage
from actors.audio.process.voice import PyoVoice, unmap
from models.audio.clock import rate_words
from models.audio.output_config import JACK
from models.audio.units import Hertz

VOICES = 6
"""Voices for overlapping fades: more starts than that within 5 ms are inaudible."""
VOLUME_RAMP = 0.02
"""Ramp of a volume change in seconds."""
VALUE = 8
"""Bytes of a float64."""
SWITCH = 0.0005
"""Seconds that a Python thread may delay the audio thread."""
RATE = 48_000
"""First choice in Hz if no rate is configured."""
ALSA = "ALSA"
LATENCY = 128
"""Frames that ALSA is asked to buffer beside the block that is being filled; it buffers two blocks
at least. Sound waits behind all of them."""
PERIODS = 3
"""Blocks after which a device has run dry: the two that it buffers, and one for its jitter."""
PRIORITY = 10
"""Real-time priority, where the system grants one."""
UNUSED = (
    *("analysis", "effects", "events", "expression", "fourier", "hrtf", "listener", "matrix"),
    *("matrixprocess", "midi", "mmlmusic", "opensndctrl", "pan", "pattern", "phasevoc", "players"),
    *("randoms", "utils", "wxgui"),
)
"""Modules of pyo that nothing here needs: most of the time and memory of its import."""
THREADS = Path("/proc/self/task")
SLICE = 200_000
"""Microseconds that a process with real-time priority may run without a pause; Linux ends it then,
and the app starts another."""


@dataclass(frozen=True, slots=True)
class EngineConfig:
    """The configuration that the app gives as JSON: on the command line or as the first line."""

    status: str
    """Name of the status page."""
    host: str
    """PortAudio host name, or `JACK`; empty for the system's default."""
    device: str
    """Empty for the default device."""
    rate: int
    """0: the device's preferred rate."""
    buffer: int
    first: int = 1
    """First of the two output channels, counted from 1."""


class NoDevice(Exception):
    """No output can be opened; the message is the reason."""


class Engine:
    """Runs the player on pyo voices, driven by the device."""

    def __init__(self, pyo: ModuleType, config: EngineConfig, writer: EventWriter) -> None:
        """Open the device.

        Raises:
            NoDevice: it cannot be opened.
        """
        self._pyo, self._writer = pyo, writer
        self._server, self.ready = boot_server(pyo, config)
        self._page = StatusPage(config.status, make=False)
        self._playing = False
        self._late = LateBlocks(PERIODS * self.ready.buffer / self.ready.rate)
        self._rested = -math.inf
        self._rest = Rest(allowed=self.ready.host == ALSA and has_server(self.ready.device))
        self._fade = 0.0
        self._volume = pyo.SigTo(1.0, time=VOLUME_RAMP, init=1.0)
        nothing = pyo.DataTable(2)
        voices = [PyoVoice(pyo, nothing, self._volume) for _ in range(VOICES)]
        sides = [[voice.sides[side] for voice in voices] for side in range(2)]
        first = self.ready.first - 1
        self._bus = OutputBus(pyo, sides, first, alone=self._server.getNchnls() == first + 1)
        self._player: Player[list[Any]] = Player(
            [*voices],
            self.ready.rate,
            self.ready.buffer,
            writer.emit,
            lambda tables: writer.run_soon(lambda: unmap(tables)),
        )

    def start(self) -> None:
        """Start the audio callback."""
        self._server.setCallback(self._begin_block)
        self._server.start()
        Heartbeat(self._page.beat)

    def _begin_block(self) -> None:
        now = time.monotonic()
        if self._rest.begin_block(now, playing=self._player.playing):
            self._rested = time.monotonic()
            self._publish(self._player.skip())
            return
        self._late.begin_block(now, playing=self._playing)
        status = self._player.tick(now)
        self._playing = status.ticket >= 0
        self._publish(status)

    def _publish(self, status: Status) -> None:
        self._page.write(replace(status, late=self._late.count, rested=self._rested))

    def execute(self, command: protocol.Command) -> None:
        """Execute a command; most take effect with the next block."""
        self._apply(command)
        self._rest.wake()

    def _apply(self, command: protocol.Command) -> None:
        match command:
            case protocol.Load():
                tables = [self._table(name, command.frames) for name in command.memory]
                self._player.load(command.clip, tables)
                self._writer.emit(protocol.Loaded(command.clip))
            case protocol.SetGain():
                self._volume.setValue(command.factor)
            case protocol.SetPlaybackSettings():
                self._fade = command.fade
                self._bus.set_mono(mono=command.mono)
                self._player.enqueue(command)
            case protocol.PlayTone():
                self._bus.play_tone(command.side)
            case _:
                self._player.enqueue(command)

    def _table(self, name: str, frames: int) -> Any:
        if shared_memory.IS_POSIX:
            return self._pyo.SharedTable(name, False, frames)
        memory, _ = shared_memory.map_memory(name, VALUE * (frames + 1), make=False)
        return Mapping(self._pyo, memory, frames).table

    def close(self) -> NoReturn:
        """Fade out and end the process."""
        self.execute(protocol.Stop())
        # Nothing tells when the device has played what it was given.
        time.sleep(0.01 + self._fade + 3 * self.ready.buffer / self.ready.rate)
        os._exit(0)  # stopping pyo's server may hang forever


def import_pyo() -> ModuleType:
    """Import pyo in 64-bit precision: 32-bit counters lose frames after 2^24."""
    os.environ["PYO_GUI_WX"] = "0"
    os.environ.setdefault("JACK_NO_START_SERVER", "1")
    preload()
    for name in UNUSED:
        sys.modules[f"pyo.lib.{name}"] = ModuleType(f"pyo.lib.{name}")
    sys.modules["tkinter"] = None  # type: ignore[assignment]  # makes the import fail
    import pyo64  # isort: skip - selects double precision for the import below
    import pyo

    del pyo64
    module: ModuleType = pyo
    return module


def boot_server(pyo: ModuleType, config: EngineConfig) -> tuple[Any, protocol.Ready]:
    """Return a booted server and a description of the opened device.

    Raises:
        NoDevice: there is none, or it cannot be opened.
    """
    make = jack_server if config.host.upper() == JACK else portaudio_server
    server, opened = make(pyo, config)
    server.deactivateMidi()
    server.setVerbosity(1)
    server.boot()
    if not server.getIsBooted():
        raise NoDevice(f"{opened.device} cannot be opened")
    rate, buffer = int(server.getSamplingRate()), int(server.getBufferSize())
    return server, replace(opened, rate=rate, buffer=buffer)


def jack_server(pyo: ModuleType, config: EngineConfig) -> tuple[Any, protocol.Ready]:
    """Create an unbooted JACK client; JACK decides rate and buffer."""
    rate, channels = config.rate or RATE, config.first + 1
    server = pyo.Server(
        sr=rate,
        nchnls=channels,
        buffersize=config.buffer,
        duplex=0,
        audio="jack",
        jackname="sempal",
    )
    return server, protocol.Ready(JACK, "", rate, config.buffer, config.first)


def portaudio_server(pyo: ModuleType, config: EngineConfig) -> tuple[Any, protocol.Ready]:
    """Create an unbooted server on the configured device.

    Raises:
        NoDevice: there is none.
    """
    library = load_bundled()
    if library is None:
        raise NoDevice("PortAudio is missing")
    devices = PortAudio(library)
    index = devices.find(config.host, config.device)
    if index is None:
        wanted = " ".join(filter(None, (config.host, config.device)))
        raise NoDevice(f"there is no {wanted}" if wanted else "there is no audio device")
    name, channels = devices.outputs()[index], devices.channels(index)
    first = config.first if config.first <= channels else 1
    used = min(first + 1, channels)
    rates = (config.rate, RATE, devices.rate(index))
    rate = next((rate for rate in rates if rate and devices.supports(index, rate, used)), None)
    if rate is None:
        raise NoDevice(f"{name} cannot be opened")
    substitution = ""
    if config.rate not in {0, rate}:
        substitution = f"{name} does not run at {rate_words(Hertz(config.rate))}"
    elif first != config.first:
        substitution = f"{name} has no channels {config.first}-{config.first + 1}"
    if devices.host(index) == ALSA:
        devices.request_latency(index, LATENCY / rate)
    server = pyo.Server(sr=rate, nchnls=used, buffersize=config.buffer, duplex=0, audio="portaudio")
    server.setOutputDevice(index)  # the default would be the first device
    return server, protocol.Ready(
        devices.host(index), name, rate, config.buffer, first, substitution
    )


def request_priority() -> None:
    """Let all threads run before other programs, if the system grants it, as for users of JACK.

    Call it when all threads run, PortAudio's as well, and nothing long is left to do.
    """
    if not sys.platform.startswith("linux"):
        return
    import resource

    with contextlib.suppress(OSError, ValueError):
        _, most = resource.getrlimit(resource.RLIMIT_RTTIME)
        resource.setrlimit(resource.RLIMIT_RTTIME, (SLICE, most))
        for thread in THREADS.iterdir():
            os.sched_setscheduler(int(thread.name), os.SCHED_RR, os.sched_param(PRIORITY))


def read_config() -> EngineConfig:
    """Return the configuration; one that is not on the command line is waited for.

    Raises:
        SystemExit: The app is gone.
    """
    text = sys.argv[1] if len(sys.argv) > 1 else sys.stdin.buffer.readline()
    if not text:
        sys.exit()
    return EngineConfig(**json.loads(text))


def main() -> NoReturn:
    """Run the engine until the app is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the app handles Ctrl+C and lets us fade out
    events = os.dup(1)
    os.dup2(2, 1)  # pyo and ALSA print to stdout; the app logs stderr
    pyo = import_pyo()
    config = read_config()
    writer, reader = EventWriter(events), CommandReader()
    sys.setswitchinterval(SWITCH)
    try:
        engine = Engine(pyo, config, writer)
    except NoDevice as error:
        writer.send_and_exit(protocol.Failed(str(error)))
    engine.start()
    gc.collect()
    gc.freeze()
    gc.disable()
    request_priority()
    writer.emit(engine.ready)
    reader.attach(engine)
    while True:
        threading.Event().wait()  # the other threads do the work


if __name__ == "__main__":
    main()
