"""Focus outline."""

from __future__ import annotations

from kivy.graphics import Color, InstructionGroup, Line
from kivy.metrics import dp

from ui.theme import PALETTE


class Outline:
    """A line of 2 dp along the inside of an area, in the accent colour."""

    def __init__(self, group: InstructionGroup) -> None:
        # Kivy draws a line twice as thick as its width, but a width of 1 as a hairline.
        self._half = max(1.01, dp(1))
        self._line = Line(width=self._half, joint="miter", close=True)
        group.add(Color(rgba=PALETTE.accent))
        group.add(self._line)

    def draw(self, left: float, bottom: float, width: float, height: float) -> None:
        """Draw it inside that area."""
        low, high = self._half, -self._half
        right, top = left + width + high, bottom + height + high
        left, bottom = left + low, bottom + low
        self._line.points = [left, bottom, right, bottom, right, top, left, top]

    def hide(self) -> None:
        """Draw nothing."""
        if self._line.points:
            self._line.points = []
