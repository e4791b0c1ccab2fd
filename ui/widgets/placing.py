"""Places widgets by the containers of `models.layout`; lengths are pixels."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, Protocol
from weakref import WeakSet

from kivy.metrics import dp
from kivy.uix.widget import Widget

from models.layout.part import Part
from models.layout.tree import FILL, Box, Leaf, Margin, Node

_absent: WeakSet[Widget] = WeakSet()
"""Widgets for which there was no room."""


class Natural(Protocol):
    """A widget that knows how wide it wants to be."""

    def natural_width(self) -> float:
        """Return the width in pixels that shows the whole content."""


def pixels(length: float) -> int:
    """Return a length in dp as whole pixels."""
    return round(dp(length))


def box_of(widget: Widget) -> Box:
    """Return the box of a widget."""
    left, bottom = round(widget.x), round(widget.y)
    width, height = max(0, round(widget.width)), max(0, round(widget.height))
    return Box(left, bottom, width, height)


def even(length: float) -> Margin:
    """Return a margin of so many dp on all sides."""
    return Margin(*[pixels(length)] * 4)


def place(node: Node, box: Box) -> None:
    """Give each widget of a tree its box; those without room are hidden, and shown once it is."""
    for spot in node.spots(box):
        widget = spot.key
        if widget is None:
            continue
        if spot.there is (widget in _absent):
            (_absent.discard if spot.there else _absent.add)(widget)
            widget.opacity = 1.0 if spot.there else 0.0
        fold = getattr(widget, "fold", None)
        if fold is not None:
            fold(spot.folded)
        widget.size = (spot.box.width, spot.box.height)
        widget.pos = (spot.box.left, spot.box.bottom)


def has_room(widget: Widget) -> bool:
    """Tell whether there was room for a widget when it was placed last."""
    return widget not in _absent


def fixed(widget: Any, width: float, height: float | None = None, *, drop: int = 0) -> Leaf:
    """Return the leaf of a widget of a fixed size in pixels; `height` `None`: that of the row."""
    tall = FILL if height is None else Part(height)
    return Leaf(widget, Part(width, drop=drop), tall)


def button(  # noqa: PLR0913 - what a button asks for
    widget: Natural,
    height: float,
    *,
    least: float = 0.0,
    fold: int = 0,
    drop: int = 0,
    narrow: float | None = None,
) -> Leaf:
    """Return the leaf of a button.

    Args:
        widget: The button.
        height: Of the button, in pixels; folded it is as wide.
        least: Least width in pixels.
        fold: When it is folded to its icon, the lowest first; 0: never.
        drop: When it is left out, the lowest first; 0: never.
        narrow: Its text is elided down to this width; `None`: never.
    """
    wide = math.ceil(max(widget.natural_width(), least))
    folded = height if fold and height < wide else None
    return Leaf(widget, Part(wide, narrow, folded=folded, fold=fold, drop=drop), Part(height))


def text(
    label: Natural,
    *,
    least: float | None = 0.0,
    grow: float = 0.0,
    drop: int = 0,
    height: float | None = None,
) -> Leaf:
    """Return the leaf of a label that is elided down to `least` pixels, `None`: never."""
    tall = FILL if height is None else Part(height)
    wide = math.ceil(label.natural_width()) + 2
    return Leaf(label, Part(wide, least, grow=grow, drop=drop), tall)


def filling(
    widget: Any,
    natural: float = 0.0,
    least: float = 0.0,
    height: float | Callable[[int], Part] | None = None,
) -> Leaf:
    """Return the leaf of a widget that takes the room that is left; `None`: that of nobody."""
    tall = FILL if height is None else height if callable(height) else Part(height)
    return Leaf(widget, Part(natural, least, grow=1), tall)
