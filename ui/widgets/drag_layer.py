"""Drag and drop: the payload at the pointer, and the drop target under it.

A drag with the mouse may leave the window. Then a process of ours decides where it ended, as other
windows may cover this one, and the end of the touch may come late: a drop here is made only when it
says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import astuple, dataclass
from typing import Protocol

from kivy.core.window import Window
from kivy.graphics import Color, RoundedRectangle
from kivy.input.motionevent import MotionEvent
from kivy.metrics import dp
from kivy.uix.widget import Widget

from actors.messages import intents
from models.audio.units import CollectionId, Seconds, SourceId, Ticket
from models.handoff.drag import Place, Verdict
from models.state.handoff import Drag, Handoff
from ui.text.drop import effect
from ui.theme import BODY, PALETTE
from ui.widgets.drag_picture import draw_words
from ui.widgets.label import TextLabel
from ui.widgets.outline import Outline
from ui.widgets.pointer import pointer

Box = tuple[float, float, float, float]
"""Left, bottom, width, height, in window pixels."""
TALL, BESIDE = 34, 14
"""In dp: height of the payload, and its distance from the pointer."""

CURSORS = {Place.HOME: "arrow", Place.ACCEPTED: "hand"}
"""Pointer shapes; all other places take nothing."""
LONGEST = 0.1
"""Maximum seconds between two frames, so that scrolling does not leap after a long frame."""


@dataclass(frozen=True, slots=True)
class DragPayload:
    """Dragged items, identified by id: lists may change during the drag."""

    words: str
    into: Callable[[CollectionId], intents.Intent] | None = None
    """Returns the intent to add them to a collection; `None`: not possible."""
    among: Callable[[int], intents.Intent] | None = None
    """Returns the intent to move members before a row; `None`: not members of a collection."""
    filed: Callable[[bytes], intents.Intent | None] = lambda _folder: None
    """Returns the intent to move them into a folder of the shown source, or `None`."""
    outward: Callable[[Ticket], intents.Intent] | None = None
    """Returns the intent to offer them to other programs; `None`: they stay in the window."""
    asked: intents.Intent | None = None
    """Searches with them; `None`: not possible."""
    moved: Callable[[SourceId], intents.Intent | None] = lambda _source: None
    """Returns the intent to move them to the folder of a source, or `None`."""


@dataclass(frozen=True, slots=True)
class Drop:
    """Effect of a drop."""

    box: Box
    """Area to highlight."""
    intent: intents.Intent
    words: str = ""
    """Name of the place: shown beside the payload."""


class DropTarget(Protocol):
    """A panel that accepts drops."""

    def drop(self, payload: DragPayload, x: float, y: float) -> Drop | None:
        """Return the effect of a drop at a window position; `None`: no effect."""

    def nudge(self, x: float, y: float, since: float) -> bool:
        """Scroll near an edge, by `since` seconds of movement; return whether it scrolled."""


class DragLayer(Widget):
    """Overlay above all panels during a drag."""

    def __init__(self, post: Callable[[intents.Intent], None]) -> None:
        super().__init__()
        self._post = post
        self.targets: tuple[DropTarget, ...] = ()
        self._payload: DragPayload | None = None
        self._touch: MotionEvent | None = None
        self._drop: Drop | None = None
        self._ticked = Seconds(0.0)
        self._handoff = Handoff()
        self._drags = 0
        """Drags counted so far, for their tickets."""
        self._ticket: Ticket | None = None
        """Of a drag that may leave the window; `None`: it stays."""
        self._released = False
        """The touch has ended, and a verdict is awaited."""
        self._place = Place.HOME
        self._hovers = False
        """Shows what another program drags."""
        self._at = (0.0, 0.0)
        with self.canvas:
            self._colour = Color(rgba=(0, 0, 0, 0))
            self._ground = RoundedRectangle(radius=[dp(8)], size=(0, 0))
        self._words = TextLabel(face=BODY)
        self.add_widget(self._words)
        self._outline = Outline(self.canvas.after)
        self.size = (0, 0)

    @property
    def carrying(self) -> bool:
        """Whether a drag is in progress."""
        return self._payload is not None and not self._released

    @property
    def floats(self) -> bool:
        """Whether it draws outside of its own rectangle; see `ui.widgets.stacking`."""
        return self.carrying or self._hovers

    @property
    def at(self) -> tuple[float, float] | None:
        """Position of the pointer in window pixels; `None`: nothing is dragged."""
        return self._at if self.floats else None

    def hover(self, payload: DragPayload, x: float, y: float, otherwise: Drop | None) -> None:
        """Show what a drop of another program's files at a window position does.

        Args:
            payload: The files.
            x: Of the pointer, from the left of the window.
            y: From its bottom.
            otherwise: Effect of a drop where no target is; `None`: none.
        """
        self._hovers, self._at = True, (x, y)
        self._draw(payload, self.effect_at(payload, x, y) or otherwise, x, y)

    def end_hover(self) -> None:
        """Hide what another program dragged."""
        if self._hovers:
            self._hovers = False
            self._hide()

    def effect_at(self, payload: DragPayload, x: float, y: float) -> Drop | None:
        """Return the effect of a drop at a window position; `None`: no target is there."""
        return self._found(payload, x, y)

    def offer(self, payload: DragPayload, touch: MotionEvent, *, away: bool) -> bool:
        """Start a drag if a drop at the touch has an effect; return whether it started.

        Args:
            payload: Dragged items.
            touch: Left the place that they belong to only if `away`.
            away: Start also for a drop outside the window.
        """
        leaves = away and self._may_leave(payload, touch)
        if not leaves and self._found(payload, touch.x, touch.y) is None:
            return False
        self.begin(payload, touch)
        return True

    def _may_leave(self, payload: DragPayload, touch: MotionEvent) -> bool:
        """Tell whether a drag may leave the window: with the mouse, as fingers press no button."""
        mouse = pointer(touch) == "left"
        return payload.outward is not None and self._handoff.connected and mouse

    def begin(self, payload: DragPayload, touch: MotionEvent) -> None:
        """Start a drag; grab the touch until it is released."""
        self._end()
        self._payload, self._touch = payload, touch
        touch.grab(self)
        if payload.outward is not None and self._may_leave(payload, touch):
            self._drags += 1
            self._ticket = Ticket(self._drags)
            self._post(payload.outward(self._ticket))
        self._words.show(payload.words)
        self._follow(touch)

    def cancel(self) -> bool:
        """Cancel the drag; return whether there was one."""
        carried = self.carrying
        if carried and self._ticket is not None:
            self._post(intents.CallOffDrag(self._ticket))
        self._end()
        return carried

    def show(self, handoff: Handoff) -> None:
        """Show where a drag is outside the window, and do what its verdict says."""
        self._handoff = handoff
        drag = handoff.drag
        if drag is not None and self._ticket is not None and drag.ticket == self._ticket:
            self._move(drag)
            self._settle()

    def _move(self, drag: Drag) -> None:
        if drag.place is self._place or self._payload is None:
            return
        pictured = self._place is not Place.HOME
        self._place = drag.place
        self._point(drag.place)
        if drag.place is not Place.HOME and not pictured:
            picture = draw_words(self._payload.words)
            self._post(intents.ShowDragPicture(drag.ticket, *astuple(picture)))
        if self._touch is not None:
            self._follow(self._touch)

    def _settle(self) -> None:
        """End the drag once both the verdict and the end of the touch are known."""
        drag = self._handoff.drag
        if drag is None or drag.verdict is None:
            return
        if drag.verdict is not Verdict.HOME:
            self._end()
        elif self._released:
            drop = self._drop
            self._end()
            if drop is not None:
                self._post(drop.intent)

    def _end(self) -> None:
        """Hide everything; nothing is dropped."""
        if self._touch is not None:
            self._touch.ungrab(self)
        if self._place is not Place.HOME:
            self._place = Place.HOME
            self._point(Place.HOME)
        self._payload = self._touch = self._drop = self._ticket = None
        self._released = False
        self._hide()

    def _hide(self) -> None:
        self._words.show("")
        self._colour.rgba = (0, 0, 0, 0)
        self._outline.hide()

    @staticmethod
    def _point(place: Place) -> None:
        """Set the pointer shape, which holds outside the window too while the button is down."""
        Window.set_system_cursor(CURSORS.get(place, "no"))

    def on_touch_move(self, touch: MotionEvent) -> bool:
        """Follow the pointer and highlight the drop target."""
        if touch.grab_current is not self:
            return False
        self._follow(touch)
        return True

    def on_touch_up(self, touch: MotionEvent) -> bool:
        """Drop the payload, or await the verdict of a drag that may have left the window."""
        if touch.grab_current is not self:
            return False
        self._follow(touch)
        drop = self._drop
        if self._ticket is None:
            self._end()
            if drop is not None:
                self._post(drop.intent)
            return True
        touch.ungrab(self)
        self._touch, self._released = None, True
        self._hide()
        self._post(intents.EndDrag(self._ticket))
        self._settle()
        return True

    def tick(self, now: Seconds) -> bool:
        """Scroll the lists below the pointer; return whether further frames are needed."""
        touch = self._touch
        since, self._ticked = min(now - self._ticked, LONGEST), now
        if touch is None:
            return False
        if any(drop_target.nudge(touch.x, touch.y, since) for drop_target in self.targets):
            self._follow(touch)
        return True

    def _found(self, payload: DragPayload, x: float, y: float) -> Drop | None:
        found = (drop_target.drop(payload, x, y) for drop_target in self.targets)
        return next((drop for drop in found if drop is not None), None)

    def _follow(self, touch: MotionEvent) -> None:
        payload, self._at = self._payload, (touch.x, touch.y)
        if payload is None:
            return
        if self._place is not Place.HOME:
            self._drop = None
            self._hide()
            return
        self._drop = self._found(payload, touch.x, touch.y)
        self._draw(payload, self._drop, touch.x, touch.y)

    def _draw(self, payload: DragPayload, drop: Drop | None, x: float, y: float) -> None:
        words = payload.words
        if drop is not None and drop.words:
            words = effect(words, drop.words)
        self._words.show(words, PALETTE.on_accent if drop else PALETTE.text)
        wide = self._words.natural_width() + dp(24)
        left, bottom = round(x + dp(BESIDE)), round(y - dp(BESIDE + TALL))
        if self.parent is not None:
            left, bottom = min(left, round(self.parent.width - wide)), max(bottom, 0)
        self._colour.rgba = PALETTE.accent if drop else PALETTE.raised
        self._ground.pos, self._ground.size = (left, bottom), (wide, dp(TALL))
        self._words.pos, self._words.size = (left + dp(12), bottom), (wide - dp(12), dp(TALL))
        if drop is None:
            self._outline.hide()
        else:
            self._outline.draw(*drop.box)
