"""Backups sheet: the backups of the library, one of which the next start restores."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from kivy.metrics import dp

from actors.messages import intents
from models.layout.tree import Node
from models.library.backup import Backup
from models.state.backups import Backups
from ui.browser.name_list import NameList
from ui.browser.name_row import Named
from ui.shell.sheet import SheetFrame, growing, line
from ui.text import backups as text
from ui.theme import DESKTOP, PALETTE, SMALL
from ui.widgets.paragraph import Paragraph
from ui.widgets.row_list import ListCallbacks


class BackupsSheet(SheetFrame):
    """The sheet behind “Backups…” in the settings: the newest is on top."""

    def __init__(self, post: Callable[[intents.Intent], None], backups: Backups) -> None:
        super().__init__(text.TITLE, lambda: post(intents.OpenBackups()), (680, 420))
        self._post, self._backups = post, backups
        self._list = NameList(
            dp(DESKTOP.row), dp(DESKTOP.row), ListCallbacks(on_press=self._pressed)
        )
        self._list.walked = True
        self._about = Paragraph(text.ABOUT, SMALL, PALETTE.second)
        self._outcome = Paragraph(face=SMALL, shade=PALETTE.second)
        for widget in (self._list, self._about, self._outcome):
            self.add_widget(widget)
        self.show(backups)

    def show(self, backups: Backups) -> None:
        """Show the backups, and what the next start does."""
        self._backups = backups
        self._list.show_names(tuple(self._row(one) for one in backups.all))
        if not backups.all:
            self._outcome.show(text.NONE if backups.known else "", PALETTE.second)
        elif backups.requested:
            self._outcome.show(text.requested(backups.requested), PALETTE.loop)
        else:
            self._outcome.show(text.KEPT, PALETTE.second)
        self.place()

    def _row(self, one: Backup) -> Named:
        at = time.strftime("%Y-%m-%d %H:%M", time.localtime(one.at))
        chosen = one.name == self._backups.requested
        words = text.backup(at, one)
        icon = "check" if chosen else "replay"
        return Named(words, None, icon, chosen=chosen, dim=bool(one.damage))

    def _pressed(self, row: int, _touch: object) -> None:
        if 0 <= row < len(self._backups.all) and not self._backups.all[row].damage:
            self._post(intents.RequestRestore(self._backups.all[row].name))

    def content(self) -> Sequence[Node]:
        """Return what they are, the backups, and what the next start does."""
        return (line(self._about), growing(self._list, 240, 120), line(self._outcome))
