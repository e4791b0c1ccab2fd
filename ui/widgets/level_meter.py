"""Meter of a level in decibels."""

from __future__ import annotations

from kivy.graphics import Color, RoundedRectangle
from kivy.metrics import dp
from kivy.uix.widget import Widget

from ui.theme import PALETTE

LOWEST = -60.0
"""dBFS at the left end; the right one is full scale."""
LOUD = -3.0
"""dBFS from which on an input may be distorted."""
HEIGHT = 10
"""dp."""


def filled(level: float) -> float:
    """Return which part of the meter a level in dBFS fills, 0 to 1."""
    return max(0.0, min(1.0, 1.0 - level / LOWEST))


class LevelMeter(Widget):
    """A bar that is as long as something is loud."""

    def __init__(self) -> None:
        super().__init__()
        self.level = LOWEST
        """In dBFS."""
        with self.canvas:
            Color(rgba=PALETTE.ground)
            self._ground = RoundedRectangle(radius=[dp(4)])
            self._colour = Color(rgba=PALETTE.accent)
            self._bar = RoundedRectangle(radius=[dp(4)])
        self.bind(pos=self._place, size=self._place)

    def show(self, level: float) -> None:
        """Show a level in dBFS."""
        self.level = level
        self._colour.rgba = PALETTE.trash if level > LOUD else PALETTE.accent
        self._place()

    def _place(self, *_: object) -> None:
        tall = round(dp(HEIGHT))
        bottom = round(self.center_y - tall / 2)
        self._ground.pos, self._ground.size = (self.x, bottom), (self.width, tall)
        wide = round(self.width * filled(self.level))
        self._bar.pos, self._bar.size = (self.x, bottom), (wide, tall)
