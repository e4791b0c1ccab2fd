"""Both ends of the pipes inside the engine process, each with a thread of its own."""

from __future__ import annotations

import itertools
import os
import sys
import threading
import time
from collections.abc import Callable
from queue import SimpleQueue
from typing import NoReturn, Protocol, cast

from actors.audio.process import protocol

PULSE = 0.1
"""Seconds from one beat of the heart to the next."""


class EventWriter:
    """Says events, so that the audio thread need not wait."""

    def __init__(self, pipe: int) -> None:
        """Write to the file handle `pipe`."""
        self._pipe = pipe
        self._work: SimpleQueue[protocol.Event | Callable[[], None]] = SimpleQueue()
        threading.Thread(target=self._run, name="event-writer", daemon=True).start()

    def emit(self, event: protocol.Event) -> None:
        """Say it soon; never waits."""
        self._work.put(event)

    def run_soon(self, work: Callable[[], None]) -> None:
        """Do something slow soon; never waits."""
        self._work.put(work)

    def send_and_exit(self, event: protocol.Event) -> NoReturn:
        """Say it at once and end the process."""
        os.write(self._pipe, protocol.encode(event))
        os._exit(3)

    def _run(self) -> None:
        while True:
            thing = self._work.get()
            if callable(thing):
                thing()
            else:
                os.write(self._pipe, protocol.encode(thing))


class Heartbeat:
    """Beats for as long as threads of this process run."""

    def __init__(self, beat: Callable[[int], None]) -> None:
        """Call `beat` with a growing number from now on, every `PULSE` seconds."""
        self._beat = beat
        threading.Thread(target=self._run, name="heartbeat", daemon=True).start()

    def _run(self) -> None:
        for count in itertools.count(1):
            self._beat(count)
            time.sleep(PULSE)


class Executor(Protocol):
    """Whoever carries out orders."""

    def execute(self, command: protocol.Command) -> None:
        """Do as the app says."""
        ...

    def close(self) -> NoReturn:
        """The app is gone."""
        ...


class CommandReader:
    """Hears orders; that the app is gone is noticed even while a driver hangs."""

    def __init__(self) -> None:
        """Listen to standard input from now on."""
        self._early: list[protocol.Command] = []
        self._engine: Executor | None = None
        self._lock = threading.Lock()
        threading.Thread(target=self._run, name="command-reader", daemon=True).start()

    def attach(self, engine: Executor) -> None:
        """Let `engine` obey, what was ordered before as well."""
        with self._lock:
            for command in self._early:
                engine.execute(command)
            self._engine = engine

    def _run(self) -> None:
        for line in sys.stdin.buffer:
            command = cast("protocol.Command", protocol.decode(line))
            with self._lock:
                if self._engine is None:
                    self._early.append(command)
                else:
                    self._engine.execute(command)
        if self._engine is None:
            os._exit(0)
        self._engine.close()
