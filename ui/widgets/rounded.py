"""Rectangles with round corners that may also be empty."""

from __future__ import annotations

from kivy.graphics import RoundedRectangle

NOTHING = 0.001
"""Pixels too few to be seen."""


def spread(shape: RoundedRectangle, pos: tuple[float, float], size: tuple[float, float]) -> None:
    """Give `shape` a place and a size; 0 is allowed.

    Kivy goes on drawing a rounded rectangle where it was when a side becomes 0.
    """
    shape.pos = pos
    shape.size = (max(NOTHING, size[0]), max(NOTHING, size[1]))
