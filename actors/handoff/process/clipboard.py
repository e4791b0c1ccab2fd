"""Files on the clipboard: ours for other programs, and theirs."""

from __future__ import annotations

import select
import time
from collections.abc import Callable
from typing import Any

from Xlib import X, Xatom, error

from actors.handoff.process.connection import BYTES, NUMBERS, Connection
from actors.handoff.process.protocol import FromProcess
from actors.handoff.process.selection import answer
from actors.messages import handoff
from models.handoff.formats import (
    COPIED,
    GNOME_COPIED,
    KDE_CUT,
    TEXT,
    URI_LIST,
    FileList,
    decode_files,
    encode_files,
)

SELECTION, MANAGER = "CLIPBOARD", "CLIPBOARD_MANAGER"
PATIENCE = 2.0
"""Seconds that another program may take to hand over a format."""
LAST_WORDS = 1.0
"""Seconds that the end may wait for a clipboard manager."""
POLL = 0.05
"""Seconds between two looks at the connection while it ends."""
UNANSWERED = "the X server gave the clipboard to another program"


class Clipboard:
    """What is ours on the clipboard, if anything."""

    def __init__(self, connection: Connection, say: Callable[[FromProcess], None]) -> None:
        self._connection, self._say = connection, say
        self._paths: tuple[bytes, ...] = ()
        self._kinds: tuple[str, ...] = ()
        self._since: int | None = None
        """When it became ours, in the server's time; `None`: it is not."""

    def hold(self, paths: tuple[bytes, ...], *, text: bool) -> None:
        """Own the clipboard until another program does, or the process ends."""
        self._paths, self._kinds = paths, TEXT if text else COPIED
        self._since = self._connection.own(SELECTION)
        if self._connection.owns(SELECTION):
            self._say(handoff.Held(len(paths), text))
        else:
            self._since = None
            self._say(handoff.NotHeld(UNANSWERED))

    def read(self) -> FileList:
        """Return the files on the clipboard, whoever owns it."""
        if self._since is not None:
            return FileList(self._paths)
        kinds = self._offered()
        for kind in (GNOME_COPIED, URI_LIST):  # the first one says whether the files are cut
            data = self._fetch(kind) if kind in kinds else None
            if data is not None:
                found = decode_files(kind, data)
                cut = kind == URI_LIST and KDE_CUT in kinds and self._fetch(KDE_CUT) == b"1"
                return FileList(found.paths, found.cut or cut)
        return FileList()

    def bequeath(self) -> None:
        """Leave what is ours to a clipboard manager, if there is one; at the end of the process.

        Source: https://www.freedesktop.org/wiki/ClipboardManager/.
        """
        connection, manager = self._connection, self._connection.atom(MANAGER)
        if self._since is None or connection.display.get_selection_owner(manager) == X.NONE:
            return
        name, save = connection.atom("_SEMPAL_SAVE"), connection.atom("SAVE_TARGETS")
        kinds = [connection.atom(kind) for kind in self._kinds]
        connection.window.change_property(name, Xatom.ATOM, 32, kinds)
        connection.window.convert_selection(manager, save, name, connection.time())
        until = time.monotonic() + LAST_WORDS
        while time.monotonic() < until:
            for event in connection.take_events():
                if event.type == X.SelectionNotify and event.selection == manager:
                    return
                self.handle(event)
            connection.display.flush()
            select.select([connection.fileno()], [], [], POLL)

    def handle(self, event: Any) -> bool:
        """Handle an X event; return whether it was about the clipboard."""
        selection = self._connection.atom(SELECTION)
        if event.type == X.SelectionRequest and event.selection == selection:
            formats = {kind: encode_files(kind, self._paths) or b"" for kind in self._kinds}
            held = formats if self._since is not None else {}
            answer(self._connection, event, held, self._since or X.CurrentTime)
        elif event.type == X.SelectionClear and event.atom == selection:
            # It may report an earlier state: see who owns it now.
            if self._since is not None and not self._connection.owns(SELECTION):
                self._paths, self._since = (), None
                self._say(handoff.Lost())
        else:
            return False
        return True

    # ------------------------------------------------------------ of other programs

    def _offered(self) -> set[str]:
        found = self._convert("TARGETS")
        if found is None or found.format != NUMBERS:
            return set()
        return {self._connection.atom_name(atom) for atom in found.value}

    def _fetch(self, kind: str) -> bytes | None:
        found = self._convert(kind)
        return None if found is None or found.format != BYTES else bytes(found.value)

    def _convert(self, kind: str) -> Any | None:
        """Return a property with the content in a format; `None` if it is not handed over.

        Long content comes in pieces. Source: ICCCM, 2.7.2.
        """
        connection = self._connection
        name, wanted = connection.atom("_SEMPAL_PASTE"), connection.atom(kind)
        selection, until = connection.atom(SELECTION), time.monotonic() + PATIENCE
        connection.window.delete_property(name)
        connection.window.convert_selection(selection, wanted, name, connection.time())
        notified = connection.await_event(
            lambda one: (
                one.type == X.SelectionNotify
                and one.selection == selection
                and one.target == wanted
            ),
            PATIENCE,
        )
        if notified is None or notified.property == X.NONE:
            return None
        found = self._take(name)
        if found is None or found.property_type != connection.atom("INCR"):
            return found
        whole = bytearray()
        while (piece := self._next_piece(name, until - time.monotonic())) is not None:
            if not len(piece.value):
                piece.value = bytes(whole)
                return piece
            whole += bytes(piece.value)
        return None

    def _next_piece(self, name: int, patience: float) -> Any | None:
        notified = self._connection.await_event(
            lambda one: (
                one.type == X.PropertyNotify
                and one.atom == name
                and one.state == X.PropertyNewValue
            ),
            patience,
        )
        return self._take(name) if notified is not None else None

    def _take(self, name: int) -> Any | None:
        """Return a property as a whole and delete it."""
        try:
            return self._connection.window.get_property(
                name, X.AnyPropertyType, 0, 1 << 29, delete=True
            )
        except error.XError:
            return None
