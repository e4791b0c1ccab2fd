"""Background of a bar or side panel, with a separator line."""

from __future__ import annotations

from kivy.graphics import Color, Rectangle
from kivy.uix.widget import Widget

from ui.theme import PALETTE, Colour


class Bar(Widget):
    """Fills itself and draws a line of one pixel along one edge."""

    def __init__(self, edge: str, shade: Colour = PALETTE.panel, **options: object) -> None:
        super().__init__(**options)
        self._edge = edge
        with self.canvas.before:
            Color(rgba=shade)
            self._ground = Rectangle()
            Color(rgba=PALETTE.line)
            self._edge_line = Rectangle()
        self.bind(pos=self._fill, size=self._fill)

    def _fill(self, *_: object) -> None:
        self._ground.pos, self._ground.size = self.pos, self.size
        x, y, width, height = self.x, self.y, self.width, self.height
        self._edge_line.pos, self._edge_line.size = {
            "top": ((x, y + height - 1), (width, 1)),
            "bottom": ((x, y), (width, 1)),
            "left": ((x, y), (1, height)),
            "right": ((x + width - 1, y), (1, height)),
        }[self._edge]
