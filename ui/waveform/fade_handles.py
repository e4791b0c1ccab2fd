"""Handles of the selection: dragged inwards they shape a fade, whose curve is drawn meanwhile."""

from __future__ import annotations

import numpy as np
from kivy.graphics import Color, Ellipse, InstructionGroup, Line
from kivy.metrics import dp

from models.audio.span import Span
from models.edit.edit import Edit, Op
from models.edit.fade import fade_in_gains
from models.waveform.view import View
from ui.theme import PALETTE

SIZE = 11
"""Diameter of a handle in dp."""
BELOW = 28
"""dp from the upper edge to the centre of a handle: below the bar of the selection."""
NARROWEST = 110
"""dp of a selection that has handles."""
POINTS = 48
"""Points of the curve."""


def handle_places(view: View, span: Span | None, inset: float) -> dict[Op, float]:
    """Return the pixel of each visible handle, from the left edge.

    Args:
        view: Visible span.
        span: Selection.
        inset: Distance from the edges in pixels, beyond their grab zones.
    """
    if span is None:
        return {}
    left, right = view.x_at(span.start), view.x_at(span.end)
    if right - left < dp(NARROWEST):
        return {}
    places = {Op.FADE_IN: left + inset, Op.FADE_OUT: right - inset}
    return {op: x for op, x in places.items() if 0 <= x <= view.width}


class FadeHandles:
    """Draws into `group`, in window pixels, inside `left, bottom, width, height`."""

    def __init__(self, group: InstructionGroup) -> None:
        """Draw nothing yet."""
        self._group = InstructionGroup()
        group.add(self._group)
        self._shown: tuple[object, ...] = ()

    def show(
        self,
        view: View | None,
        place: tuple[float, float, float, float],
        span: Span | None,
        fade: Edit | None,
        inset: float,
    ) -> None:
        """Draw the handles of a selection, and the curve of the fade that is being shaped."""
        shown = (view, place, span, fade, inset)
        if shown == self._shown:
            return
        self._shown = shown
        self._group.clear()
        if view is None:
            return
        left, bottom, _, height = place
        self._group.add(Color(rgba=PALETTE.text))
        size = dp(SIZE)
        for x in handle_places(view, span, inset).values():
            at = (round(left + x - size / 2), round(bottom + height - dp(BELOW) - size / 2))
            self._group.add(Ellipse(pos=at, size=(size, size)))
        if fade is not None and fade.span is not None:
            self._draw_curve(view, place, fade, fade.span)

    def _draw_curve(
        self, view: View, place: tuple[float, float, float, float], fade: Edit, span: Span
    ) -> None:
        left, bottom, _, height = place
        gains = fade_in_gains(0, POINTS + 1, POINTS, fade.curve)
        if fade.op is Op.FADE_OUT:
            gains = gains[::-1]
        xs = np.linspace(view.x_at(span.start), view.x_at(span.end), POINTS + 1) + left
        ys = bottom + gains * height
        points = np.column_stack([xs, ys]).ravel().tolist()
        self._group.add(Line(points=points, width=dp(1)))
