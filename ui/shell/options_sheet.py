"""The settings sheet: every row of `ui/text/settings.py`; each acts at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kivy.metrics import dp

from actors.messages import intents
from models.state.app import AppState
from models.state.screen import Sheet
from ui.shell.choice_row import HEIGHT
from ui.shell.log import copied
from ui.shell.setting_row import setting_row
from ui.shell.sheet import SheetFrame
from ui.text import settings as text
from ui.text.common import IMPORT_PREDECESSOR
from ui.widgets.button import PushButton

LINE = 52
"""dp from one row to the next."""
HEAD, FOOT = 112, 28
"""dp above the first row, which includes it, and below the last one, without the buttons."""
CARD = (720, HEAD + LINE * len(text.OPTION_ROWS) + FOOT)


class OptionsSheet(SheetFrame):
    """The sheet behind “Settings”."""

    def __init__(self, say: Callable[[intents.Intent], None]) -> None:
        super().__init__(text.TITLE, lambda: say(intents.ToggleSheet(Sheet.OPTIONS)), CARD)
        self._rows = [setting_row(name, row, say) for name, row in text.OPTION_ROWS.items()]
        self._buttons = (
            PushButton(partial(say, intents.OpenAudioSheet()), text.AUDIO),
            PushButton(partial(say, intents.OpenModels()), text.MODELS),
            PushButton(lambda: say(copied()), text.COPY_LOG),
            PushButton(partial(say, intents.OfferImport()), IMPORT_PREDECESSOR),
        )
        for piece in (*self._rows, *self._buttons):
            self.add_widget(piece)

    def show(self, state: AppState) -> None:
        """Mark what is chosen."""
        for row in self._rows:
            row.show(state.settings)

    def place(self, *_: object) -> None:
        """Put everything where it belongs."""
        super().place()
        left, bottom, width, height = self.card
        y = bottom + height - dp(HEAD)
        for row in getattr(self, "_rows", ()):
            row.pos, row.size = (left + dp(20), y), (width - dp(40), dp(HEIGHT))
            y -= dp(LINE)
        x = left + dp(20)
        for button in getattr(self, "_buttons", ()):
            button.size = (button.natural_width(), dp(44))
            button.pos = (round(x), bottom + dp(20))
            x += button.width + dp(10)
