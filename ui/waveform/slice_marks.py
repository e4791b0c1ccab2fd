"""Onsets as short strokes over the picture; markers, and slices that are not chosen."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from kivy.graphics import Color, InstructionGroup, Rectangle
from kivy.metrics import dp

from models.state.slicing import Slicing
from models.waveform.view import View
from ui.theme import NUMBER, PALETTE, faded
from ui.widgets.text_texture import texture

MOST = 400
"""Lines drawn at most: more would hide the picture."""
STROKE = 10
"""Length of the strokes of an onset, in dp."""
FLAG = (7, 12)
"""Width and height of the flag of a marker, in dp."""
APART = 18
"""dp between two markers from which on a slice shows its number."""


class SliceMarks:
    """Draws into `under` and `over`, in window pixels, inside `left, bottom, width, height`."""

    def __init__(self, under: InstructionGroup, over: InstructionGroup) -> None:
        """Draw nothing yet."""
        self._shade, self._lines = InstructionGroup(), InstructionGroup()
        under.add(self._shade)
        over.add(self._lines)
        self._place = (0.0, 0.0, 1.0, 1.0)
        self._shown: tuple[object, ...] = ()

    def set_area(self, left: float, bottom: float, width: float, height: float) -> None:
        """Set the area to draw in."""
        self._place = (left, bottom, width, height)

    def show(self, view: View | None, onsets: tuple[int, ...], slicing: Slicing) -> None:
        """Draw the onsets, and in slice mode the markers and slices, as far as they are visible."""
        shown = (view, onsets, slicing, self._place)
        if shown == self._shown:
            return
        self._shown = shown
        self._shade.clear()
        self._lines.clear()
        if view is None:
            return
        self._draw_onsets(view, onsets)
        if slicing.on:
            self._draw_slices(view, slicing)

    def _draw_onsets(self, view: View, onsets: tuple[int, ...]) -> None:
        first, last = bisect_left(onsets, view.start), bisect_right(onsets, view.end)
        left, bottom, _, height = self._place
        self._lines.add(Color(rgba=PALETTE.text))
        for frame in onsets[first : min(last, first + MOST)]:
            x = left + round(view.x_at(frame))
            for y in (bottom, bottom + height - dp(STROKE)):
                self._lines.add(Rectangle(pos=(x, y), size=(max(1, dp(1)), dp(STROKE))))

    def _draw_slices(self, view: View, slicing: Slicing) -> None:
        left, bottom, width, height = self._place
        markers = slicing.markers
        first, last = bisect_left(markers, view.start), bisect_right(markers, view.end)
        edges = (0, *markers, view.frames)
        for index in range(first, min(last, first + MOST) + 1):
            start, end = edges[index], edges[index + 1]
            low, high = max(0.0, view.x_at(start)), min(width, view.x_at(end))
            chosen = start not in slicing.skipped
            if not chosen and high > low:
                self._shade.add(Color(rgba=faded(PALETTE.line, 0.85)))
                self._shade.add(Rectangle(pos=(left + low, bottom), size=(high - low, height)))
            if index and 0 <= view.x_at(start) <= width:
                self._draw_marker(left + round(view.x_at(start)))
            if high - low >= dp(APART):
                self._draw_number(index, left + round(low), chosen=chosen)

    def _draw_marker(self, x: float) -> None:
        _, bottom, _, height = self._place
        wide, tall = dp(FLAG[0]), dp(FLAG[1])
        self._lines.add(Color(rgba=PALETTE.loop))
        self._lines.add(Rectangle(pos=(x - dp(0.5), bottom), size=(max(1, dp(1)), height)))
        self._lines.add(Rectangle(pos=(x, bottom + height - tall), size=(wide, tall)))

    def _draw_number(self, index: int, x: float, *, chosen: bool) -> None:
        _, bottom, _, height = self._place
        words = texture(str(index + 1), NUMBER)
        at = (round(x + dp(FLAG[0] + 3)), round(bottom + height - dp(9) - words.height))
        self._lines.add(Color(rgba=PALETTE.ground))
        ground = (words.width + dp(4), words.height)
        self._lines.add(Rectangle(pos=(at[0] - dp(2), at[1]), size=ground))
        self._lines.add(Color(rgba=PALETTE.loop if chosen else PALETTE.third))
        self._lines.add(Rectangle(texture=words, pos=at, size=words.size))
