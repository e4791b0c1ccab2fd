"""The engine process: the only place that knows pyo.

Orders come as lines on standard input, events go as lines to standard output
(see `process/wire.py`); it ends when its input does. Nothing in the audio
thread waits, logs or allocates more than a few small objects.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
import threading
import time
from dataclasses import dataclass
from types import ModuleType
from typing import Any, NoReturn

from actors.audio.process import wire
from actors.audio.process.lines import Ear, Mouth
from actors.audio.process.player import FADE, Player
from actors.audio.process.portaudio import PortAudio, bundled, preload
from actors.audio.process.status import StatusPage
from actors.audio.process.voice import PyoVoice, unmap

VOICES = 6
"""Sounds that fade out while another begins: more starts than that in 5 ms are not heard."""
VOLUME_RAMP = 0.02
"""Seconds of a change of volume."""
SWITCH = 0.0005
"""Seconds that a thread of Python may make the audio thread wait."""
RATE = 48_000
"""Tried first if no rate is wished for, in Hertz."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the app asks for on the command line, as JSON."""

    status: str
    """Name of the status page."""
    host: str
    """`jack`, or empty."""
    device: str
    """Empty for the default."""
    rate: int
    """0: as the device likes it best."""
    buffer: int


class NoDevice(Exception):
    """There is no way to the ear; the text is the reason."""


class Engine:
    """The player on pyo's voices, driven by the device."""

    def __init__(self, pyo: ModuleType, wish: Wish, mouth: Mouth) -> None:
        """Open the device.

        Raises:
            NoDevice: that is impossible.
        """
        self._pyo, self._mouth = pyo, mouth
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
                tables = [self._table(name, order.frames) for name in order.memory]
                self._player.load(order.clip, tables)
                self._mouth.say(wire.Loaded(order.clip))
            case wire.Gain():
                self._volume.setValue(order.factor)
            case _:
                self._player.order(order)

    def _table(self, name: str, frames: int) -> Any:
        return self._pyo.SharedTable(name, False, frames)

    def end(self) -> NoReturn:
        """Fade out and end the process."""
        self._player.order(wire.Stop())
        time.sleep(2 * FADE + 3 * self.ready.buffer / self.ready.rate)
        os._exit(0)  # a stop of pyo's server can hang for ever


def imported() -> ModuleType:
    """Return pyo with numbers of 64 bits: counters of 32 lose frames after 2^24."""
    os.environ["PYO_GUI_WX"] = "0"
    os.environ.setdefault("JACK_NO_START_SERVER", "1")
    preload()
    # Never used here, and most of the time that the import takes.
    sys.modules["pyo.lib.hrtf"] = ModuleType("pyo.lib.hrtf")
    sys.modules["tkinter"] = None  # type: ignore[assignment]  # how Python is told to refuse one
    import pyo64  # isort: skip - it sets the size of numbers for the import below
    import pyo

    del pyo64
    module: ModuleType = pyo
    return module


def booted(pyo: ModuleType, wish: Wish) -> tuple[Any, wire.Ready]:
    """Return the server on the opened device, and what it is.

    Raises:
        NoDevice: there is none, or it cannot be opened.
    """
    make = jack_server if wish.host == "jack" else portaudio_server
    server, host, device = make(pyo, wish)
    server.deactivateMidi()
    server.setVerbosity(1)
    server.boot()
    if not server.getIsBooted():
        raise NoDevice(f"{device} cannot be opened")
    ready = wire.Ready(host, device, int(server.getSamplingRate()), int(server.getBufferSize()))
    return server, ready


def jack_server(pyo: ModuleType, wish: Wish) -> tuple[Any, str, str]:
    """Return an unopened server that is a client of JACK."""
    rate = wish.rate or RATE
    server = pyo.Server(
        sr=rate, nchnls=2, buffersize=wish.buffer, duplex=0, audio="jack", jackname="sempal"
    )
    return server, "JACK", "JACK"


def portaudio_server(pyo: ModuleType, wish: Wish) -> tuple[Any, str, str]:
    """Return an unopened server on the wished device, with the names of host and device.

    Raises:
        NoDevice: there is none.
    """
    library = bundled()
    if library is None:
        raise NoDevice("PortAudio is missing")
    devices = PortAudio(library)
    names = devices.outputs()
    index = devices.default()
    if wish.device:  # by name: indices differ from start to start
        index = next((i for i, name in names.items() if name == wish.device), None)
    if index is None:
        raise NoDevice(f"there is no {wish.device}" if wish.device else "there is no audio device")
    rates = (wish.rate, RATE, devices.rate(index))
    rate = next((rate for rate in rates if rate and devices.can(index, rate)), None)
    if rate is None:
        raise NoDevice(f"{names[index]} cannot be opened")
    server = pyo.Server(sr=rate, nchnls=2, buffersize=wish.buffer, duplex=0, audio="portaudio")
    server.setOutputDevice(index)  # unset would mean the first, not the default
    return server, devices.host(index), names[index]


def main() -> NoReturn:
    """Play until the app is gone."""
    wish = Wish(**json.loads(sys.argv[1]))
    mouth, ear = Mouth(os.dup(1)), Ear()
    os.dup2(2, 1)  # pyo and ALSA print wherever they like; the app logs what comes on 2
    sys.setswitchinterval(SWITCH)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the app, which lets us fade out
    try:
        engine = Engine(imported(), wish, mouth)
    except NoDevice as error:
        mouth.last_words(wire.Failed(str(error)))
    engine.start()
    gc.collect()
    gc.freeze()
    gc.disable()
    mouth.say(engine.ready)
    ear.hand_to(engine)
    while True:
        threading.Event().wait()  # the other threads do the work


if __name__ == "__main__":
    main()
