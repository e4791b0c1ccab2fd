"""Drags of programs that do not tell each position, on a real X server."""

from __future__ import annotations

import os
import select
import time
from collections.abc import Callable

import pytest
from Xlib import X
from Xlib.ext import xtest
from Xlib.protocol import event as x_event

from actors.handoff.process.connection import Connection
from actors.handoff.process.drop_watch import VERSION, DropWatch
from actors.handoff.process.protocol import FromProcess
from actors.messages import handoff
from models.audio.units import Pixels
from models.handoff.formats import URI_LIST
from tests.actors.handoff.rig import PATIENCE, SIDE

pytestmark = [
    pytest.mark.ui,
    pytest.mark.skipif(not os.environ.get("DISPLAY"), reason="no display: run scripts/test"),
]


def test_a_source_that_tells_one_position_is_followed_by_the_pointer() -> None:
    connection, other = Connection(), Connection()
    heard: list[FromProcess] = []
    home = other.root.create_window(
        *(0, 0, SIDE, SIDE, 0, X.CopyFromParent), override_redirect=True
    )
    home.map()
    other.display.sync()
    watch = DropWatch(connection, heard.append)
    watch.watch(home.id)
    connection.display.sync()
    proxy = other.numbers(home.id, "XdndProxy", X.AnyPropertyType)[0]

    def move(x: int, y: int) -> None:
        xtest.fake_input(other.display, X.MotionNotify, x=x, y=y)
        other.display.sync()

    def tell(kind: str, *data: int) -> None:
        numbers = (other.window.id, *data, 0, 0, 0, 0)[:5]
        message = x_event.ClientMessage(
            window=home, client_type=other.atom(kind), data=(32, numbers)
        )
        other.display.send_event(other.resource(proxy), message, event_mask=X.NoEventMask)
        other.display.sync()

    def until(seen: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not seen():
            assert time.monotonic() < end, heard
            for event in connection.take_events():
                watch.handle(event)
            watch.look()
            connection.display.flush()
            if not connection.has_events():
                select.select([connection.fileno()], [], [], 0.004)

    try:
        move(20, 30)
        tell("XdndEnter", VERSION << 24, other.atom(URI_LIST))
        tell("XdndPosition", 0, 20 << 16 | 30, X.CurrentTime)
        until(lambda: watch.hovered)
        assert heard[:2] == [handoff.Hovered(()), handoff.HoverMoved(Pixels(20), Pixels(30))]
        move(140, 150)
        until(lambda: heard[-1] == handoff.HoverMoved(Pixels(140), Pixels(150)))
        tell("XdndLeave")
        until(lambda: heard[-1] == handoff.HoverEnded())
        move(90, 90)
        watch.look()
        assert heard[-1] == handoff.HoverEnded()
        assert not watch.hovered
    finally:
        connection.display.close()
        other.display.close()
