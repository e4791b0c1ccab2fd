"""Forget sheet: confirms that a source or folder is forgotten, and lists what is lost."""

from __future__ import annotations

from collections.abc import Callable

from kivy.metrics import dp

from actors.messages import intents
from models.library.file_name import display_name, display_path
from models.state.browser import Forgetting
from models.state.screen import Sheet
from ui.shell.sheet import SheetFrame
from ui.text import forget as text
from ui.text.common import CANCEL
from ui.text.reports import decisions_words
from ui.theme import BODY, PALETTE
from ui.widgets.button import PRIMARY, PushButton
from ui.widgets.label import TextLabel

LINE = 26


class ForgetSheet(SheetFrame):
    """The sheet behind “Forget for good…” and “Forget missing files…”."""

    def __init__(self, post: Callable[[intents.Intent], None], asked: Forgetting) -> None:
        missing = asked.decisions.samples if asked.missing_only else 0
        title = text.title(display_name(asked.path), missing)
        close = lambda: post(intents.ToggleSheet(Sheet.FORGET))  # noqa: E731 - short
        super().__init__(title, close, (560, 230))
        lines = (
            display_path(asked.path),
            text.lost_decisions(decisions_words(asked.decisions)),
            text.WARNING,
        )
        self._lines = [TextLabel(line, BODY, PALETTE.second) for line in lines]
        forget = lambda: post(intents.Forget(asked.path, asked.missing_only))  # noqa: E731 - short
        self._buttons = [PushButton(close, CANCEL, style=PRIMARY), PushButton(forget, text.FORGET)]
        for widget in (*self._lines, *self._buttons):
            self.add_widget(widget)
        self.place()

    def place(self, *_: object) -> None:
        """Lay out the widgets."""
        super().place()
        left, bottom, width, height = self.card
        y = bottom + height - dp(60)
        for line in getattr(self, "_lines", ()):
            y -= dp(LINE)
            line.pos, line.size = (left + dp(20), y), (width - dp(40), dp(LINE))
        x = left + width - dp(20)
        for button in getattr(self, "_buttons", ()):
            button.size = (button.natural_width() + dp(12), dp(44))
            x -= button.width
            button.pos = (round(x), bottom + dp(20))
            x -= dp(10)
