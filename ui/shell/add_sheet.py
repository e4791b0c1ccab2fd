"""Add source sheet: type a path, browse folders, or use the system's dialog."""

from __future__ import annotations

import os
from collections.abc import Callable

from kivy.input.motionevent import MotionEvent
from kivy.metrics import dp

from actors.messages import intents
from models.library.file_name import decode_path
from models.state.browser import Sources
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
"""Lists the subfolders that complete a typed path, in the background, and passes them on."""


class AddSheet(SheetFrame):
    """The sheet behind `+` and Ctrl+O."""

    def __init__(
        self, post: Callable[[intents.Intent], None], browse: Callable[[], None] | None, read: Read
    ) -> None:
        super().__init__(TITLE, lambda: post(intents.ToggleSheet(Sheet.ADD)), (600, 480))
        self._post, self._read = post, read
        self._completions, self._row = Subfolders(""), -1
        self._reason = self._path = ""
        self._hint = TextLabel(HINT, SMALL, PALETTE.second)
        self.field = Field(
            self._text_changed,
            self._done,
            lambda: None,
            PATH,
            indent=12,
        )
        self.field.step, self.field.complete = self._step, self._complete
        callbacks = ListCallbacks(on_press=self._row_pressed, on_menu=self._row_pressed)
        self._folders = NameList(dp(DESKTOP.folder_row), dp(DESKTOP.target), callbacks)
        self._add = PushButton(self._done, ADD, "check", style=PRIMARY)
        self._browse = PushButton(browse, BROWSE, "folder") if browse else None
        self._import = PushButton(lambda: post(intents.OfferImport()), IMPORT_PREDECESSOR)
        widgets = (self._hint, self.field, self._folders, self._add, self._browse, self._import)
        for widget in widgets:
            if widget is not None:
                self.add_widget(widget)
        self.bind(parent=self._parent_changed)

    def show(self, sources: Sources) -> None:
        """Show why the folder cannot be a source."""
        self._reason = sources.root_reason
        self._show_hint()

    def _show_hint(self) -> None:
        reason = self._reason or self._completions.reason
        text = capitalised(reason) or HINT
        self._hint.show(text, PALETTE.trash if reason else PALETTE.second)

    def _parent_changed(self, _sheet: object, parent: object) -> None:
        # The field takes the keyboard focus when the sheet opens, and releases it when it closes.
        self.field.focus = parent is not None
        if parent is not None:
            self._text_changed(self.field.text)

    def _text_changed(self, words: str) -> None:
        self._reason = ""
        self._path = words if words.startswith(("/", "~/")) else f"~/{words}"
        self._read(self._path, self._listed)

    def _listed(self, found: Subfolders) -> None:
        if found.typed == self._path:  # otherwise the text has changed since
            self._completions, self._row = found, -1
            self._show_rows()
            self._show_hint()

    def _show_rows(self) -> None:
        self._folders.show_names(
            tuple(
                Named(name, None, "folder", chosen=row == self._row, active=True)
                for row, name in enumerate(self._completions.names)
            )
        )

    def _step(self, rows: int) -> None:
        last = len(self._completions.names) - 1
        self._row = max(-1, min(self._row + rows, last))
        self._show_rows()

    def _complete(self) -> None:
        if self._row >= 0:
            self._enter(self._row)
        else:
            self._write(self._completions.completed)

    def _row_pressed(self, row: int, _touch: MotionEvent) -> None:
        self._enter(row)

    def _enter(self, row: int) -> None:
        self._write(self._completions.path(row))

    def _write(self, path: str) -> None:
        self.field.fill(path)
        self.field.cursor = (len(path), 0)
        self.field.focus = True

    def _done(self) -> None:
        if self._row >= 0:
            self._enter(self._row)
            return
        if self.field.text.strip():
            root = decode_path(os.path.expanduser(self._path.strip()))  # noqa: PTH111 - bytes wanted
            self._post(intents.AddSource(root.rstrip(b"/") or b"/"))

    def place(self, *_: object) -> None:
        """Lay out the widgets."""
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
