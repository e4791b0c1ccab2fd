"""Scroll bar at the right edge of a list."""

from __future__ import annotations

from kivy.graphics import Color, InstructionGroup, RoundedRectangle
from kivy.metrics import dp

from ui.theme import PALETTE, faded
from ui.widgets.rounded import spread
from ui.widgets.scroll import Scroll

WIDE = 6
"""Drawn width in dp."""
REACH = 14
"""Width in dp of the hit area at the right edge, beside the thumb too."""
LEAST = 32
"""Minimum length of the thumb in dp."""
RESTING, HELD = faded(PALETTE.second, 0.35), faded(PALETTE.second, 0.7)


class ScrollBar:
    """A thumb at the right edge of an area; positions are window pixels."""

    def __init__(self, group: InstructionGroup) -> None:
        self._colour = Color(rgba=RESTING)
        self._shape = RoundedRectangle(radius=[dp(WIDE / 2)], size=(0, 0))
        group.add(self._colour)
        group.add(self._shape)
        self._right, self._top = 0.0, 0.0
        self._target = 0.0
        self._scroll = Scroll()
        self._grip: float | None = None

    @property
    def held(self) -> bool:
        """Whether it is being dragged."""
        return self._grip is not None

    @property
    def _least(self) -> float:
        return max(dp(LEAST), self._target)

    def draw(self, right: float, top: float, target: float, scroll: Scroll) -> None:
        """Draw the thumb.

        Args:
            right: Right edge of the list.
            top: Upper edge of the list.
            target: Minimum size of touch targets in pixels.
            scroll: Scroll position to show.
        """
        self._right, self._top, self._target, self._scroll = right, top, target, scroll
        place = scroll.thumb(self._least)
        if place is None:
            spread(self._shape, (right, top), (0, 0))
            return
        depth, length = round(place[0]), round(place[1])
        corner = (round(right - dp(WIDE + 2)), top - depth - length)
        spread(self._shape, corner, (round(dp(WIDE)), length))

    def hit(self, x: float, y: float) -> bool:
        """Tell whether a press grabs the bar: anywhere on it, or near its thumb."""
        place = self._scroll.thumb(self._least)
        if place is None or x > self._right:
            return False
        depth = self._top - y
        on_thumb = place[0] <= depth <= place[0] + place[1]
        return x >= self._right - (max(self._target, dp(REACH)) if on_thumb else dp(REACH))

    def beside(self, x: float) -> bool:
        """Tell whether a press could as well have been meant for the row."""
        return x < self._right - dp(REACH)

    def take(self, y: float) -> None:
        """Grab the thumb at the press; off the thumb, grab its middle."""
        place = self._scroll.thumb(self._least)
        if place is None:
            return
        inside = self._top - y - place[0]
        self._grip = inside if 0 <= inside <= place[1] else place[1] / 2
        self._colour.rgba = HELD

    def follow(self, y: float) -> Scroll:
        """Return the scroll position that keeps the thumb under the pointer at `y`."""
        if self._grip is None:
            return self._scroll
        return self._scroll.dragged(self._top - y - self._grip, self._least)

    def let_go(self) -> None:
        """Release the thumb."""
        self._grip = None
        self._colour.rgba = RESTING
