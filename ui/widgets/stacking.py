"""Stacking order: what is drawn over a widget."""

from __future__ import annotations

from collections.abc import Iterator

from kivy.uix.widget import Widget

Box = tuple[float, float, float, float]
"""Left, bottom, width, height, in window pixels."""


def overlaid(widget: Widget, box: Box) -> bool:
    """Tell whether anything may be drawn over a part of `widget`.

    A widget draws inside its own rectangle, unless it `floats`. One that only holds others draws
    what they draw: an empty one may lie above.
    """
    return any(_draws(above, box) for above in _above(widget))


def _draws(widget: Widget, box: Box) -> bool:
    """Tell whether a widget or one in it may draw into a box."""
    if getattr(widget, "floats", False):
        return True
    if not widget.opacity or not _meet(widget, box):
        return False
    inside = {child.canvas for child in widget.children}
    own = any(one not in inside for one in widget.canvas.children)
    return own or any(_draws(child, box) for child in widget.children)


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
