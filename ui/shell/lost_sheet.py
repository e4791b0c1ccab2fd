"""Sheet of a session that crashed for good."""

from __future__ import annotations

from collections.abc import Callable

from kivy.core.window import Window
from kivy.metrics import dp

from models.state.parts import Parts
from ui.keyboard import key_name
from ui.shell.sheet import SheetFrame
from ui.text import lost as text
from ui.text.notices import capitalised
from ui.theme import BODY, PALETTE, SMALL
from ui.widgets.button import PRIMARY, PushButton
from ui.widgets.label import TextLabel

LINE = 26


class LostSheet(SheetFrame):
    """Stays until the window is closed, by its button, by Enter, or by the window manager."""

    def __init__(self, parts: Parts, leave: Callable[[], None]) -> None:
        super().__init__(text.TITLE, lambda: None, (680, 330))
        self._leave = leave
        fault = parts.faults.get("session")
        reason = fault.whole if fault is not None else ""
        lines = text.lines(parts.faults)
        self._lines = [
            *(TextLabel(words, BODY, PALETTE.text) for words in lines),
            TextLabel(capitalised(reason), SMALL, PALETTE.second),
        ]
        self._button = PushButton(leave, text.CLOSE, style=PRIMARY)
        for widget in (*self._lines, self._button):
            self.add_widget(widget)
        self.bind(parent=self._parent_changed)

    def _parent_changed(self, _sheet: object, parent: object) -> None:
        if parent is not None:
            Window.bind(on_key_down=self._pressed)
        else:
            Window.unbind(on_key_down=self._pressed)

    def _pressed(self, _window: object, code: int, *_: object) -> bool:
        if self.get_root_window() is None:
            return False  # of a window that was closed
        if key_name(code) == "enter":
            self._leave()
        return True

    def place(self, *_: object) -> None:
        """Lay out the widgets."""
        super().place()
        left, bottom, width, height = self.card
        y = bottom + height - dp(64)
        for line in getattr(self, "_lines", ()):
            y -= dp(LINE)
            line.pos, line.size = (left + dp(20), round(y)), (width - dp(40), dp(LINE))
        if hasattr(self, "_button"):
            self._button.size = (self._button.natural_width() + dp(12), dp(44))
            x = left + width - dp(20) - self._button.width
            self._button.pos = (round(x), bottom + dp(20))
