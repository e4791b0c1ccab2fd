"""Keyboard shortcuts sheet, generated from the key table."""

from __future__ import annotations

from collections.abc import Callable

from kivy.metrics import dp

from ui.key_lines import chapters
from ui.keypress import Keymap
from ui.keystroke import display_keys
from ui.shell.sheet import SheetFrame
from ui.text import key_sheet as text
from ui.theme import HEADING, NUMBER, PALETTE, SMALL
from ui.widgets.label import TextLabel

ROW = 22
COLUMN = 310
KEYS = 144
MANY = 3
"""Maximum number of keys listed in full on one line."""


def _together(keys: tuple[str, ...]) -> str:
    read = [display_keys(one) for one in keys]
    return f"{read[0]} … {read[-1]}" if len(read) > MANY else " ".join(read)


class KeySheet(SheetFrame):
    """The sheet behind `?`."""

    def __init__(self, keymap: Keymap, close: Callable[[], None]) -> None:
        super().__init__(text.TITLE, close, (3 * COLUMN + 40, 690))
        self._rows: list[tuple[TextLabel | None, TextLabel]] = []
        for place, lines in chapters(keymap.bindings):
            self._rows.append((None, self._added(TextLabel(place, HEADING, PALETTE.third))))
            for line in lines:
                keys = self._added(TextLabel(_together(line.keys), NUMBER, PALETTE.accent))
                words = self._added(TextLabel(line.words, SMALL, PALETTE.text))
                self._rows.append((keys, words))

    def _added(self, label: TextLabel) -> TextLabel:
        self.add_widget(label)
        return label

    def place(self, *_: object) -> None:
        """Arrange the rows in columns, top down."""
        super().place()
        left, bottom, width, height = self.card
        top = bottom + height - dp(60)
        columns = max(1, int((width - dp(40)) // dp(COLUMN)))
        wide = (width - dp(40)) / columns
        tall = top - bottom - dp(12)
        # With little room the rows move together, so that all are visible.
        needed = -(-len(getattr(self, "_rows", ())) // columns) or 1
        each = max(needed, int(tall // dp(ROW)))
        row = min(dp(ROW), tall / each)
        for number, (keys, words) in enumerate(getattr(self, "_rows", ())):
            column, line = divmod(number, each)
            x, y = left + dp(20) + column * wide, top - (line + 1) * row
            indent = dp(KEYS) if keys else 0
            if keys:
                keys.pos, keys.size = (x, y), (dp(KEYS - 8), row)
            words.pos, words.size = (x + indent, y), (wide - indent - dp(12), row)
