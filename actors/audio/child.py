"""The engine process: the only place that knows pyo.

Orders come as lines on standard input, events go as lines to standard output
(see `process/wire.py`); it ends when its input does. Nothing in the audio
thread waits, logs or allocates more than a few small objects.
"""

from __future__ import annotations

import os
import sys

EVENTS = os.dup(1)
"""Where events go."""
os.dup2(2, 1)  # pyo and ALSA print wherever they like; the app logs what comes on 2

import ctypes  # noqa: E402 - nothing may print before the line above
import gc  # noqa: E402
import json  # noqa: E402
import threading  # noqa: E402
import time  # noqa: E402
from collections.abc import Callable  # noqa: E402
from dataclasses import dataclass  # noqa: E402
from queue import SimpleQueue  # noqa: E402
from types import ModuleType  # noqa: E402
from typing import Any, NoReturn  # noqa: E402

from actors.audio.process import wire  # noqa: E402
from actors.audio.process.player import FADE, Player  # noqa: E402
from actors.audio.process.portaudio import PortAudio, bundled, preload  # noqa: E402
from actors.audio.process.status import StatusPage  # noqa: E402

VOICES = 6
"""Sounds that fade out while another begins: more starts than that in 5 ms are not heard."""
VOLUME_RAMP = 0.02
"""Seconds of a change of volume."""
SWITCH = 0.0005
"""Seconds that a thread of Python may make the audio thread wait."""
NEVER = 9e15
"""A frame that no sound has."""
FALLBACK = 48_000


@dataclass(frozen=True, slots=True)
class Wish:
    """What the app asks for on the command line, as JSON."""

    status: str
    """Name of the status page."""
    host: str
    device: str
    rate: int
    """0: as the device likes it best."""
    buffer: int


class Mouth:
    """Says events in a thread of its own, so that the audio thread need not wait."""

    def __init__(self) -> None:
        self._work: SimpleQueue[wire.Event | Callable[[], None]] = SimpleQueue()
        threading.Thread(target=self._run, name="mouth", daemon=True).start()

    def say(self, event: wire.Event) -> None:
        """Say it soon; never waits."""
        self._work.put(event)

    def do(self, work: Callable[[], None]) -> None:
        """Do something slow soon; never waits."""
        self._work.put(work)

    def _run(self) -> None:
        while True:
            thing = self._work.get()
            if callable(thing):
                thing()
            else:
                os.write(EVENTS, wire.line(thing))


class PyoVoice:
    """A counter that walks through a table, and a gate that ends it with the very frame."""

    def __init__(self, pyo: ModuleType, nothing: Any, volume: Any) -> None:
        self._nothing = nothing
        self._trigger = pyo.Trig().stop()
        self._count = pyo.Count(self._trigger, 0, 0)
        self._fade = pyo.SigTo(0.0, time=0.0, init=0.0, mul=volume)
        self._gate = pyo.Compare(self._count, 0.0, "<", mul=self._fade)
        self._readers = [
            pyo.TableIndex(nothing, self._count, mul=self._gate).out(channel)
            for channel in range(2)
        ]
        self._index = self._count._base_objs[0]._getStream().getValue  # noqa: SLF001 - get() is slow

    def start(self, tables: list[Any], frame: int, end: int, *, loop: bool, soft: bool) -> None:
        """See `player.Voice`."""
        for index, reader in enumerate(self._readers):
            reader.setTable(tables[min(index, len(tables) - 1)])
        self._count.setMin(frame)
        self.bound(end, loop=loop)
        self._fade.setTime(FADE if soft else 0.0)
        self._fade.setValue(1.0)
        self._trigger.play()

    def enter(self, start: int) -> None:
        """See `player.Voice`."""
        self._count.setMin(start)

    def bound(self, end: int, *, loop: bool) -> None:
        """See `player.Voice`."""
        # The last frame counts as well; 0 would mean never, so a loop of the
        # first frame alone is two frames long.
        self._count.setMax(max(1, end - 1) if loop else 0)
        self._gate.setComp(NEVER if loop else float(end))

    def last(self) -> int:
        """See `player.Voice`."""
        return int(self._index())

    def fade(self) -> None:
        """See `player.Voice`."""
        self._fade.setTime(FADE)
        self._fade.setValue(0.0)

    def cut(self) -> None:
        """See `player.Voice`."""
        self._fade.setTime(0.0)
        self._fade.setValue(0.0)

    def release(self) -> None:
        """See `player.Voice`."""
        for reader in self._readers:
            reader.setTable(self._nothing)


def imported() -> ModuleType:
    """Return pyo with numbers of 64 bits: counters of 32 lose frames after 2^24."""
    os.environ["PYO_GUI_WX"] = "0"
    os.environ.setdefault("JACK_NO_START_SERVER", "1")
    preload()
    # Never used here, and half of the time that the import takes.
    sys.modules["pyo.lib.hrtf"] = ModuleType("pyo.lib.hrtf")
    sys.modules["tkinter"] = None  # type: ignore[assignment]  # the documented way to refuse an import
    import pyo64  # sets the size of numbers for the import below
    import pyo

    del pyo64
    return pyo


def fail(reason: str) -> NoReturn:
    """Say why there is no sound, and end."""
    os.write(EVENTS, wire.line(wire.Failed(reason)))
    os._exit(3)


