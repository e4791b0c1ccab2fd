"""All keys, made from the table that also decides what they do."""

from __future__ import annotations

from collections.abc import Callable

from kivy.metrics import dp

from ui.keymap import BINDINGS, Binding, spelled
from ui.piece.caption import Caption
from ui.shell.sheet import SheetFrame
from ui.theme import HEADING, NUMBER, PALETTE, SMALL

ROW = 22
COLUMN = 290
KEYS = 104


def chapters() -> list[tuple[str, list[Binding]]]:
    """Return the table by where the keys hold, everywhere first."""
    places: dict[str, list[Binding]] = {"EVERYWHERE": []}
    for binding in BINDINGS:
        names = " · ".join(panel.value.upper() for panel in binding.panels) or "EVERYWHERE"
        places.setdefault(names, []).append(binding)
    return list(places.items())


class KeySheet(SheetFrame):
    """The sheet behind `?`."""

    def __init__(self, close: Callable[[], None]) -> None:
        super().__init__("Keys", close, (3 * COLUMN + 40, 560))
        self._rows: list[tuple[Caption | None, Caption]] = []
        for place, bindings in chapters():
            self._rows.append((None, self._added(Caption(place, HEADING, PALETTE.third))))
            for binding in bindings:
                keys = self._added(Caption(spelled(binding.keys), NUMBER, PALETTE.accent))
                words = self._added(Caption(binding.words, SMALL, PALETTE.text))
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
