"""All keys, made from the table that also decides what they do."""

from __future__ import annotations

from collections.abc import Callable

from kivy.metrics import dp

from ui.keymap import Binding
from ui.keypress import Keymap
from ui.keystroke import spelled
from ui.piece.caption import Caption
from ui.shell.sheet import SheetFrame
from ui.theme import HEADING, NUMBER, PALETTE, SMALL

ROW = 22
COLUMN = 290
KEYS = 112


def chapters(keymap: Keymap) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return keys and words by where they hold, everywhere first; keys of one name in one line."""
    places: dict[str, list[Binding]] = {"EVERYWHERE": []}
    for binding in keymap.bindings:
        names = " · ".join(panel.value.upper() for panel in binding.panels) or "EVERYWHERE"
        places.setdefault(names, []).append(binding)
    return [(place, _lines(bindings)) for place, bindings in places.items()]


def _lines(bindings: list[Binding]) -> list[tuple[str, str]]:
    lines: dict[str, list[str]] = {}
    for binding in bindings:
        lines.setdefault(binding.words, []).append(spelled(binding.keys))
    return [(" ".join(keys), words) for words, keys in lines.items()]


class KeySheet(SheetFrame):
    """The sheet behind `?`."""

    def __init__(self, keymap: Keymap, close: Callable[[], None]) -> None:
        super().__init__("Keys", close, (4 * COLUMN + 40, 640))
        self._rows: list[tuple[Caption | None, Caption]] = []
        for place, lines in chapters(keymap):
            self._rows.append((None, self._added(Caption(place, HEADING, PALETTE.third))))
            for written, does in lines:
                keys = self._added(Caption(written, NUMBER, PALETTE.accent))
                words = self._added(Caption(does, SMALL, PALETTE.text))
                self._rows.append((keys, words))

    def _added(self, label: Caption) -> Caption:
        self.add_widget(label)
        return label

    def place(self, *_: object) -> None:
        """Set the rows in columns, top down."""
        super().place()
        left, bottom, width, height = self.card
        top = bottom + height - dp(60)
        columns = max(1, int((width - dp(40)) // dp(COLUMN)))
        wide = (width - dp(40)) / columns
        x, y = left + dp(20), top
        for keys, words in getattr(self, "_rows", ()):
            if y - dp(ROW) < bottom + dp(12):
                x, y = x + wide, top
            y -= dp(ROW)
            indent = dp(KEYS) if keys else 0
            if keys:
                keys.pos, keys.size = (x, y), (dp(KEYS - 8), dp(ROW))
            words.pos, words.size = (x + indent, y), (wide - indent - dp(12), dp(ROW))
