"""Column renderer: one quad each, antialiased by the shader."""

from __future__ import annotations

import numpy as np
from kivy.graphics import Canvas, Color, InstructionGroup, Rectangle, RenderContext
from kivy.metrics import dp

from models.waveform.columns import Columns
from ui.theme import PALETTE, Colour, faded
from ui.waveform.mesh import Quads
from ui.waveform.quads import Lane, discs, lanes, marks, quads
from ui.waveform.shader import COLUMN_FRAGMENT, COLUMN_VERTEX, DISC_FRAGMENT, DISC_VERTEX

COLUMN = [(b"vPosition", 2, "float"), (b"vSpan", 4, "float")]
DISC = [(b"vPosition", 2, "float"), (b"vCentre", 2, "float")]
MARK = [(b"vPosition", 2, "float")]
PEAKS = faded(PALETTE.accent, 0.6)
LINE = faded(PALETTE.strong_line, 0.6)
GAP = 6
"""dp between two lanes."""
CLIP = 3
"""Height of a clip mark in dp."""
DOT = 2.5
"""Radius of a dot in dp."""

Pair = tuple[float, float]


class Painter:
    """Draws into `canvas`; does nothing when neither columns nor place have changed."""

    def __init__(
        self,
        canvas: Canvas,
        peaks: Colour = PEAKS,
        core: Colour = PALETTE.accent,
        clipped: Colour = PALETTE.trash,
        line: Colour = LINE,
    ) -> None:
        """Append to `canvas`, above its content.

        Args:
            canvas: In window pixels, without scale or rotation.
            peaks: Colour between minimum and maximum.
            core: Colour of the RMS body, and of dots.
            clipped: Colour of the marks over columns at full scale.
            line: Colour of the centre line of each lane.
        """
        self._lines = InstructionGroup()
        canvas.add(self._lines)
        self._line = line
        shared = {"use_parent_projection": True, "use_parent_modelview": True}
        columns = RenderContext(vs=COLUMN_VERTEX, fs=COLUMN_FRAGMENT, **shared)
        columns["peaks"], columns["core"] = list(peaks), list(core)
        discs_ = RenderContext(vs=DISC_VERTEX, fs=DISC_FRAGMENT, **shared)
        discs_["core"], discs_["radius"] = list(core), dp(DOT)
        marks_ = InstructionGroup()
        marks_.add(Color(rgba=clipped))
        for part in (columns, discs_, marks_):
            canvas.add(part)
        self._context = columns
        self._columns = Quads(columns, COLUMN)
        self._discs = Quads(discs_, DISC)
        self._marks = Quads(marks_, MARK)
        self._shown: tuple[Columns, Pair, Pair] | None = None

    def tint(self, peaks: Colour) -> None:
        """Set the colour of what lies outside the RMS body."""
        self._context["peaks"] = list(peaks)

    def clear(self) -> None:
        """Draw nothing."""
        self._shown = None
        self._lines.clear()
        for part, width in ((self._columns, 6), (self._discs, 4), (self._marks, 2)):
            part.fill(np.empty((0, width), np.float32))

    def show(self, columns: Columns, pos: Pair, size: Pair) -> None:
        """Draw `columns`, one per pixel from `pos` on, lanes from the top down.

        Args:
            columns: Columns to draw; `size` does not stretch them.
            pos: Window pixels; x is rounded to whole pixels, y need not be whole.
            size: Window pixels.
        """
        before, pos, size = self._shown, (pos[0], pos[1]), (size[0], size[1])
        if before is not None and before[0] is columns and before[1:] == (pos, size):
            return
        self._shown = (columns, pos, size)
        placed = lanes(pos[0], pos[1], size[1], columns.lanes, dp(GAP))
        numbered = list(enumerate(placed))
        if before is None or before[1:] != (pos, size) or before[0].lanes != columns.lanes:
            self._rule(placed, size[0])
        self._columns.fill(np.concatenate([quads(columns, *one) for one in numbered]))
        self._marks.fill(np.concatenate([marks(columns, *one, dp(CLIP)) for one in numbered]))
        self._discs.fill(self._dots(columns, placed))

    def _rule(self, placed: tuple[Lane, ...], width: float) -> None:
        self._lines.clear()
        self._lines.add(Color(rgba=self._line))
        for lane in placed:
            middle = np.floor(lane.bottom + lane.height / 2)
            self._lines.add(Rectangle(pos=(round(lane.left), middle), size=(width, 1)))

    def _dots(self, columns: Columns, placed: tuple[Lane, ...]) -> np.ndarray:
        shown = columns.dots
        if shown is None:
            return np.empty((0, 4), np.float32)
        # With all channels in one lane, their dots share it, too.
        last = len(placed) - 1
        return np.concatenate(
            [
                discs(shown, number, placed[min(number, last)], dp(DOT))
                for number in range(len(shown.values))
            ]
        )
