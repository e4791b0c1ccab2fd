"""Tooltip that appears when the mouse rests."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from kivy.clock import Clock
from kivy.core.window import Window
from kivy.graphics import Color, Line, RoundedRectangle
from kivy.metrics import dp
from kivy.uix.widget import Widget

from ui.theme import PALETTE, SMALL
from ui.widgets.label import TextLabel

PATIENCE = 0.5
"""Seconds until it appears."""
BELOW = 20
"""dp below the mouse, clear of its arrow."""


class Tooltip(Widget):
    """One line over everything else; closed by any press, and by what opens over its widget."""

    current: ClassVar[Tooltip | None] = None
    """The one that is shown or about to be."""

    @classmethod
    def cover(cls) -> None:
        """Hide it: something opens over the widget that it is about."""
        if cls.current is not None:
            cls.current.leave()

    def __init__(self) -> None:
        super().__init__(size_hint=(None, None))
        self._words: Callable[[], str] = str
        self._waiting = False
        with self.canvas:
            Color(rgba=PALETTE.raised)
            self._ground = RoundedRectangle(radius=[dp(6)])
            Color(rgba=PALETTE.strong_line)
            self._border = Line(width=1)
        self._label = TextLabel(face=SMALL, shade=PALETTE.text)
        self.add_widget(self._label)

    @property
    def waiting(self) -> bool:
        """Whether it is about to appear."""
        return self._waiting

    @property
    def text(self) -> str:
        """The text shown; empty while hidden."""
        return self._label.text if self.parent else ""

    def rest(self, words: Callable[[], str]) -> None:
        """Show the result of `words` after `PATIENCE` seconds; it is called only then."""
        self.leave()
        self._words, self._waiting, Tooltip.current = words, True, self
        Clock.schedule_once(self._appear, PATIENCE)

    def leave(self) -> None:
        """Hide the tooltip, or cancel it."""
        self._waiting = False
        Clock.unschedule(self._appear)
        if self.parent:
            Window.remove_widget(self)

    def _appear(self, _since: float) -> None:
        self._waiting = False
        words = self._words()
        if not words:
            return
        self._label.show(words)
        room = Window.width - dp(32)
        width = round(min(room, self._label.natural_width() + 1) + dp(16))
        height = round(dp(28))
        x, y = Window.mouse_pos
        left = round(max(dp(8), min(x, Window.width - width - dp(8))))
        bottom = round(y - dp(BELOW) - height)
        if bottom < dp(8):
            bottom = round(y + dp(BELOW / 2))
        self.pos, self.size = (left, bottom), (width, height)
        self._ground.pos, self._ground.size = self.pos, self.size
        self._border.rounded_rectangle = (left, bottom, width, height, dp(6))
        self._label.pos = (left + round(dp(8)), bottom)
        self._label.size = (width - 2 * round(dp(8)), height)
        Window.add_widget(self)

    def on_touch_down(self, _touch: object) -> bool:
        """Hide the tooltip; the touch goes on to the widget below."""
        self.leave()
        return False
