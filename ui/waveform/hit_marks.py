"""Places that a search found, as brackets below the upper edge; the best ones are numbered."""

from __future__ import annotations

from kivy.graphics import Color, InstructionGroup, Rectangle
from kivy.metrics import dp

from models.audio.span import Span
from models.waveform.view import View
from ui.theme import NUMBER, PALETTE, faded
from ui.widgets.text_texture import texture

BAR, TICK = 3, 10
"""Height of the bar of a place, and of its ends, in dp."""
LEAST = 3
"""Least width of a place, in dp."""


class HitMarks:
    """Draws into `group`, in window pixels, inside an area."""

    def __init__(self, group: InstructionGroup, *, numbered: bool = True) -> None:
        """Draw nothing yet.

        Args:
            group: A group of the canvas.
            numbered: Write the rank of each place, where there is room.
        """
        self._group, self._numbered = InstructionGroup(), numbered
        group.add(self._group)
        self._shown: tuple[object, ...] = ()

    def show(
        self, view: View | None, area: tuple[float, float, float, float], hits: tuple[Span, ...]
    ) -> None:
        """Draw the places that are visible.

        Args:
            view: Visible span.
            area: Left, bottom, width and height.
            hits: Places, best first.
        """
        shown = (view, area, hits)
        if shown == self._shown:
            return
        self._shown = shown
        self._group.clear()
        if view is None:
            return
        left, bottom, width, height = area
        for rank, span in enumerate(hits, start=1):
            begin, end = view.x_at(span.start), view.x_at(span.end)
            if end < 0 or begin > width:
                continue
            begin, end = max(0.0, begin), min(width, max(end, begin + dp(LEAST)))
            top = round(bottom + height - dp(BAR))
            self._group.add(Color(rgba=PALETTE.keep))
            self._group.add(
                Rectangle(pos=(round(left + begin), top), size=(round(end - begin), dp(BAR)))
            )
            self._group.add(Color(rgba=faded(PALETTE.keep, 0.7)))
            for x in (begin, end - 1):
                pos = (round(left + x), round(bottom + height - dp(TICK)))
                self._group.add(Rectangle(pos=pos, size=(max(1, dp(1)), dp(TICK))))
            if self._numbered:
                self._draw_number(rank, left + begin, end - begin, bottom + height)

    def _draw_number(self, rank: int, x: float, room: float, top: float) -> None:
        words = texture(str(rank), NUMBER)
        if words.width + dp(6) > room:
            return
        pos = (round(x + dp(4)), round(top - dp(BAR + 8) - words.height))
        self._group.add(Color(rgba=faded(PALETTE.ground, 0.86)))
        self._group.add(Rectangle(pos=pos, size=words.size))
        self._group.add(Color(rgba=PALETTE.keep))
        self._group.add(Rectangle(texture=words, pos=pos, size=words.size))
