"""Word on a pill, inside a row."""

from __future__ import annotations

from kivy.graphics import Color, InstructionGroup, RoundedRectangle
from kivy.metrics import dp

from ui.theme import PALETTE, SMALL, Colour
from ui.widgets.rounded import NOTHING, spread
from ui.widgets.sprite import Sprite
from ui.widgets.text_texture import texture

TALL, PAD = 22, 8
"""In dp: height of the pill, and padding of the word."""


class Chip:
    """A pill with a word; positions are relative to the row."""

    def __init__(self, group: InstructionGroup) -> None:
        group.add(Color(rgba=PALETTE.raised))
        self._pill = RoundedRectangle(size=(NOTHING, NOTHING), radius=[dp(TALL / 2)])
        group.add(self._pill)
        self._word = Sprite(group, PALETTE.text)

    def hide(self) -> None:
        """Draw nothing."""
        spread(self._pill, (0, 0), (0, 0))
        self._word.hide()

    def write(self, word: str, shade: Colour, left: float, room: float, height: float) -> None:
        """Draw a word from `left` on, shortened to `room`, centred in `height`."""
        within = int(room - 2 * dp(PAD))
        if not word or within < 1:
            self.hide()
            return
        drawn = texture(word, SMALL, within)
        tall = min(dp(TALL), height)
        wide = drawn.width + 2 * dp(PAD)
        spread(self._pill, (round(left), round((height - tall) / 2)), (wide, tall))
        self._word.draw(drawn, shade, round(left) + dp(PAD), height)
