"""The source of drags that leave our window. Source: XDND, version 5.

The pointer is watched, never grabbed: SDL holds it, so our window receives every motion and the
release as if nothing had happened.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from Xlib import XK, X, Xatom

from actors.handoff.process.connection import NUMBERS, Connection
from actors.handoff.process.drag_data import DragData
from actors.handoff.process.picture import Picture
from actors.handoff.process.protocol import FromProcess
from actors.handoff.process.target import Target, TargetFinder
from actors.messages import handoff
from models.audio.units import Ticket
from models.handoff.drag import Outcome, Place, Verdict
from models.handoff.formats import DRAGGED

SELECTION = "XdndSelection"
ACCEPTS = 1
"""Bit of XdndStatus and XdndFinished."""
SAYS_SUCCESS = 5
"""Version from which on targets say whether it worked."""
STATUS_PATIENCE = 2.0
"""Seconds that a target may take to say whether it takes a drop."""
FINISH_PATIENCE = 60.0
"""Seconds without a request after which a drop is over: some targets import first."""
AGAIN = 0.15
"""Seconds after which a target is asked again while the pointer stands still: some accept late."""
STILL = 2.0
"""Seconds after which the picture is hidden until the pointer moves: a compositor may hide it."""
IN_ENTER = 3
"""Formats that XdndEnter itself holds."""


@dataclass(slots=True)
class Drop:
    """A drop whose target has not said that it is done."""

    data: DragData
    target: Target
    stamp: int
    """Time of XdndDrop: the target names it in its requests, so that each drop gives its files."""
    stirred: float
    """When it was last asked for."""


class DragSource:
    """At most one drag, and earlier drops that are not over."""

    def __init__(self, connection: Connection, say: Callable[[FromProcess], None]) -> None:
        self._connection, self._say = connection, say
        self._finder = TargetFinder(connection)
        self._data: DragData | None = None
        """`None`: nothing is dragged."""
        self._picture: Picture | None = None
        self._target: Target | None = None
        self._place: Place | None = None
        self._held = self._released = False
        """The button is down; it was released and the target has not answered yet."""
        self._owned: int | None = None
        self._at, self._moved = (-1, -1), 0.0
        self._stale = False
        """What is below the pointer must be found again, even if it stands still."""
        self._drops: list[Drop] = []

    @property
    def watching(self) -> bool:
        """Whether `look` must be called often: a button is watched."""
        return self._data is not None or self._held

    @property
    def waiting(self) -> bool:
        """Whether `look` must be called now and then."""
        return self.watching or bool(self._drops)

    # ------------------------------------------------------------ commands

    def connect(self, window: int) -> None:
        """Set the number of our window."""
        self._finder.own = frozenset({window})

    def carry(self, ticket: Ticket) -> None:
        """Begin a drag; other programs see it once the pointer has left our window."""
        self._cancel()
        # At once, while the pointer is at home: under XWayland this begins the compositor's own
        # drag, and Mutter puts a window in front of Wayland ones only when the pointer then moves
        # to another window than the one where the drag before ended.
        self._owned = self._connection.own(SELECTION)
        self._data = DragData(ticket, self._owned)
        self._place, self._at, self._released, self._held = None, (-1, -1), False, True
        self._finder.forget()
        self._connection.vanished.clear()
        pointer = self._connection.root.query_pointer()
        if pointer.mask & X.Button1Mask:
            self.look(time.monotonic())
            return
        # It was released before we looked, wherever that was: a click at home, or nothing.
        _, place = self._finder.find(pointer.root_x, pointer.root_y, time.monotonic())
        self._held = False
        self._end(Verdict.HOME if place is Place.HOME else Verdict.CANCELLED)

    def load(self, ticket: Ticket, paths: tuple[bytes, ...]) -> None:
        """Set the files of a drag or a drop."""
        for data in self._all_data():
            if data.ticket == ticket:
                data.load(self._connection, paths)
        self._stale = True  # without files no target is told

    def show_picture(self, picture: handoff.ShowPicture) -> None:
        """Attach a picture to the pointer."""
        if self._data is not None and self._data.ticket == picture.ticket:
            self._close_picture()
            self._picture = Picture(self._connection, picture)
            self._place_picture()

    def call_off(self, ticket: Ticket) -> None:
        """End a drag without a drop, or refuse what a drop still waits for."""
        if self._data is not None and self._data.ticket == ticket:
            self._cancel()
        for drop in self._drops:
            if drop.data.ticket == ticket:
                drop.data.refuse(self._connection)

    def _cancel(self) -> None:
        if self._data is not None:
            self._leave()
            self._end(Verdict.CANCELLED)

    def _all_data(self) -> list[DragData]:
        dragged = [] if self._data is None else [self._data]
        return [*dragged, *(drop.data for drop in self._drops)]

    # ------------------------------------------------------------ the pointer

    def look(self, now: float) -> None:
        """Look where the pointer is and whether the button is down."""
        for drop in [one for one in self._drops if now - one.stirred > FINISH_PATIENCE]:
            self._close(drop, Outcome.UNANSWERED)
        if self._released:
            self._let_go(now)
        if not self.watching or self._released:
            return
        pointer = self._connection.root.query_pointer()
        before = self._place
        if self._data is not None:
            self._look_at(pointer.root_x, pointer.root_y, now)
        if self._data is not None and self._place is not Place.HOME and self._escaped():
            self._cancel()
        if not pointer.mask & X.Button1Mask:
            self._button_up(before, now)

    def _escaped(self) -> bool:
        """Tell whether Esc is down; our window does not hear it if the focus moved along."""
        return self._connection.is_pressed(XK.XK_Escape)

    def _button_up(self, before: Place | None, now: float) -> None:
        self._held, self._released = False, self._data is not None
        # SDL lets go of the pointer when our window loses the keyboard focus, and then hears of no
        # release; a compositor moves the focus along with the drag. Who heard it ignores this.
        for window in self._finder.own:
            self._connection.send_release(window, *self._at)
        strayed = before not in {None, Place.HOME}
        if self._data is not None and self._place is Place.HOME and strayed:
            self._arrive(Place.NOWHERE)  # nobody saw where it was released: not here
        self._let_go(now)

    def _look_at(self, x: int, y: int, now: float) -> None:
        target = self._target
        if target is not None and self._hangs(target, now):
            target.hang(self._at)
            self._arrive(Place.REFUSED)
        if (x, y) != self._at or self._stale:
            self._at, self._moved, self._stale = (x, y), now, False
            self._place_picture()
            self._follow(now)
            return
        if self._picture is not None and now - self._moved > STILL:
            self._picture.hide()
        if target is None:
            return
        if target.post in self._connection.vanished:
            self._gone(target.post)
            self._follow(now)
        elif target.asked is None and now - target.since > AGAIN:
            target.sent = None
            self._send_position(target, now)

    @staticmethod
    def _hangs(target: Target, now: float) -> bool:
        return target.asked is not None and now - target.asked > STATUS_PATIENCE

    def _follow(self, now: float) -> None:
        found, place = self._finder.find(*self._at, now)
        if found is not None and self._data is not None and self._data.paths == ():
            found, place = None, Place.NOWHERE  # there is nothing to offer
        target = self._target
        if target is not None and (found is None or found.window != target.window):
            self._leave()
            target = None
        if found is not None and target is None:
            target = self._enter(found)
        if target is None:
            self._arrive(place)
            return
        self._send_position(target, now)
        if not target.answered:
            self._arrive(Place.NOWHERE)

    def _arrive(self, place: Place) -> None:
        if place is self._place or self._data is None:
            return
        self._place = place
        self._place_picture()
        self._say(handoff.Over(self._data.ticket, place))

    def _place_picture(self) -> None:
        if self._picture is None:
            return
        if self._place in {None, Place.HOME}:
            self._picture.hide()
        else:
            self._picture.show(*self._at)

    def _close_picture(self) -> None:
        if self._picture is not None:
            self._picture.close()
            self._picture = None

    # ------------------------------------------------------------ events

    def handle(self, event: Any) -> bool:
        """Handle an X event; return whether it was about a drag."""
        selection = self._connection.atom(SELECTION)
        if event.type == X.SelectionRequest and event.selection == selection:
            self._requested(event)
        elif event.type == X.SelectionClear and event.atom == selection:
            # It may report our own giving up, after the next drag has begun.
            if self._data is not None and not self._connection.owns(SELECTION):
                self._owned = None
                self._cancel()  # another program drags: there is one pointer
        elif event.type == X.DestroyNotify:
            self._gone(event.window.id)
        elif event.type == X.ClientMessage and event.data[0] == NUMBERS:
            return self._on_message(
                self._connection.atom_name(event.client_type), list(event.data[1])
            )
        else:
            return False
        return True

    def _on_message(self, kind: str, numbers: list[int]) -> bool:
        if kind == "XdndStatus":
            self._status(numbers)
        elif kind == "XdndFinished":
            self._finished(numbers)
        else:
            return False
        return True

    def _status(self, numbers: list[int]) -> None:
        target = self._target
        if target is None or not target.known_as(numbers[0]):
            return  # of a window that was left meanwhile
        target.asked, target.answered = None, True
        target.accepts = bool(numbers[1] & ACCEPTS)
        self._arrive(Place.ACCEPTED if target.accepts else Place.REFUSED)
        if self._released:
            self._let_go(time.monotonic())
        elif self._data is not None:
            self._send_position(target, time.monotonic())

    def _requested(self, asked: Any) -> None:
        drop = next((one for one in self._drops if one.stamp == asked.time), None)
        if drop is None and self._data is None:
            drop = next(reversed(self._drops), None)
        if drop is not None:
            drop.stirred = time.monotonic()
            drop.data.answer(self._connection, asked)
        elif self._data is not None:
            self._data.answer(self._connection, asked)
        else:  # of a drop that is over
            DragData(Ticket(0), 0, ()).answer(self._connection, asked)

    def _finished(self, numbers: list[int]) -> None:
        drop = next((one for one in self._drops if one.target.known_as(numbers[0])), None)
        if drop is not None:
            done = drop.target.version < SAYS_SUCCESS or bool(numbers[1] & ACCEPTS)
            self._close(drop, Outcome.TAKEN if done else Outcome.FAILED)
        elif self._target is not None and self._target.known_as(numbers[0]):
            self._target = None  # without a drop: a compositor called it off
            self._end(Verdict.CANCELLED)

    def _gone(self, window: int) -> None:
        if self._target is not None and self._target.known_as(window):
            self._target = None
            self._finder.forget()
            self._stale = True
        for drop in [one for one in self._drops if one.target.known_as(window)]:
            self._close(drop, Outcome.FAILED)

    # ------------------------------------------------------------ messages to the target

    def _enter(self, found: Target) -> Target:
        connection = self._connection
        target = self._target = Target(found.window, found.post, found.version)
        connection.select_events(target.post, X.StructureNotifyMask)
        kinds = [connection.atom(kind) for kind in DRAGGED]
        connection.window.change_property(connection.atom("XdndTypeList"), Xatom.ATOM, 32, kinds)
        self._tell(target, "XdndEnter", target.version << 24 | 1, *kinds[:IN_ENTER])
        return target

    def _send_position(self, target: Target, now: float) -> None:
        """Send the position, unless the target has not answered the last one."""
        if target.asked is not None or target.sent == self._at:
            return
        x, y = self._at
        target.asked, target.sent, target.since = now, self._at, now
        copy = self._connection.atom("XdndActionCopy")
        stamp = self._connection.estimated_time()
        self._tell(target, "XdndPosition", 0, x << 16 | y, stamp, copy)

    def _leave(self) -> None:
        target, self._target = self._target, None
        if target is not None:
            self._tell(target, "XdndLeave")
            self._connection.select_events(target.post, X.NoEventMask)

    def _tell(self, target: Target, kind: str, *numbers: int) -> None:
        us = self._connection.window.id
        self._connection.send_message(target.post, target.window, kind, us, *numbers)

    # ------------------------------------------------------------ the end

    def _let_go(self, now: float) -> None:
        """End the drag as soon as the target has answered the last position."""
        target = self._target
        if self._data is None:
            return
        if target is not None and self._hangs(target, now):
            target.hang(self._at)
        if target is None:
            self._end(Verdict.HOME if self._place is Place.HOME else Verdict.NOWHERE)
        elif target.asked is not None:
            return
        elif target.sent != self._at:
            self._send_position(target, now)
        elif not target.accepts:
            self._leave()
            self._end(Verdict.REFUSED)
        else:
            self._drop(self._data, target, now)

    def _drop(self, data: DragData, target: Target, now: float) -> None:
        stamp = self._connection.time()  # an older one would cost the target the focus
        self._tell(target, "XdndDrop", 0, stamp)
        self._target = None
        self._drops.append(Drop(data, target, stamp, now))
        self._end(Verdict.DROPPED)

    def _end(self, verdict: Verdict) -> None:
        data, self._data = self._data, None
        self._released = False
        self._close_picture()
        if data is not None:
            if verdict is not Verdict.DROPPED:
                data.refuse(self._connection)
            self._say(handoff.LetGo(data.ticket, verdict))
        self._disown()
        self._connection.display.flush()

    def _close(self, drop: Drop, outcome: Outcome) -> None:
        self._drops.remove(drop)
        drop.data.refuse(self._connection)
        self._connection.select_events(drop.target.post, X.NoEventMask)
        self._say(handoff.Done(drop.data.ticket, outcome))
        self._disown()

    def _disown(self) -> None:
        """Give the selection up unless a drop may still ask: under XWayland that ends its drag."""
        if self._owned is None or self._data is not None or self._drops:
            return
        self._connection.disown(SELECTION, self._owned)
        self._owned = None
