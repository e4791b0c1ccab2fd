"""The ground of a row: hover raises it, focus outlines it, selection tints it."""

from __future__ import annotations

from kivy.graphics import (
    Color,
    InstructionGroup,
    Line,
    PopMatrix,
    PushMatrix,
    Rectangle,
    Translate,
)
from kivy.metrics import dp

from ui.theme import PALETTE, Colour, faded

NONE: Colour = (0, 0, 0, 0)


class Row:
    """Moves as one; subclasses add what it says to `inside`."""

    def __init__(self) -> None:
        self.group = InstructionGroup()
        self.inside = InstructionGroup()
        self._at = Translate(0, 0)
        self._hover_colour, self._hover = Color(rgba=NONE), Rectangle()
        self._tint_colour, self._tint = Color(rgba=NONE), Rectangle()
        self._stripe_colour, self._stripe = Color(rgba=NONE), Rectangle()
        self._line_colour, self._line = Color(rgba=NONE), Rectangle()
        self._outline_colour, self._outline = Color(rgba=NONE), Line(width=dp(1))
        self._there = False
        for part in (PushMatrix(), self._at, self._hover_colour, self._hover):
            self.group.add(part)
        for part in (self._tint_colour, self._tint, self._line_colour, self._line):
            self.group.add(part)
        for part in (self._stripe_colour, self._stripe, self.inside):
            self.group.add(part)
        for part in (self._outline_colour, self._outline, PopMatrix()):
            self.group.add(part)

    def move(self, x: float, y: float) -> None:
        """Draw at this lower left corner, in window pixels."""
        self._at.xy = (x, y)

    def hover(self, *, over: bool) -> None:
        """Raise it a little, or not."""
        raised = over and self._there
        self._hover_colour.rgba = faded(PALETTE.raised, 0.6) if raised else NONE

    def ground(  # noqa: PLR0913 - the looks of a row are its parameters
        self,
        width: float,
        height: float,
        *,
        there: bool = True,
        tinted: bool = False,
        outlined: bool = False,
        stripe: Colour = NONE,
        lined: bool = True,
    ) -> None:
        """Draw the ground of a row of that size."""
        self._there = there
        self._hover.size = self._tint.size = (width, height)
        self._tint_colour.rgba = PALETTE.selected if tinted and there else NONE
        self._line.size = (width, 1)
        self._line_colour.rgba = faded(PALETTE.line, 0.6) if there and lined else NONE
        self._stripe.size = (dp(4), height - 1)
        self._stripe.pos = (0, 1)
        self._stripe_colour.rgba = stripe if there else NONE
        self._outline.rectangle = (1, 1, width - 2, height - 2)
        self._outline_colour.rgba = PALETTE.accent if outlined and there else NONE
