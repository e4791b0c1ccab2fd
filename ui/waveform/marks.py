"""Loops and markers stored in a file: thin lines with names over the picture."""

from __future__ import annotations

from kivy.graphics import Color, InstructionGroup, Rectangle
from kivy.metrics import dp

from models.library.file_name import printable
from models.metadata.loop import Loop
from models.metadata.marker import Marker
from models.waveform.view import View
from ui.text.waveform import LOOPS, RELEASE
from ui.theme import NUMBER, PALETTE, Colour, faded
from ui.widgets.text_texture import texture

MOST = 200
"""Maximum number of lines drawn, for loops and markers each."""
APART = 3
"""Minimum distance of two lines in dp."""
TICK = 7
"""Length of the ticks at the ends of a loop, in dp."""
LETTERS = 24
"""Maximum number of characters of a name."""
TOP = 9
"""dp between the upper edge and names, to keep the selection bar free."""


class Marks:
    """Draws into `group`, in window pixels, inside `left, bottom, width, height`."""

    def __init__(self, group: InstructionGroup) -> None:
        self._group = InstructionGroup()
        group.add(self._group)
        self._place = (0.0, 0.0, 1.0, 1.0)
        self._shown: tuple[object, ...] = ()

    def set_area(self, left: float, bottom: float, width: float, height: float) -> None:
        """Set the area to draw in."""
        self._place = (left, bottom, width, height)

    def show(self, view: View | None, loops: tuple[Loop, ...], markers: tuple[Marker, ...]) -> None:
        """Draw the loops and markers in the view."""
        shown = (view, loops, markers, self._place)
        if shown == self._shown:
            return
        self._shown = shown
        self._group.clear()
        if view is None:
            return
        for loop in loops[:MOST]:
            self._loop(view, loop)
        self._markers(view, markers)

    def _loop(self, view: View, loop: Loop) -> None:
        """Draw `[` and `]` with a name; release loops are labelled as such."""
        left, bottom, width, height = self._place
        shade = faded(PALETTE.loop, 0.8)
        for frame, inward in ((loop.start, 1), (loop.end, -1)):
            x = view.x_at(frame)
            if not 0 <= x <= width:
                continue
            self._line(x, shade)
            tick = dp(TICK)
            at = left + round(x) if inward > 0 else left + round(x) - tick
            for y in (bottom, bottom + height - dp(2)):
                self._group.add(Rectangle(pos=(at, y), size=(tick, dp(2))))
        start, end = max(0.0, view.x_at(loop.start)), min(width, view.x_at(loop.end))
        name = RELEASE if loop.release else LOOPS[loop.kind]
        words = texture(name, NUMBER)
        if end - start > words.width + dp(16):
            top = bottom + height - dp(2 * TOP) - 2 * words.height
            self._group.add(Color(rgba=shade))
            at_words = (round(left + start + dp(5)), round(top))
            self._group.add(Rectangle(texture=words, pos=at_words, size=words.size))

    def _markers(self, view: View, markers: tuple[Marker, ...]) -> None:
        left, bottom, width, height = self._place
        last, free, drawn = -float("inf"), -float("inf"), 0
        for marker in sorted(markers, key=lambda one: one.frame):
            x = view.x_at(marker.frame)
            if x < 0 or x - last < dp(APART):
                continue
            if x > width or drawn == MOST:
                return
            last, drawn = x, drawn + 1
            self._line(x, faded(PALETTE.second, 0.6))
            name = _name(marker)
            if not name or x < free:
                continue
            words = texture(name, NUMBER)
            if x + words.width + dp(6) < width:
                top = bottom + height - dp(TOP) - words.height
                at = (round(left + x + dp(4)), round(top))
                self._group.add(Color(rgba=faded(PALETTE.ground, 0.86)))
                self._group.add(Rectangle(pos=at, size=words.size))
                self._group.add(Color(rgba=PALETTE.second))
                self._group.add(Rectangle(texture=words, pos=at, size=words.size))
                free = x + words.width + dp(10)

    def _line(self, x: float, shade: Colour) -> None:
        left, bottom, _, height = self._place
        self._group.add(Color(rgba=shade))
        self._group.add(Rectangle(pos=(left + round(x), bottom), size=(1, height)))


def _name(marker: Marker) -> str:
    """Return a marker's name, limited to drawable characters."""
    safe = printable((marker.label or marker.note).encode("utf-8", "surrogatepass")).strip()
    return safe if len(safe) <= LETTERS else f"{safe[: LETTERS - 1]}…"
