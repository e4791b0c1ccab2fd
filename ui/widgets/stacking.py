"""Stacking order: what is drawn over a widget."""

from __future__ import annotations

from collections.abc import Iterator

from kivy.uix.widget import Widget

Box = tuple[float, float, float, float]
"""Left, bottom, width, height, in window pixels."""


def overlaid(widget: Widget, box: Box) -> bool:
    """Tell whether anything may be drawn over a part of `widget`.

    A widget draws inside its own rectangle, unless it `floats`.
    """
    return any(
        getattr(above, "floats", False) or (above.opacity and _meet(above, box))
        for above in _above(widget)
    )


def _above(widget: Widget) -> Iterator[Widget]:
    """Yield the widgets drawn after `widget` that are no descendants of it."""
    below, parent = widget, widget.parent
    while parent is not None and parent is not below:  # the window is its own parent
        for child in parent.children:  # the topmost first
            if child is below:
                break
            yield child
        below, parent = parent, parent.parent


def _meet(widget: Widget, box: Box) -> bool:
    left, bottom, width, height = box
    return bool(
        widget.x < left + width
        and widget.right > left
        and widget.y < bottom + height
        and widget.top > bottom
    )
