"""Keyboard shortcuts sheet, generated from the key table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from models.layout.part import Part
from models.layout.tree import FILL, Column, Leaf, Node, Row
from ui.key_lines import chapters
from ui.keypress import Keymap
from ui.keystroke import display_keys
from ui.shell.sheet import BELOW, HEAD, INSET, OUTSIDE, SheetFrame
from ui.text import key_sheet as text
from ui.theme import HEADING, NUMBER, PALETTE, SMALL
from ui.widgets.label import TextLabel
from ui.widgets.paragraph import Paragraph
from ui.widgets.placing import pixels

ROW, TIGHT = 21, 18
"""Height of a line in dp, and where the window is too low for that: so a column that begins with a
heading once more, or has a line that wraps, still needs no scrolling."""
COLUMN = 318
KEYS = 144
Label = TypeVar("Label", bound=TextLabel)
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
        self._headings: list[str] = []
        """Heading of the group of each row."""
        self._again: dict[int, TextLabel] = {}
        """Heading above a column that begins within a group."""
        for place, lines in chapters(keymap.bindings):
            self._rows.append((None, self._added(TextLabel(place, HEADING, PALETTE.third))))
            for line in lines:
                keys = self._added(TextLabel(_together(line.keys), NUMBER, PALETTE.accent))
                words = self._added(Paragraph(line.words, SMALL, PALETTE.text))
                self._rows.append((keys, words))
            self._headings += [place] * (1 + len(lines))

    def _added(self, label: Label) -> Label:
        self.add_widget(label)
        return label

    def _column_of(self, at: int, rows: Sequence[tuple[TextLabel | None, TextLabel]]) -> list[Node]:
        """Return a column; if it begins within a group, that is named above it once more."""
        found = [self._line(keys, words) for keys, words in rows]
        again = self._again.get(at)
        if rows and rows[0][0] is not None:
            if again is None:
                words = text.continued(self._headings[at])
                again = self._again[at] = self._added(TextLabel(words, HEADING, PALETTE.third))
            found.insert(0, self._line(None, again))
        return found

    @property
    def card_width(self) -> int:
        """Width of the card in pixels: of as many columns as it takes for all rows to be seen."""
        room = round(self.width) - 2 * pixels(OUTSIDE)
        most = max(1, (room - 2 * pixels(INSET)) // pixels(COLUMN))
        tall = round(self.height) - pixels(2 * OUTSIDE + HEAD + BELOW)
        wanted = -(-len(self._rows) // max(1, tall // pixels(ROW)))
        return min(room, min(most, max(wanted, 2)) * pixels(COLUMN) + 2 * pixels(INSET))

    def content(self) -> Sequence[Node]:
        """Return the rows in columns, top down."""
        wide = self.card_width - 2 * pixels(INSET)
        count = max(1, wide // pixels(COLUMN))
        each = -(-len(self._rows) // count)
        for label in self._again.values():
            if label.parent is not None:
                label.parent.remove_widget(label)
        share = Part(wide // count - pixels(12), grow=1)
        columns = tuple(
            Column(tuple(self._column_of(at, self._rows[at : at + each])), across=share)
            for at in range(0, len(self._rows), each)
        )
        return [Row(columns, pixels(12), across=FILL, align=1.0)]

    @staticmethod
    def _line(keys: TextLabel | None, words: TextLabel) -> Node:
        tall = Part(pixels(ROW), pixels(TIGHT))
        if keys is None or not isinstance(words, Paragraph):
            return Leaf(words, FILL, tall)

        def wrapped(width: int) -> Part:
            natural = words.height_in(width).natural
            return Part(natural, natural - pixels(ROW - TIGHT))

        pair = (Leaf(keys, Part(pixels(KEYS - 8)), tall), Leaf(words, FILL, wrapped))
        return Row(pair, pixels(8), across=FILL, align=1.0)
