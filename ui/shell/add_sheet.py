"""Name a folder that becomes a source: write it, or pick it in the system's own dialog."""

from __future__ import annotations

import os
from collections.abc import Callable

from kivy.metrics import dp

from actors.messages import session
from models.state.screen import Sheet
from ui.piece.button import PRIMARY, PushButton
from ui.piece.caption import Caption
from ui.piece.field import Field
from ui.shell.sheet import SheetFrame
from ui.theme import PALETTE, SMALL


class AddSheet(SheetFrame):
    """The sheet behind `+` and Ctrl+O."""

    def __init__(
        self, say: Callable[[session.Intent], None], browse: Callable[[], None] | None
    ) -> None:
        super().__init__("Add a source", lambda: say(session.ToggleSheet(Sheet.ADD)), (560, 220))
        self._say = say
        self._words = ""
        self._hint = Caption(
            "A folder; everything audio below it belongs to the source. You can also drop it here.",
            SMALL,
            PALETTE.second,
        )
        self.field = Field(self._written, self._done, lambda: None, "/path/to/folder", indent=12)
        self._add = PushButton(self._done, "Add", "check", look=PRIMARY)
        self._browse = PushButton(browse, "Browse…", "folder") if browse else None
        self._import = PushButton(
            lambda: say(session.OfferImport()), "Import from the earlier sempal"
        )
        for piece in (self._hint, self.field, self._add, self._browse, self._import):
            if piece is not None:
                self.add_widget(piece)
        self.bind(parent=self._come_or_gone)

    def _come_or_gone(self, _sheet: object, parent: object) -> None:
        # Keys go into the field at once, and back to the window with the sheet.
        self.field.focus = parent is not None

    def _written(self, words: str) -> None:
        self._words = words

    def _done(self) -> None:
        if self._words.strip():
            root = os.fsencode(os.path.expanduser(self._words.strip()))  # noqa: PTH111 - bytes wanted
            self._say(session.AddSource(root))
            self._say(session.ToggleSheet(Sheet.ADD))

    def place(self, *_: object) -> None:
        """Put everything where it belongs."""
        super().place()
        if not hasattr(self, "_add"):
            return
        left, bottom, width, height = self.card
        self._hint.pos = (left + dp(20), bottom + height - dp(80))
        self._hint.size = (width - dp(40), dp(24))
        self.field.pos = (left + dp(20), bottom + height - dp(130))
        self.field.size = (width - dp(40), dp(40))
        self._import.size = (self._import.natural_width() + dp(12), dp(44))
        self._import.pos = (left + dp(20), bottom + dp(20))
        x = left + width - dp(20)
        for button in (self._add, self._browse):
            if button is not None:
                button.size = (button.natural_width() + dp(12), dp(44))
                x -= button.width
                button.pos = (round(x), bottom + dp(20))
                x -= dp(10)
