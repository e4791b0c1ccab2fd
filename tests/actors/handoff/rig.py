"""A drag source on a real X server, a window that stands for ours, and a hand on the mouse."""

from __future__ import annotations

import select
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self, TypeVar

from Xlib import X
from Xlib.ext import xtest

from actors.handoff.process.connection import Connection
from actors.handoff.process.drag_source import DragSource
from actors.handoff.process.protocol import FromProcess
from models.audio.units import Ticket
from models.handoff.drag import Place

Event = TypeVar("Event")
SIDE = 300
"""Pixels of the window that stands for ours, at the upper left of the screen."""
PATIENCE = 60.0


class Rig:
    """The loop of the process, driven by the test."""

    def __init__(self) -> None:
        self.connection = Connection()
        self.heard: list[FromProcess] = []
        self.source = DragSource(self.connection, self.heard.append)
        self.ahead = 0.0
        """Seconds by which the source's clock is ahead."""
        self._hand = Connection()
        self.home = self._hand.root.create_window(
            *(0, 0, SIDE, SIDE, 0, X.CopyFromParent),
            override_redirect=True,
            event_mask=X.ButtonReleaseMask,
        )
        self.home.map()
        self._hand.display.sync()
        self.source.connect(self.home.id)
        self._ticket = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()
        self._hand.display.close()
        self.connection.display.close()

    def move(self, x: int, y: int) -> None:
        """Move the pointer."""
        xtest.fake_input(self._hand.display, X.MotionNotify, x=x, y=y)
        self._hand.display.sync()

    def press(self) -> None:
        """Press the left button."""
        xtest.fake_input(self._hand.display, X.ButtonPress, 1)
        self._hand.display.sync()

    def release(self) -> None:
        """Release the left button."""
        xtest.fake_input(self._hand.display, X.ButtonRelease, 1)
        self._hand.display.sync()

    def begin(self) -> Ticket:
        """Press on our window and begin a drag without files; forget what was heard."""
        self.heard.clear()
        self._ticket += 1
        self.move(SIDE // 2, SIDE // 2)
        self.press()
        self.source.carry(Ticket(self._ticket))
        return Ticket(self._ticket)

    def go(self, x: int, y: int) -> None:
        """Move the pointer there in steps, as a hand does."""
        for step in range(1, 5):
            self.move(
                SIDE // 2 + (x - SIDE // 2) * step // 4, SIDE // 2 + (y - SIDE // 2) * step // 4
            )
            self.turn()

    def turn(self) -> None:
        """Let the process do what it has to do now."""
        for event in self.connection.take_events():
            self.source.handle(event)
        if self.source.waiting:
            self.source.look(time.monotonic() + self.ahead)
        self.connection.display.flush()
        if not self.connection.has_events():
            select.select([self.connection.fileno()], [], [], 0.004)

    def until(self, seen: Callable[[], bool]) -> None:
        """Turn until something is so."""
        end = time.monotonic() + PATIENCE
        while not seen():
            assert time.monotonic() < end, self.heard
            self.turn()

    def wait(self, kind: type[Event]) -> Event:
        """Turn until an event of a kind was heard; return the last one."""
        self.until(lambda: any(isinstance(event, kind) for event in self.heard))
        return [event for event in self.heard if isinstance(event, kind)][-1]

    def over(self, place: Place) -> None:
        """Turn until the pointer is over such a place."""
        self.until(lambda: [getattr(event, "place", None) for event in self.heard][-1:] == [place])
