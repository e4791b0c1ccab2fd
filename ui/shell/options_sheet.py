"""Settings sheet: every row of `ui/text/settings.py`; each change takes effect at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from actors.messages import intents
from models.layout.tree import FILL, Leaf, Node
from models.state.screen import Sheet
from models.state.settings import Settings
from ui.shell.log import copy_log
from ui.shell.setting_row import setting_row
from ui.shell.sheet import SheetFrame
from ui.text import settings as text
from ui.text.common import IMPORT_PREDECESSOR
from ui.widgets.button import PushButton


class OptionsSheet(SheetFrame):
    """The sheet behind “Settings”."""

    def __init__(self, post: Callable[[intents.Intent], None]) -> None:
        super().__init__(text.TITLE, lambda: post(intents.ToggleSheet(Sheet.OPTIONS)), (720, 0))
        self._rows = [setting_row(name, row, post) for name, row in text.OPTION_ROWS.items()]
        self._buttons = (
            PushButton(partial(post, intents.OpenAudioSheet()), text.AUDIO),
            PushButton(partial(post, intents.OpenModels()), text.MODELS),
            PushButton(partial(post, intents.OpenBackups()), text.BACKUPS),
            PushButton(lambda: post(copy_log()), text.COPY_LOG),
            PushButton(partial(post, intents.OfferImport()), IMPORT_PREDECESSOR),
        )
        for widget in (*self._rows, *self._buttons):
            self.add_widget(widget)

    def show(self, settings: Settings) -> None:
        """Highlight the current values."""
        for row in self._rows:
            row.show(settings)

    def content(self) -> Sequence[Node]:
        """Return the rows below the title."""
        return [Leaf(one, FILL, one.height_in) for one in self._rows]

    def actions(self) -> Sequence[PushButton | None]:
        """Return the buttons below the content."""
        return self._buttons
