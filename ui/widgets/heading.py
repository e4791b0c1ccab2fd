"""Row of a panel's heading: title, key, buttons at the right."""

from __future__ import annotations

from kivy.metrics import dp
from kivy.uix.widget import Widget

from models.layout.part import Part
from models.layout.tree import FILL, Leaf, Margin, Row
from ui.theme import Sizes
from ui.widgets.label import TextLabel
from ui.widgets.placing import filling, pixels, text

KEY = (34, 22)
"""Width and height of the key in dp."""


def heading(
    title: TextLabel, key: Widget, sizes: Sizes, inset: float, buttons: tuple[Widget, ...] = ()
) -> Row:
    """Return the row: the key is left out before the title is elided.

    Args:
        title: Of the panel.
        key: Shows the key that focuses the panel.
        sizes: Of the density.
        inset: dp before the title.
        buttons: At the right, square.
    """
    tall = pixels(sizes.heading)
    squares = tuple(Leaf(one, Part(tall), Part(tall)) for one in buttons)
    shown = Leaf(key, Part(pixels(KEY[0]), drop=1), Part(pixels(KEY[1])))
    margin = Margin(left=pixels(inset), right=pixels(4))
    children = (text(title, least=pixels(50)), shown, filling(None), *squares)
    return Row(children, gap=round(dp(4)), margin=margin, across=FILL, along=Part(tall))
