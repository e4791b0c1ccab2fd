"""Rounded rectangles that may be empty."""

from __future__ import annotations

from kivy.graphics import RoundedRectangle

NOTHING = 0.001
"""A size in pixels too small to be visible."""


def spread(shape: RoundedRectangle, pos: tuple[float, float], size: tuple[float, float]) -> None:
    """Set position and size of `shape`; a size of 0 hides it.

    Kivy keeps drawing a rounded rectangle at its old place when a side becomes 0.
    """
    shape.pos = pos
    shape.size = (max(NOTHING, size[0]), max(NOTHING, size[1]))
