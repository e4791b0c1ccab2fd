"""Drag and drop: the payload at the pointer, and the drop target under it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from kivy.graphics import Color, RoundedRectangle
from kivy.input.motionevent import MotionEvent
from kivy.metrics import dp
from kivy.uix.widget import Widget

from actors.messages import intents
from models.audio.units import CollectionId, Seconds
from ui.theme import BODY, PALETTE
from ui.widgets.label import TextLabel
from ui.widgets.outline import Outline

Box = tuple[float, float, float, float]
"""Left, bottom, width, height, in window pixels."""
TALL, BESIDE = 34, 14
"""In dp: height of the payload, and its distance from the pointer."""

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


@dataclass(frozen=True, slots=True)
class Drop:
    """Effect of a drop."""

    box: Box
    """Area to highlight."""
    intent: intents.Intent


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
        return self._payload is not None

    @property
    def floats(self) -> bool:
        """Whether it draws outside of its own rectangle; see `ui.widgets.stacking`."""
        return self.carrying

    def offer(self, payload: DragPayload, touch: MotionEvent) -> bool:
        """Start a drag if a drop at the touch has an effect; return whether it started."""
        if self._found(payload, touch.x, touch.y) is None:
            return False
        self.begin(payload, touch)
        return True

    def begin(self, payload: DragPayload, touch: MotionEvent) -> None:
        """Start a drag; grab the touch until it is released."""
        self._payload, self._touch = payload, touch
        touch.grab(self)
        self._words.show(payload.words)
        self._follow(touch)

    def cancel(self) -> bool:
        """Cancel the drag; return whether there was one."""
        carried = self._payload is not None
        if self._touch is not None:
            self._touch.ungrab(self)
        self._payload = self._touch = self._drop = None
        self._words.show("")
        self._colour.rgba = (0, 0, 0, 0)
        self._outline.hide()
        return carried

    def on_touch_move(self, touch: MotionEvent) -> bool:
        """Follow the pointer and highlight the drop target."""
        if touch.grab_current is not self:
            return False
        self._follow(touch)
        return True

    def on_touch_up(self, touch: MotionEvent) -> bool:
        """Drop the payload."""
        if touch.grab_current is not self:
            return False
        self._follow(touch)
        drop = self._drop
        self.cancel()
        if drop is not None:
            self._post(drop.intent)
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
        payload = self._payload
        if payload is None:
            return
        self._drop = self._found(payload, touch.x, touch.y)
        wide = self._words.natural_width() + dp(24)
        left, bottom = round(touch.x + dp(BESIDE)), round(touch.y - dp(BESIDE + TALL))
        if self.parent is not None:
            left, bottom = min(left, round(self.parent.width - wide)), max(bottom, 0)
        self._colour.rgba = PALETTE.accent if self._drop else PALETTE.raised
        self._ground.pos, self._ground.size = (left, bottom), (wide, dp(TALL))
        self._words.show(payload.words, PALETTE.on_accent if self._drop else PALETTE.text)
        self._words.pos, self._words.size = (left + dp(12), bottom), (wide - dp(12), dp(TALL))
        if self._drop is None:
            self._outline.hide()
        else:
            self._outline.draw(*self._drop.box)
