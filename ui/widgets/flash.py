"""Short highlight, for a command that had nothing to do."""

from __future__ import annotations

from time import monotonic
from typing import ClassVar

from kivy.graphics import Color, InstructionGroup, Rectangle

from ui.theme import PALETTE, faded

LASTS = 0.6
"""Duration in seconds."""
BRIGHT = 0.5


class Flash:
    """A rectangle that lights up and fades."""

    reduced: ClassVar[bool] = False
    """Whether it does not fade; set by whoever knows the setting."""

    def __init__(self, above: InstructionGroup) -> None:
        """Draw into `above`."""
        self._begun: float | None = None
        self._colour = Color(rgba=(0, 0, 0, 0))
        self._light = Rectangle(size=(0, 0))
        above.add(self._colour)
        above.add(self._light)

    @property
    def running(self) -> bool:
        """Whether it is visible."""
        return self._begun is not None

    def begin(self, x: float, y: float, width: float, height: float) -> None:
        """Highlight an area."""
        self._begun = monotonic()
        self._light.pos, self._light.size = (x, y), (width, height)
        self.fade()

    def fade(self) -> None:
        """Update the brightness."""
        if self._begun is None:
            return
        left = 1.0 - (monotonic() - self._begun) / LASTS
        bright = BRIGHT * (1.0 if self.reduced and left > 0.0 else max(0.0, left))
        self._colour.rgba = faded(PALETTE.accent, bright)
        if left <= 0.0:
            self._begun = None
            self._light.size = (0, 0)
