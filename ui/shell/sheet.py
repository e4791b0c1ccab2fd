"""Frame of a modal sheet."""

from __future__ import annotations

from collections.abc import Callable

from kivy.graphics import Color, Line, Rectangle, RoundedRectangle
from kivy.input.motionevent import MotionEvent
from kivy.metrics import dp
from kivy.uix.widget import Widget

from ui.theme import PALETTE, TITLE, faded
from ui.widgets.label import TextLabel


class SheetFrame(Widget):
    """Darkens the window and shows a card in its centre; a press outside closes it."""

    covers = True

    def __init__(self, title: str, close: Callable[[], None], card: tuple[float, float]) -> None:
        super().__init__()
        self._close, self._wanted = close, card
        with self.canvas.before:
            Color(rgba=faded(PALETTE.ground, 0.72))
            self._shade = Rectangle()
            Color(rgba=PALETTE.control)
            self._card = RoundedRectangle(radius=[dp(10)])
            Color(rgba=PALETTE.strong_line)
            self._border = Line(width=1)
        self._title = TextLabel(title, TITLE)
        self.add_widget(self._title)
        self.bind(pos=self.place, size=self.place)

    @property
    def card(self) -> tuple[float, float, float, float]:
        """Left, bottom, width, height of the card, in pixels."""
        width = min(dp(self._wanted[0]), self.width - dp(32))
        height = min(dp(self._wanted[1]), self.height - dp(32))
        return (
            round(self.center_x - width / 2),
            round(self.center_y - height / 2),
            round(width),
            round(height),
        )

    def place(self, *_: object) -> None:
        """Lay out the widgets."""
        left, bottom, width, height = self.card
        self._shade.pos, self._shade.size = self.pos, self.size
        self._card.pos, self._card.size = (left, bottom), (width, height)
        self._border.rounded_rectangle = (left, bottom, width, height, dp(10))
        self._title.pos = (left + dp(20), bottom + height - dp(52))
        self._title.size = (width - dp(40), dp(44))

    def on_touch_down(self, touch: MotionEvent) -> bool:
        """Consume the touch; outside the card, close the sheet."""
        left, bottom, width, height = self.card
        inside = left <= touch.x <= left + width and bottom <= touch.y <= bottom + height
        if not super().on_touch_down(touch) and not inside:
            self._close()
        return True

    def on_touch_move(self, touch: MotionEvent) -> bool:
        """Consume the touch."""
        super().on_touch_move(touch)
        return True

    def on_touch_up(self, touch: MotionEvent) -> bool:
        """Consume the touch."""
        super().on_touch_up(touch)
        return True
