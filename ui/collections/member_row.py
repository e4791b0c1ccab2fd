"""Narrow row of a collection's sample: number, name, length."""

from __future__ import annotations

from kivy.metrics import dp

from models.audio.clock import clock, thousands
from models.library.tag import Tag
from ui.browser.sample_row import STRIPES, RowState, reason, stem
from ui.text.common import MISSING
from ui.theme import BODY, NUMBER, PALETTE, Sizes
from ui.widgets.row import NONE, Row
from ui.widgets.sprite import Sprite

INSET, MARK, LENGTH = 14, 30, 62
"""dp before the number, for the number, and for the length."""


class MemberRow(Row):
    """Draws the same `RowState` as a row of the sample list."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.sizes = sizes
        self._number = Sprite(self.inside, PALETTE.third)
        self._name = Sprite(self.inside, PALETTE.text)
        self._length = Sprite(self.inside, PALETTE.third)

    def draw(self, row: int, row_state: RowState, width: float, height: float) -> None:
        """Draw row `row`."""
        sample = row_state.sample
        self.ground(
            width,
            height,
            tint=PALETTE.selected if row_state.focused or row_state.selected else None,
            outlined=row_state.focused and row_state.active,
            stripe=STRIPES[sample.tag] if sample else NONE,
            lined=False,
        )
        number = thousands(row + 1)
        self._number.write(number, NUMBER, PALETTE.third, dp(INSET), dp(MARK), height)
        if sample is None:
            self._name.hide()
            self._length.hide()
            return
        dim = bool(reason(sample)) or sample.tag is Tag.TRASH
        shade = PALETTE.accent if row_state.playing else PALETTE.third if dim else PALETTE.text
        left, right = dp(INSET + MARK), width - dp(INSET)
        room = max(0.0, right - dp(LENGTH) - left)
        self._name.write(stem(sample), BODY, shade, left, room, height)
        words = MISSING if sample.missing else clock(sample.length, 2) if sample.frames else ""
        self._length.write_to(words, NUMBER, PALETTE.third, right, height)

    def empty(self, width: float, height: float) -> None:
        """Draw an empty row."""
        self.ground(width, height, there=False)
        for sprite in (self._number, self._name, self._length):
            sprite.hide()
