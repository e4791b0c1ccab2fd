"""The connection to the X server.

Windows of other programs may vanish at any time: every request about one may fail at once, where it
is answered, or later, in the error handler.
"""

from __future__ import annotations

import select
import time
from collections.abc import Callable
from typing import Any

from Xlib import X, Xatom, display, error
from Xlib.protocol import event, request

CHUNK = 128 * 1024
"""Bytes of data in one request; 256 KiB is the maximum without BIG-REQUESTS."""
PATIENCE = 1.0
"""Seconds that the server may take to tell its time."""
NUMBERS, BYTES = 32, 8
"""Formats of properties: bits per unit."""
MONTH = 0xFFFFFFFF
"""The server's milliseconds wrap around after 49 days."""


class Connection:
    """Atoms, properties, messages, time and selections."""

    def __init__(self) -> None:
        """Connect to the server that `DISPLAY` names.

        Raises:
            Xlib.error.DisplayError: There is none, or it refuses.
        """
        self.display = display.Display()
        self.display.set_error_handler(self._failed)
        self.screen = self.display.screen()
        self.root = self.screen.root
        self.vanished: set[int] = set()
        """Windows that turned out to be gone when something was sent to them."""
        self._atoms: dict[str, int] = {}
        self._names: dict[int, str] = {}
        self.window = self.root.create_window(
            *(-10, -10, 1, 1, 0, X.CopyFromParent, X.InputOnly),
            override_redirect=True,
            event_mask=X.PropertyChangeMask,
        )
        self._clock: tuple[int, float] | None = None
        self._deferred: list[Any] = []
        """Events that came while another one was awaited."""

    def atom(self, name: str) -> int:
        """Return the atom of a name."""
        if name not in self._atoms:
            self._atoms[name] = int(self.display.intern_atom(name))
        return self._atoms[name]

    def atom_name(self, atom: int) -> str:
        """Return the name of an atom; empty if there is no such atom."""
        if atom not in self._names:
            try:
                self._names[atom] = self.display.get_atom_name(atom)
            except error.XError:
                return ""
        return self._names[atom]

    def resource(self, window: int) -> Any:
        """Return the window with a number, which may be gone."""
        return self.display.create_resource_object("window", window)

    def numbers(self, window: int, name: str, kind: int = X.AnyPropertyType) -> list[int]:
        """Return the numbers in a short property; empty if there is none, or no window."""
        try:
            found = self.resource(window).get_property(self.atom(name), kind, 0, 1024)
        except error.XError:
            return []
        return list(found.value) if found is not None and found.format == NUMBERS else []

    def send_message(self, to: int, about: int, kind: str, *numbers: int) -> None:
        """Send a client message of up to five numbers to a window, about a window."""
        message = event.ClientMessage(
            window=about, client_type=self.atom(kind), data=(32, [*numbers, 0, 0, 0, 0, 0][:5])
        )
        self.display.send_event(self.resource(to), message, event_mask=X.NoEventMask)
        self.display.flush()

    def send_release(self, window: int, x: int, y: int) -> None:
        """Tell a window that the left button was released at a place of the root."""
        message = event.ButtonRelease(
            detail=1,
            time=self.estimated_time(),
            root=self.root,
            window=window,
            child=X.NONE,
            same_screen=1,
            root_x=x,
            root_y=y,
            event_x=0,
            event_y=0,
            state=X.Button1Mask,
        )
        self.display.send_event(self.resource(window), message, event_mask=X.NoEventMask)
        self.display.flush()

    def select_events(self, window: int, mask: int) -> None:
        """Choose which events of another program's window are received."""
        self.resource(window).change_attributes(event_mask=mask)

    def is_pressed(self, key: int) -> bool:
        """Tell whether the key of a keysym is down, whichever window has the keyboard focus."""
        code = self.display.keysym_to_keycode(key)
        return bool(self.display.query_keymap()[code // 8] >> code % 8 & 1)

    # ------------------------------------------------------------ time

    def time(self) -> int:
        """Ask for the server's time, in its milliseconds.

        An empty change of a property reports it. Source: ICCCM, 2.1.
        """
        stamp = self.atom("_SEMPAL_TIME")
        self.window.change_property(stamp, Xatom.STRING, 8, b"", X.PropModeAppend)
        found = self.await_event(
            lambda one: one.type == X.PropertyNotify and one.atom == stamp, PATIENCE
        )
        if found is None:
            return int(X.CurrentTime)
        self._clock = (int(found.time), time.monotonic())
        return int(found.time)

    def estimated_time(self) -> int:
        """Return the server's time without asking, once it was asked."""
        if self._clock is None:
            return self.time()
        at, since = self._clock
        return (at + int((time.monotonic() - since) * 1000)) & MONTH

    # ------------------------------------------------------------ events

    def await_event(self, wanted: Callable[[Any], bool], patience: float) -> Any | None:
        """Return the first wanted event, `None` after some seconds; the others keep their order."""
        until, passed = time.monotonic() + patience, []
        try:
            while (left := until - time.monotonic()) > 0:
                while self.display.pending_events():
                    found = self.display.next_event()
                    if wanted(found):
                        return found
                    passed.append(found)
                select.select([self.fileno()], [], [], left)
        finally:
            self._deferred[:0] = passed
        return None

    def take_events(self) -> list[Any]:
        """Return the events that came, without waiting."""
        found, self._deferred = self._deferred, []
        while self.display.pending_events():
            found.append(self.display.next_event())
        return found

    def fileno(self) -> int:
        """Return the file descriptor, readable when events come."""
        return int(self.display.fileno())

    def has_events(self) -> bool:
        """Tell whether `take_events` would return any."""
        return bool(self._deferred) or self.display.pending_events() > 0

    # ------------------------------------------------------------ selections

    def own(self, selection: str) -> int:
        """Become the owner of a selection; return since when, in the server's time."""
        since = self.time()
        self.window.set_selection_owner(self.atom(selection), since)
        self.display.flush()
        return since

    def owns(self, selection: str) -> bool:
        """Tell whether a selection is ours; events may report an earlier state."""
        owner = self.display.get_selection_owner(self.atom(selection))
        return bool(owner == self.window)

    def disown(self, selection: str, since: int) -> None:
        """Leave a selection, ours since then, without an owner."""
        request.SetSelectionOwner(
            display=self.display.display,
            onerror=None,
            window=X.NONE,
            selection=self.atom(selection),
            time=since,
        )
        self.display.flush()

    def _failed(self, failure: Any, _request: object) -> None:
        if isinstance(failure, error.BadWindow):
            self.vanished.add(int(getattr(failure.resource_id, "id", failure.resource_id)))