def portaudio_server(pyo: ModuleType, wish: Wish) -> tuple[Any, str, str]:
    """Return an unopened server on the wished device, with the names of host and device."""
    library = bundled()
    if library is None:
        fail("PortAudio is missing")
    devices = PortAudio(library)
    index = devices.default()
    if wish.device:
        index = next((i for i, name in devices.outputs().items() if name == wish.device), None)
    if index is None:
        fail(f"there is no device {wish.device!r}" if wish.device else "there is no audio device")
    name = devices.outputs()[index]
    wanted = [wish.rate, FALLBACK, devices.rate(index)]
    rate = next((r for r in wanted if r and devices.can(index, r)), None)
    if rate is None:
        fail(f"{name} cannot be opened")
    server = pyo.Server(sr=rate, nchnls=2, buffersize=wish.buffer, duplex=0, audio="portaudio")
    server.setOutputDevice(index)
    return server, devices.host(index), name


def jack_server(pyo: ModuleType, wish: Wish) -> tuple[Any, str, str]:
    """Return an unopened server that is a client of JACK."""
    rate = wish.rate or FALLBACK
    server = pyo.Server(
        sr=rate, nchnls=2, buffersize=wish.buffer, duplex=0, audio="jack", jackname="sempal"
    )
    return server, "JACK", "JACK"


def booted(pyo: ModuleType, wish: Wish) -> tuple[Any, wire.Ready]:
    """Return the server on the opened device; ends the process if there is none."""
    make = jack_server if wish.host == "jack" else portaudio_server
    server, host, device = make(pyo, wish)
    server.deactivateMidi()
    server.setVerbosity(1)
    server.boot()
    if not server.getIsBooted():
        fail(f"{device} cannot be opened")
    ready = wire.Ready(host, device, int(server.getSamplingRate()), int(server.getBufferSize()))
    return server, ready


def unmapped(tables: list[Any]) -> None:
    """Give the memory of tables back, which pyo itself never does."""
    unmap = ctypes.CDLL(None).munmap
    unmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t]
    for table in tables:
        view = memoryview(table.getBuffer())
        address = ctypes.addressof(ctypes.c_char.from_buffer(view))
        unmap(address, view.nbytes + view.itemsize)


class Engine:
    """The player on pyo's voices."""

    def __init__(self, pyo: ModuleType, wish: Wish, mouth: Mouth) -> None:
        self._pyo = pyo
        self._server, self.ready = booted(pyo, wish)
        self._page = StatusPage(wish.status, make=False)
        self._volume = pyo.SigTo(1.0, time=VOLUME_RAMP, init=1.0)
        nothing = pyo.DataTable(2)
        self._player: Player[list[Any]] = Player(
            [PyoVoice(pyo, nothing, self._volume) for _ in range(VOICES)],
            self.ready.rate,
            self.ready.buffer,
            mouth.say,
            lambda tables: mouth.do(lambda: unmap(tables)),
        )
        self._mouth = mouth

    def start(self) -> None:
        """Let the device ask for blocks."""
        self._server.setCallback(self._begin_block)
        self._server.start()

    def _begin_block(self) -> None:
        self._page.write(self._player.tick(time.monotonic()))

    def obey(self, order: wire.Command) -> None:
        """Do as the app says, most of it with the next block."""
        match order:
            case wire.Load():
                table = self._pyo.SharedTable
                tables = [table(name, False, order.frames) for name in order.memory]
                self._player.load(order.clip, tables)
                self._mouth.say(wire.Loaded(order.clip))
            case wire.Gain():
                self._volume.setValue(order.factor)
            case _:
                self._player.order(order)

    def end(self) -> NoReturn:
        """Fade out and end the process."""
        self._player.order(wire.Stop())
        time.sleep(2 * FADE + 3 * self.ready.buffer / self.ready.rate)
        os._exit(0)  # a stop of pyo's server can hang for ever


def unmap(tables: list[Any]) -> None:
    """Give the memory of tables back, which pyo itself never does."""
    system = ctypes.CDLL(None)
    system.munmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t]
    for table in tables:
        view = memoryview(table.getBuffer())
        address = ctypes.addressof(ctypes.c_char.from_buffer(view))
        system.munmap(address, view.nbytes + view.itemsize)


class Ear:
    """Hears orders in a thread of its own: the end of the app is noticed in any case."""

    def __init__(self) -> None:
        self._early: list[wire.Command] = []
        self._engine: Engine | None = None
        self._lock = threading.Lock()
        threading.Thread(target=self._run, name="ear", daemon=True).start()

    def hand_to(self, engine: Engine) -> None:
        """Let `engine` obey, what was ordered before as well."""
        with self._lock:
            self._engine = engine
            for order in self._early:
                engine.obey(order)

    def _run(self) -> None:
        for line in sys.stdin.buffer:
            order = wire.message(line)
            with self._lock:
                if self._engine is None:
                    self._early.append(order)  # type: ignore[arg-type]  # the app sends orders only
                else:
                    self._engine.obey(order)  # type: ignore[arg-type]  # the app sends orders only
        if self._engine is None:
            os._exit(0)
        self._engine.end()


def main() -> NoReturn:
    """Play until the app is gone."""
    wish = Wish(**json.loads(sys.argv[1]))
    sys.setswitchinterval(SWITCH)
    mouth, ear = Mouth(), Ear()
    engine = Engine(imported(), wish, mouth)
    engine.start()
    gc.collect()
    gc.freeze()
    gc.disable()
    mouth.say(engine.ready)
    ear.hand_to(engine)
    threading.Event().wait()  # the other threads do the work
    raise AssertionError("unreachable")


if __name__ == "__main__":
    main()
