"""Background of a list row: hover lightens it, focus outlines it, selection tints it."""

from __future__ import annotations

from kivy.graphics import (
    Color,
    InstructionGroup,
    PopMatrix,
    PushMatrix,
    Rectangle,
    Translate,
)
from kivy.metrics import dp

from ui.theme import PALETTE, Colour, faded
from ui.widgets.outline import Outline

NONE: Colour = (0, 0, 0, 0)
NOTHING = (0, 0)
EDGE, STRIPE = 2, 4
"""dp before the stripe, which an outline takes, and width of the stripe."""
HOVER = faded(PALETTE.raised, 0.45)


class Row:
    """A translated group; subclasses add their content to `inside`."""

    def __init__(self) -> None:
        self.group = InstructionGroup()
        self.inside = InstructionGroup()
        self._at = Translate(0, 0)
        self._size = (0.0, 0.0)
        self._hover_colour, self._hover = Color(rgba=NONE), Rectangle(size=NOTHING)
        self._tint_colour, self._tint = Color(rgba=NONE), Rectangle(size=NOTHING)
        self._stripe_colour, self._stripe = Color(rgba=NONE), Rectangle(size=NOTHING)
        self._line_colour = Color(rgba=faded(PALETTE.line, 0.6))
        self._line = Rectangle(size=NOTHING)
        self._there = False
        for part in (PushMatrix(), self._at, self._hover_colour, self._hover):
            self.group.add(part)
        for part in (self._tint_colour, self._tint, self._line_colour, self._line):
            self.group.add(part)
        for part in (self._stripe_colour, self._stripe, self.inside):
            self.group.add(part)
        self._outline = Outline(self.group)
        self.group.add(PopMatrix())

    def move(self, x: float, y: float) -> None:
        """Move the lower left corner to (x, y) in window pixels."""
        self._at.xy = (x, y)

    def hover(self, *, over: bool) -> None:
        """Set whether the row is drawn as hovered."""
        self._fill(self._hover, self._hover_colour, HOVER if over and self._there else None)

    def ground(  # noqa: PLR0913 - the looks of a row are its parameters
        self,
        width: float,
        height: float,
        *,
        there: bool = True,
        tint: Colour | None = None,
        outlined: bool = False,
        stripe: Colour = NONE,
        lined: bool = True,
    ) -> None:
        """Draw the background of a row of that size."""
        self._there = there
        self._size = (width, height)
        self._fill(self._tint, self._tint_colour, tint if there else None)
        self._line.size = (width, 1) if there and lined else NOTHING
        marked = there and stripe[3] > 0
        self._stripe_colour.rgba = stripe
        self._stripe.size = (round(dp(STRIPE)), height - 1) if marked else NOTHING
        # Inside of the outline, which it would be covered by.
        self._stripe.pos = (round(dp(EDGE)), 1)
        if outlined and there:
            self._outline.draw(0, 0, width, height)
        else:
            self._outline.hide()

    def _fill(self, shape: Rectangle, tint: Color, shade: Colour | None) -> None:
        # Hidden rectangles get no size: a transparent one costs as much as an opaque one.
        shape.size = self._size if shade else NOTHING
        if shade:
            tint.rgba = shade
