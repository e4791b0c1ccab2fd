"""The process itself: `python -m actors.handoff.child`.

It obeys lines on standard input, tells lines on standard output, and ends with its input. It must
answer other programs while the window's loop is busy, and python-xlib blocks: hence a process.
"""

from __future__ import annotations

import os
import select
import sys
import time

from Xlib import error

from actors.handoff.process.clipboard import Clipboard
from actors.handoff.process.connection import Connection
from actors.handoff.process.drag_source import DragSource
from actors.handoff.process.drop_watch import DropWatch
from actors.handoff.process.protocol import (
    Alive,
    FromProcess,
    Probe,
    ToProcess,
    decode_command,
    encode,
)
from actors.messages import handoff

INTERVAL = 0.008
"""Seconds between two looks at the pointer during a drag."""
HOVER = 0.05
"""Seconds between two looks at the pointer while files of another program hang over our window."""
CHECK = 1.0
"""Seconds between two looks at drops that are not over."""
PART = 1 << 20
"""Bytes read at once."""


class Child:
    """One connection, one drag source, one clipboard, one watch of drags from elsewhere."""

    def __init__(self, connection: Connection, pipe: int) -> None:
        """Tell events to the file descriptor `pipe`."""
        self._connection, self._pipe = connection, pipe
        self._source = DragSource(connection, self._say)
        self._clipboard = Clipboard(connection, self._say)
        self._watch = DropWatch(connection, self._say)
        self._left = b""

    def run(self) -> None:
        """Execute commands until the end of input."""
        looked = 0.0
        while True:
            for event in self._connection.take_events():
                if not self._watch.handle(event) and not self._source.handle(event):
                    self._clipboard.handle(event)
            now = time.monotonic()
            if self._source.waiting and (now - looked >= INTERVAL or not self._source.watching):
                looked = now
                self._source.look(now)
            self._watch.look()
            self._connection.display.flush()
            if self._connection.has_events():
                continue
            ready, _, _ = select.select([0, self._connection.fileno()], [], [], self._wait)
            if 0 in ready and not self._read():
                self._clipboard.bequeath()
                return

    @property
    def _wait(self) -> float | None:
        """Seconds until the next look without any event; `None`: no need to look."""
        if self._source.watching:
            return INTERVAL
        if self._watch.hovered:
            return HOVER
        return CHECK if self._source.waiting else None

    def _read(self) -> bool:
        """Execute the received commands; return whether there may be more."""
        part = os.read(0, PART)
        *lines, self._left = (self._left + part).split(b"\n")
        for line in lines:
            self._obey(decode_command(line))
        return bool(part)

    def _obey(self, command: ToProcess) -> None:
        match command:
            case handoff.Connect(window=window):
                if window is not None:
                    self._source.connect(window)
                    self._watch.watch(window)
                self._say(handoff.Connected(wayland=bool(os.environ.get("WAYLAND_DISPLAY"))))
            case handoff.Carry(ticket=ticket):
                self._source.carry(ticket)
            case handoff.Load(ticket=ticket, paths=paths):
                self._source.load(ticket, paths)
            case handoff.ShowPicture():
                self._source.show_picture(command)
            case handoff.CallOff(ticket=ticket):
                self._source.call_off(ticket)
            case handoff.Hold(paths=paths, text=text):
                self._clipboard.hold(paths, text=text)
            case handoff.ReadClipboard(ticket=ticket):
                found = self._clipboard.read()
                self._say(handoff.OnClipboard(ticket, found.paths, found.cut))
            case Probe():
                self._say(Alive())

    def _say(self, event: FromProcess) -> None:
        line = encode(event)
        while line:
            line = line[os.write(self._pipe, line) :]


def main() -> int:
    """Run the process; return its exit status."""
    pipe = os.dup(1)
    os.dup2(2, 1)  # libraries must not print between events
    try:
        connection = Connection()
    except (error.DisplayError, error.ConnectionClosedError, OSError) as failure:
        os.write(pipe, encode(handoff.NotConnected(f"no X server: {failure}".rstrip("\n"))))
        return 0
    try:
        Child(connection, pipe).run()
    except (error.ConnectionClosedError, BrokenPipeError):  # the X server or the app is gone
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
