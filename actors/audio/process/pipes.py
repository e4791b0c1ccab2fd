"""The pipe ends inside the engine process, each served by its own thread."""

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
"""Seconds between heartbeats."""


class EventWriter:
    """Writes events from a thread, so that the audio thread never blocks."""

    def __init__(self, pipe: int) -> None:
        """Write to the file descriptor `pipe`."""
        self._pipe = pipe
        self._work: SimpleQueue[protocol.Event | Callable[[], None]] = SimpleQueue()
        threading.Thread(target=self._run, name="event-writer", daemon=True).start()

    def emit(self, event: protocol.Event) -> None:
        """Queue an event; never blocks."""
        self._work.put(event)

    def run_soon(self, work: Callable[[], None]) -> None:
        """Queue a slow call; never blocks."""
        self._work.put(work)

    def send_and_exit(self, event: protocol.Event) -> NoReturn:
        """Write an event synchronously and end the process."""
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
    """Beats as long as Python threads of this process run."""

    def __init__(self, beat: Callable[[int], None]) -> None:
        """Call `beat` with an increasing number every `PULSE` seconds."""
        self._beat = beat
        threading.Thread(target=self._run, name="heartbeat", daemon=True).start()

    def _run(self) -> None:
        for count in itertools.count(1):
            self._beat(count)
            time.sleep(PULSE)


class Executor(Protocol):
    """Executes commands."""

    def execute(self, command: protocol.Command) -> None:
        """Execute a command of the app."""
        ...

    def close(self) -> NoReturn:
        """End the process: the app is gone."""
        ...


class CommandReader:
    """Reads commands, and notices the app's exit even while a driver hangs."""

    def __init__(self) -> None:
        """Start reading standard input."""
        self._early: list[protocol.Command] = []
        self._engine: Executor | None = None
        self._lock = threading.Lock()
        threading.Thread(target=self._run, name="command-reader", daemon=True).start()

    def attach(self, engine: Executor) -> None:
        """Pass commands to `engine`, including those received so far."""
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
