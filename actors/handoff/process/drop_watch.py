"""What other programs drag over our window, told while it hangs there. Source: XDND, version 5.

SDL takes drops but does not tell of drags before. So our window names a window of this process as
its proxy: drag sources send it their messages, and it passes each on to SDL, which answers them as
ever. A source that knows no proxies speaks to SDL directly, and a proxy that is gone counts for
nothing: then only the hints are missing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from Xlib import X, Xatom, error
from Xlib.protocol import event as x_event

from actors.handoff.process.connection import BYTES, NUMBERS, Connection
from actors.handoff.process.protocol import FromProcess
from actors.messages import handoff
from models.audio.units import Pixels
from models.handoff.formats import URI_LIST, decode_files

VERSION = 5
LONGEST = 1 << 18
"""Bytes of a list of files that are read; hints name no more than their number anyway."""
MESSAGES = ("XdndEnter", "XdndPosition", "XdndLeave", "XdndDrop")
MORE_KINDS = 1
"""Bit of `XdndEnter`: the formats are in a property."""


class DropWatch:
    """The proxy of our window, and what hangs over it."""

    def __init__(self, connection: Connection, say: Callable[[FromProcess], None]) -> None:
        self._connection, self._say = connection, say
        self._own: int | None = None
        self._proxy = connection.root.create_window(
            *(-10, -10, 1, 1, 0, X.CopyFromParent, X.InputOnly), override_redirect=True
        )
        self._kinds = {connection.atom(name): name for name in MESSAGES}
        self._source: int | None = None
        """Window of the program that drags; `None`: nothing hangs over our window."""
        self._wanted = self._asked = self._known = False
        """It has files; they were asked for; they were told."""
        self._at: tuple[Pixels, Pixels] | None = None

    def watch(self, window: int) -> None:
        """Become the proxy of our window."""
        if self._own == window:
            return
        self._own, name = window, self._connection.atom("XdndProxy")
        aware = self._connection.atom("XdndAware")
        self._proxy.change_property(name, Xatom.WINDOW, 32, [self._proxy.id])
        self._proxy.change_property(aware, Xatom.ATOM, 32, [VERSION])
        ours = self._connection.resource(window)
        ours.change_property(name, Xatom.WINDOW, 32, [self._proxy.id])
        self._connection.display.flush()

    @property
    def hovered(self) -> bool:
        """Whether something hangs over our window and the app knows."""
        return self._known

    def handle(self, event: Any) -> bool:
        """Handle an X event; return whether it was about such a drag."""
        if event.type == X.ClientMessage and event.client_type in self._kinds:
            self._pass_on(event)
            self._follow(self._kinds[event.client_type], list(event.data[1]))
            return True
        if event.type == X.SelectionNotify and event.requestor.id == self._proxy.id:
            self._take(event)
            return True
        if event.type == X.DestroyNotify and event.window.id == self._source:
            self._end()
        return False  # others may wait for the end of that window, too

    def _pass_on(self, event: Any) -> None:
        """Send a message to the window that it is meant for."""
        message = x_event.ClientMessage(
            window=event.window, client_type=event.client_type, data=event.data
        )
        if self._own is not None:
            to = self._connection.resource(self._own)
            self._connection.display.send_event(to, message, event_mask=X.NoEventMask)
            self._connection.display.flush()

    def _follow(self, kind: str, data: list[int]) -> None:
        match kind:
            case "XdndEnter":
                self._end()
                self._begin(data)
            case "XdndPosition" if data[0] == self._source:
                self._move(data[2] >> 16 & 0xFFFF, data[2] & 0xFFFF, data[3])
            case "XdndLeave" | "XdndDrop":
                self._end()
            case _:
                pass

    def _begin(self, data: list[int]) -> None:
        connection, source = self._connection, data[0]
        kinds = [atom for atom in data[2:5] if atom]
        if data[1] & MORE_KINDS:
            kinds = connection.numbers(source, "XdndTypeList", Xatom.ATOM)
        self._wanted = connection.atom(URI_LIST) in kinds
        self._source, self._asked, self._known = source, False, False
        if source != connection.window.id:
            connection.select_events(source, X.StructureNotifyMask)

    def _move(self, x: int, y: int, time: int) -> None:
        if not self._wanted or self._own is None:
            return
        if not self._asked:
            self._asked = True
            connection = self._connection
            name, kind = connection.atom("_SEMPAL_HOVER"), connection.atom(URI_LIST)
            selection = connection.atom("XdndSelection")
            self._proxy.delete_property(name)
            self._proxy.convert_selection(selection, kind, name, time)
            connection.display.flush()
        try:
            here = self._connection.resource(self._own).translate_coords(
                self._connection.root, x, y
            )
        except error.XError:
            return
        self._place(int(here.x), int(here.y))

    def look(self) -> None:
        """Follow the pointer without a message.

        A source need not tell each position: it waits for the answer to the one before, and GTK 3
        then forgets the last one now and then.
        """
        if not self.hovered or self._own is None:
            return
        try:
            here = self._connection.resource(self._own).query_pointer()
        except error.XError:
            return
        if here.same_screen:
            self._place(int(here.win_x), int(here.win_y))

    def _place(self, x: int, y: int) -> None:
        at = (Pixels(x), Pixels(y))
        if at != self._at:
            self._at = at
            if self._known:
                self._say(handoff.HoverMoved(*at))

    def _take(self, event: Any) -> None:
        """Tell what hangs there, once its source said so."""
        if self._source is None or self._known or self._at is None:
            return
        paths: tuple[bytes, ...] = ()
        if event.property != X.NONE:
            found = self._proxy.get_property(
                event.property, X.AnyPropertyType, 0, LONGEST // (NUMBERS // BYTES)
            )
            if found is not None and found.format == BYTES:
                paths = decode_files(URI_LIST, bytes(found.value)).paths
        self._known = True
        self._say(handoff.Hovered(paths))
        self._say(handoff.HoverMoved(*self._at))

    def _end(self) -> None:
        known, self._source, self._at = self._known, None, None
        self._known = False
        if known:
            self._say(handoff.HoverEnded())
