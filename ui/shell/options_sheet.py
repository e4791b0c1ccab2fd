"""Settings sheet: every row of `ui/text/settings.py`; each change takes effect at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kivy.metrics import dp

from actors.messages import intents
from models.state.screen import Sheet
from models.state.settings import Settings
from ui.shell.choice_row import HEIGHT
from ui.shell.log import copy_log
from ui.shell.setting_row import setting_row
from ui.shell.sheet import SheetFrame
from ui.text import settings as text
from ui.text.common import IMPORT_PREDECESSOR
from ui.widgets.button import PushButton

LINE = 52
"""Row height in dp."""
HEAD, FOOT = 112, 28
"""dp above the baseline of the first row, and below the last row without the buttons."""
CARD = (720, HEAD + LINE * len(text.OPTION_ROWS) + FOOT)


class OptionsSheet(SheetFrame):
    """The sheet behind “Settings”."""

    def __init__(self, post: Callable[[intents.Intent], None]) -> None:
        super().__init__(text.TITLE, lambda: post(intents.ToggleSheet(Sheet.OPTIONS)), CARD)
        self._rows = [setting_row(name, row, post) for name, row in text.OPTION_ROWS.items()]
        self._buttons = (
            PushButton(partial(post, intents.OpenAudioSheet()), text.AUDIO),
            PushButton(partial(post, intents.OpenModels()), text.MODELS),
            PushButton(lambda: post(copy_log()), text.COPY_LOG),
            PushButton(partial(post, intents.OfferImport()), IMPORT_PREDECESSOR),
        )
        for widget in (*self._rows, *self._buttons):
            self.add_widget(widget)

    def show(self, settings: Settings) -> None:
        """Highlight the current values."""
        for row in self._rows:
            row.show(settings)

    def place(self, *_: object) -> None:
        """Lay out the widgets."""
        super().place()
        left, bottom, width, height = self.card
        rows = getattr(self, "_rows", ())
        # In a low window the rows move together, so that all are visible.
        room = height - dp(HEAD - HEIGHT) - dp(FOOT + HEIGHT)
        line = min(dp(LINE), room / max(1, len(rows)))
        tall = min(dp(HEIGHT), line - dp(4))
        y = bottom + height - dp(HEAD - HEIGHT) - tall
        for row in rows:
            row.pos, row.size = (left + dp(20), y), (width - dp(40), tall)
            y -= line
        x = left + dp(20)
        for button in getattr(self, "_buttons", ()):
            button.size = (button.natural_width(), dp(44))
            button.pos = (round(x), bottom + dp(20))
            x += button.width + dp(10)
