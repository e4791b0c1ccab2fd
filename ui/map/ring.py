"""A ring around the point that the list is on, and its name in a box beside it."""

from __future__ import annotations

from kivy.graphics import Canvas, Color, Line, RoundedRectangle
from kivy.metrics import dp

from ui.map.viewport import Point
from ui.theme import BODY, PALETTE, faded
from ui.widgets.rounded import NOTHING, spread
from ui.widgets.sprite import Sprite
from ui.widgets.text_texture import measure

RADIUS, BESIDE, TALL, PAD = 7, 14, 28, 10
"""dp: of the ring, between its middle and the box, height of the box, room beside its words."""


class Ring:
    """Drawn above the points."""

    def __init__(self, canvas: Canvas) -> None:
        """Add to `canvas`, above what is there."""
        with canvas:
            self._shade = Color(rgba=faded(PALETTE.text, 0))
            self._ring = Line(width=dp(1.4))
            self._box_shade = Color(rgba=PALETTE.raised)
            self._box = RoundedRectangle(size=(NOTHING, NOTHING), radius=[dp(6)])
        self._words = Sprite(canvas, PALETTE.text)

    def look(self, at: Point | None, words: str, right: float) -> None:
        """Draw it around a pixel.

        Args:
            at: Of the window; `None`: there is none.
            words: Beside it, on the left if there is no room up to `right`.
            right: Where the map ends.
        """
        self._shade.rgba = faded(PALETTE.text, 0 if at is None else 1)
        if at is not None:
            self._ring.circle = (*at, dp(RADIUS))
        if at is None or not words:
            spread(self._box, (0, 0), (0, 0))
            self._words.hide()
            return
        wide = measure(words, BODY) + 2 * dp(PAD)
        beside = dp(BESIDE)
        left = at[0] + beside if at[0] + beside + wide < right else at[0] - beside - wide
        place = (round(left), round(at[1] - dp(TALL) / 2))
        spread(self._box, place, (round(wide), dp(TALL)))
        height = 2 * place[1] + dp(TALL)
        self._words.write(words, BODY, PALETTE.text, place[0] + dp(PAD), wide, height)
