"""Name a folder that becomes a source: write it, walk to it, or pick it in the system's dialog."""

from __future__ import annotations

import os
from collections.abc import Callable

from kivy.input.motionevent import MotionEvent
from kivy.metrics import dp

from actors.messages import intents
from models.library.file_name import decoded
from models.state.app import AppState
from models.state.screen import Sheet
from ui.browser.name_list import NameList
from ui.browser.name_row import Named
from ui.shell.sheet import SheetFrame
from ui.shell.subfolders import Subfolders
from ui.text.add_source import HINT, TITLE
from ui.text.common import ADD, BROWSE, IMPORT_PREDECESSOR, PATH
from ui.text.notices import capitalised
from ui.theme import DESKTOP, PALETTE, SMALL
from ui.widgets.button import PRIMARY, PushButton
from ui.widgets.label import TextLabel
from ui.widgets.row_list import ListCallbacks
from ui.widgets.text_field import Field

Read = Callable[[str, Callable[[Subfolders], None]], None]
"""Reads the folders a path may go on with, in the background, and hands them over."""


class AddSheet(SheetFrame):
    """The sheet behind `+` and Ctrl+O."""

    def __init__(
        self, say: Callable[[intents.Intent], None], browse: Callable[[], None] | None, read: Read
    ) -> None:
        super().__init__(TITLE, lambda: say(intents.ToggleSheet(Sheet.ADD)), (600, 480))
        self._say, self._read = say, read
        self._found, self._row = Subfolders(""), -1
        self._refused = self._asked = ""
        self._hint = TextLabel(HINT, SMALL, PALETTE.second)
        self.field = Field(
            self._written,
            self._done,
            lambda: None,
            PATH,
            indent=12,
        )
        self.field.step, self.field.complete = self._step, self._complete
        pressed = ListCallbacks(pressed=self._entered, menu=self._entered)
        self._folders = NameList(dp(DESKTOP.folder_row), dp(DESKTOP.target), pressed)
        self._add = PushButton(self._done, ADD, "check", look=PRIMARY)
        self._browse = PushButton(browse, BROWSE, "folder") if browse else None
        self._import = PushButton(lambda: say(intents.OfferImport()), IMPORT_PREDECESSOR)
        pieces = (self._hint, self.field, self._folders, self._add, self._browse, self._import)
        for piece in pieces:
            if piece is not None:
                self.add_widget(piece)
        self.bind(parent=self._come_or_gone)

    def show(self, state: AppState) -> None:
        """Say why what was named cannot be a source."""
        self._refused = state.sources.refused
        self._say_hint()

    def _say_hint(self) -> None:
        reason = self._refused or self._found.reason
        text = capitalised(reason) or HINT
        self._hint.show(text, PALETTE.trash if reason else PALETTE.second)

    def _come_or_gone(self, _sheet: object, parent: object) -> None:
        # Keys go into the field at once, and back to the window with the sheet.
        self.field.focus = parent is not None
        if parent is not None:
            self._written(self.field.text)

    def _written(self, words: str) -> None:
        self._refused = ""
        self._asked = words if words.startswith(("/", "~/")) else f"~/{words}"
        self._read(self._asked, self._listed)

    def _listed(self, found: Subfolders) -> None:
        if found.typed == self._asked:  # else it was written on meanwhile
            self._found, self._row = found, -1
            self._show_rows()
            self._say_hint()

    def _show_rows(self) -> None:
        self._folders.show_names(
            tuple(
                Named(name, None, "folder", chosen=row == self._row, active=True)
                for row, name in enumerate(self._found.names)
            )
        )

    def _step(self, rows: int) -> None:
        last = len(self._found.names) - 1
        self._row = max(-1, min(self._row + rows, last))
        self._show_rows()

    def _complete(self) -> None:
        if self._row >= 0:
            self._enter(self._row)
        else:
            self._write(self._found.completed)

    def _entered(self, row: int, _touch: MotionEvent) -> None:
        self._enter(row)

    def _enter(self, row: int) -> None:
        self._write(self._found.path(row))

    def _write(self, path: str) -> None:
        self.field.fill(path)
        self.field.cursor = (len(path), 0)
        self.field.focus = True

    def _done(self) -> None:
        if self._row >= 0:
            self._enter(self._row)
            return
        if self.field.text.strip():
            root = decoded(os.path.expanduser(self._asked.strip()))  # noqa: PTH111 - bytes wanted
            self._say(intents.AddSource(root.rstrip(b"/") or b"/"))

    def place(self, *_: object) -> None:
        """Put everything where it belongs."""
        super().place()
        if not hasattr(self, "_add"):
            return
        left, bottom, width, height = self.card
        self._hint.pos = (left + dp(20), bottom + height - dp(80))
        self._hint.size = (width - dp(40), dp(24))
        self.field.pos = (left + dp(20), bottom + height - dp(128))
        self.field.size = (width - dp(40), dp(40))
        low = bottom + dp(76)
        self._folders.pos = (left + dp(20), low)
        self._folders.size = (width - dp(40), max(1, self.field.y - dp(8) - low))
        self._import.size = (self._import.natural_width() + dp(12), dp(44))
        self._import.pos = (left + dp(20), bottom + dp(20))
        x = left + width - dp(20)
        for button in (self._add, self._browse):
            if button is not None:
                button.size = (button.natural_width() + dp(12), dp(44))
                x -= button.width
                button.pos = (round(x), bottom + dp(20))
                x -= dp(10)
