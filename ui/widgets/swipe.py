"""Swipe of a list row to a side."""

from __future__ import annotations

from kivy.graphics import Color, InstructionGroup, Rectangle
from kivy.metrics import dp

from ui.theme import PALETTE, faded

FAR = 96
"""Minimum distance of a swipe in dp."""


class Swipe:
    """Draws the coloured area revealed beneath the row."""

    def __init__(self, under: InstructionGroup) -> None:
        """Draw into `under`, which lies below the rows."""
        self.row: int | None = None
        """The row being swiped; `None`: no swipe."""
        self.away = 0.0
        """Distance in pixels, positive to the right."""
        self._colour = Color(rgba=(0, 0, 0, 0))
        self._ground = Rectangle(size=(0, 0))
        under.add(self._colour)
        under.add(self._ground)

    def begin(self, row: int) -> None:
        """Start swiping a row."""
        self.row, self.away = row, 0.0

    @property
    def counts(self) -> bool:
        """Whether the distance counts as a swipe."""
        return abs(self.away) >= dp(FAR)

    def follow(self, away: float, left: float, bottom: float, width: float, tall: float) -> None:
        """Draw the area beneath the row, `away` pixels wide."""
        self.away = away
        shade = PALETTE.keep if away > 0 else PALETTE.trash
        self._colour.rgba = faded(shade, 0.55 if self.counts else 0.2)
        self._ground.pos = (left if away > 0 else left + width + away, bottom)
        self._ground.size = (abs(away), tall)

    def end(self) -> None:
        """End the swipe."""
        self.row, self.away = None, 0.0
        self._ground.size = (0, 0)
