"""Ring around the focused point, and its name in a box."""

from __future__ import annotations

from kivy.graphics import Canvas, Color, Line, RoundedRectangle
from kivy.metrics import dp

from ui.map.viewport import Point
from ui.theme import BODY, PALETTE, faded
from ui.widgets.rounded import NOTHING, spread
from ui.widgets.sprite import Sprite
from ui.widgets.text_texture import measure

RADIUS, BESIDE, TALL, PAD = 7, 14, 28, 10
"""In dp: radius, distance of the box from the centre, height and padding of the box."""


class Ring:
    """Ring and box above the points."""

    def __init__(self, canvas: Canvas) -> None:
        """Append to `canvas`, above its content."""
        with canvas:
            self._shade = Color(rgba=faded(PALETTE.text, 0))
            self._ring = Line(width=dp(1.4))
            self._box_shade = Color(rgba=PALETTE.raised)
            self._box = RoundedRectangle(size=(NOTHING, NOTHING), radius=[dp(6)])
        self._words = Sprite(canvas, PALETTE.text)

    def draw(self, at: Point | None, words: str, right: float) -> None:
        """Draw the ring around a pixel, or hide it.

        Args:
            at: Window pixel; `None`: hidden.
            words: Text of the box; it stands on the left if there is no room up to `right`.
            right: Right edge of the map in pixels.
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
