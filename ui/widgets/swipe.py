"""A finger that draws one row of a list to a side."""

from __future__ import annotations

from kivy.graphics import Color, InstructionGroup, Rectangle
from kivy.metrics import dp

from ui.theme import PALETTE, faded

FAR = 96
"""dp a row must be drawn before letting it go means anything."""


class Swipe:
    """Draws what comes out from beneath the row."""

    def __init__(self, under: InstructionGroup) -> None:
        """Draw into `under`, which lies below the rows."""
        self.row: int | None = None
        """The row that is drawn; `None` while there is none."""
        self.away = 0.0
        """Pixels it is drawn, to the right where positive."""
        self._colour = Color(rgba=(0, 0, 0, 0))
        self._ground = Rectangle(size=(0, 0))
        under.add(self._colour)
        under.add(self._ground)

    def begin(self, row: int) -> None:
        """Take the row."""
        self.row, self.away = row, 0.0

    @property
    def counts(self) -> bool:
        """Whether it is far enough to mean something."""
        return abs(self.away) >= dp(FAR)

    def follow(self, away: float, left: float, bottom: float, width: float, tall: float) -> None:
        """Draw what is beneath the row at that place, `away` pixels of it."""
        self.away = away
        shade = PALETTE.keep if away > 0 else PALETTE.trash
        self._colour.rgba = faded(shade, 0.55 if self.counts else 0.2)
        self._ground.pos = (left if away > 0 else left + width + away, bottom)
        self._ground.size = (abs(away), tall)

    def end(self) -> None:
        """Let go."""
        self.row, self.away = None, 0.0
        self._ground.size = (0, 0)
