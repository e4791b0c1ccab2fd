"""A sheet of lines of text and a row of buttons."""

from __future__ import annotations

from collections.abc import Sequence

from kivy.metrics import dp

from ui.shell.sheet import SheetFrame
from ui.widgets.button import PushButton
from ui.widgets.label import TextLabel

LINE = 26
"""Height of a line in dp."""


class TextSheet(SheetFrame):
    """Lines below the title, buttons at the lower right."""

    _lines: Sequence[TextLabel] = ()
    _buttons: Sequence[PushButton] = ()

    def put(self, lines: Sequence[TextLabel], buttons: Sequence[PushButton]) -> None:
        """Show these lines and buttons, the most likely button first and rightmost."""
        self.clear_widgets([*self._lines, *self._buttons])
        self._lines, self._buttons = lines, buttons
        for widget in (*lines, *buttons):
            self.add_widget(widget)
        self.place()

    def place(self, *_: object) -> None:
        """Lay out the widgets."""
        super().place()
        left, bottom, width, height = self.card
        y = bottom + height - dp(62)
        for line in self._lines:
            y -= dp(LINE)
            line.pos, line.size = (left + dp(20), round(y)), (width - dp(40), dp(LINE))
        x = left + width - dp(20)
        for button in self._buttons:
            button.size = (button.natural_width() + dp(12), dp(44))
            x -= button.width
            button.pos = (round(x), bottom + dp(18))
            x -= dp(10)
