"""Things on their way to where they are let go: what is carried, and what would take it."""

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
"""dp: of what is carried, and how far from the pointer."""

LONGEST = 0.1
"""Seconds that a frame counts as at most: nothing leaps after a long one."""


@dataclass(frozen=True, slots=True)
class DragPayload:
    """What is carried, named by id: lists may change on the way."""

    words: str
    into: Callable[[CollectionId], intents.Intent] | None = None
    """Returns the wish to add it to a collection, if it can be."""
    among: Callable[[int], intents.Intent] | None = None
    """Returns the wish to move it before a row of the open collection, if it is of that."""
    filed: Callable[[bytes], intents.Intent | None] = lambda _folder: None
    """Returns the wish to move it into a folder of the shown source, `None` if it cannot be."""


@dataclass(frozen=True, slots=True)
class Drop:
    """What letting go here would do."""

    box: Box
    """What lights up."""
    intent: intents.Intent


class DropTarget(Protocol):
    """A part that takes what is carried."""

    def drop(self, load: DragPayload, x: float, y: float) -> Drop | None:
        """Return what letting go at a place in the window would do; `None`: nothing."""

    def nudge(self, x: float, y: float, since: float) -> bool:
        """Scroll on, `since` seconds later, if that is near an edge; tell whether it did."""


class DragLayer(Widget):
    """Lies over everything while something is carried."""

    def __init__(self, say: Callable[[intents.Intent], None]) -> None:
        super().__init__()
        self._say = say
        self.takers: tuple[DropTarget, ...] = ()
        self._load: DragPayload | None = None
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
        """Whether something is on its way."""
        return self._load is not None

    def offer(self, load: DragPayload, touch: MotionEvent) -> bool:
        """Take the load if letting go here would do something; tell whether it was taken."""
        if self._found(load, touch.x, touch.y) is None:
            return False
        self.begin(load, touch)
        return True

    def begin(self, load: DragPayload, touch: MotionEvent) -> None:
        """Take the load; the pointer is ours until it lets go."""
        self._load, self._touch = load, touch
        touch.grab(self)
        self._words.show(load.words)
        self._follow(touch)

    def call_off(self) -> bool:
        """Put everything back; tell whether anything was carried."""
        carried = self._load is not None
        if self._touch is not None:
            self._touch.ungrab(self)
        self._load = self._touch = self._drop = None
        self._words.show("")
        self._colour.rgba = (0, 0, 0, 0)
        self._outline.hide()
        return carried

    def on_touch_move(self, touch: MotionEvent) -> bool:
        """Follow, and light what would take it."""
        if touch.grab_current is not self:
            return False
        self._follow(touch)
        return True

    def on_touch_up(self, touch: MotionEvent) -> bool:
        """Let go."""
        if touch.grab_current is not self:
            return False
        self._follow(touch)
        drop = self._drop
        self.call_off()
        if drop is not None:
            self._say(drop.intent)
        return True

    def tick(self, now: Seconds) -> bool:
        """Let the lists below scroll; tell whether more frames are needed."""
        touch = self._touch
        since, self._ticked = min(now - self._ticked, LONGEST), now
        if touch is None:
            return False
        if any(drop_target.nudge(touch.x, touch.y, since) for drop_target in self.takers):
            self._follow(touch)
        return True

    def _found(self, load: DragPayload, x: float, y: float) -> Drop | None:
        found = (drop_target.drop(load, x, y) for drop_target in self.takers)
        return next((drop for drop in found if drop is not None), None)

    def _follow(self, touch: MotionEvent) -> None:
        load = self._load
        if load is None:
            return
        self._drop = self._found(load, touch.x, touch.y)
        wide = self._words.natural_width() + dp(24)
        left, bottom = round(touch.x + dp(BESIDE)), round(touch.y - dp(BESIDE + TALL))
        if self.parent is not None:
            left, bottom = min(left, round(self.parent.width - wide)), max(bottom, 0)
        self._colour.rgba = PALETTE.accent if self._drop else PALETTE.raised
        self._ground.pos, self._ground.size = (left, bottom), (wide, dp(TALL))
        self._words.show(load.words, PALETTE.on_accent if self._drop else PALETTE.text)
        self._words.pos, self._words.size = (left + dp(12), bottom), (wide - dp(12), dp(TALL))
        if self._drop is None:
            self._outline.hide()
        else:
            self._outline.draw(*self._drop.box)
