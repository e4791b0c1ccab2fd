"""Slider for a value in [0, 1]."""

from __future__ import annotations

from collections.abc import Callable

from kivy.graphics import Color, Ellipse, RoundedRectangle
from kivy.input.motionevent import MotionEvent
from kivy.metrics import dp
from kivy.uix.widget import Widget

from ui.theme import PALETTE
from ui.widgets.rounded import spread


class ValueSlider(Widget):
    """Calls `on_move` with a value in [0, 1] during a drag; a double click gives `resting`."""

    def __init__(
        self, on_move: Callable[[float], None], resting: float = 1.0, **options: object
    ) -> None:
        super().__init__(**options)
        self._on_move, self._resting, self._value = on_move, resting, resting
        with self.canvas:
            Color(rgba=PALETTE.strong_line)
            self._line = RoundedRectangle(radius=[dp(2)])
            Color(rgba=PALETTE.second)
            self._filled = RoundedRectangle(radius=[dp(2)])
            Color(rgba=PALETTE.text)
            self._knob = Ellipse()
        self.bind(pos=self._place, size=self._place)

    def show(self, value: float) -> None:
        """Move the knob to `value` in [0, 1]."""
        if value != self._value:
            self._value = value
            self._place()

    def step(self, by: float) -> None:
        """Move the knob by a part of the whole."""
        self._on_move(max(0.0, min(1.0, self._value + by)))

    def _place(self, *_: object) -> None:
        y, run = round(self.center_y - dp(2)), self.width - dp(16)
        x = self.x + dp(8)
        spread(self._line, (x, y), (run, dp(4)))
        spread(self._filled, (x, y), (run * self._value, dp(4)))
        self._knob.size = (dp(16), dp(16))
        self._knob.pos = (round(x + run * self._value - dp(8)), round(self.center_y - dp(8)))

    def _take(self, x: float) -> None:
        value = (x - self.x - dp(8)) / max(1.0, self.width - dp(16))
        self._on_move(max(0.0, min(1.0, value)))

    def on_touch_down(self, touch: MotionEvent) -> bool:
        """Move the knob to the pointer."""
        if not self.collide_point(*touch.pos):
            return False
        if touch.is_mouse_scrolling:
            step = 0.02 if touch.button == "scrolldown" else -0.02
            self._on_move(max(0.0, min(1.0, self._value + step)))
            return True
        if touch.is_double_tap:
            self._on_move(self._resting)
            return True
        touch.grab(self)
        self._take(touch.x)
        return True

    def on_touch_move(self, touch: MotionEvent) -> bool:
        """Follow the pointer, also beyond the ends."""
        if touch.grab_current is not self:
            return False
        self._take(touch.x)
        return True

    def on_touch_up(self, touch: MotionEvent) -> bool:
        """Release the touch."""
        if touch.grab_current is not self:
            return False
        touch.ungrab(self)
        return True
