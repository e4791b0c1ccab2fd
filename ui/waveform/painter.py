"""Column renderer: one quad each, antialiased by the shader."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from kivy.graphics import Canvas, Color, InstructionGroup, Rectangle, RenderContext
from kivy.metrics import dp

from models.waveform.columns import Columns
from ui.theme import PALETTE, Colour, faded
from ui.waveform.mesh import Quads
from ui.waveform.quads import Lane, discs, lanes, marks, quads, shared_quads
from ui.waveform.shader import (
    COLOURED_FRAGMENT,
    COLOURED_VERTEX,
    COLUMN_FRAGMENT,
    COLUMN_VERTEX,
    DISC_FRAGMENT,
    DISC_VERTEX,
)

COLUMN = [(b"vPosition", 2, "float"), (b"vSpan", 4, "float")]
COLOURED = [*COLUMN, (b"vShare", 3, "float")]
DISC = [(b"vPosition", 2, "float"), (b"vCentre", 2, "float")]
MARK = [(b"vPosition", 2, "float")]
EMPTY = np.empty((0, 1), np.float32)
GAP = 6
"""dp between two lanes."""
CLIP = 3
"""Height of a clip mark in dp."""
DOT = 2.5
"""Radius of a dot in dp."""

Pair = tuple[float, float]
SHARED = {"use_parent_projection": True, "use_parent_modelview": True}


@dataclass(frozen=True, slots=True)
class Shades:
    """Colours of the picture."""

    peaks: Colour = faded(PALETTE.accent, 0.6)
    """Between minimum and maximum."""
    core: Colour = PALETTE.accent
    """Of the RMS body, and of dots."""
    clipped: Colour = PALETTE.trash
    """Of the marks over columns at full scale."""
    line: Colour = faded(PALETTE.strong_line, 0.6)
    """Of the centre line of each lane."""
    bands: tuple[Colour, Colour, Colour] = (PALETTE.low, PALETTE.mid, PALETTE.high)
    """Of the low, mid and high band, for columns with shares."""


DEFAULT = Shades()


class Painter:
    """Draws into `canvas`; does nothing when neither columns nor place have changed."""

    def __init__(self, canvas: Canvas, shades: Shades = DEFAULT) -> None:
        """Append to `canvas`, which is in window pixels, above its content."""
        self._shades = shades
        self._lines = InstructionGroup()
        canvas.add(self._lines)
        columns = RenderContext(vs=COLUMN_VERTEX, fs=COLUMN_FRAGMENT, **SHARED)
        columns["peaks"], columns["core"] = list(shades.peaks), list(shades.core)
        discs_ = RenderContext(vs=DISC_VERTEX, fs=DISC_FRAGMENT, **SHARED)
        discs_["core"], discs_["radius"] = list(shades.core), dp(DOT)
        marks_ = InstructionGroup()
        marks_.add(Color(rgba=shades.clipped))
        self._below = InstructionGroup()
        for part in (self._below, columns, discs_, marks_):
            canvas.add(part)
        self._context = columns
        self._coloured: RenderContext | None = None
        self._shared: Quads | None = None
        self._columns = Quads(columns, COLUMN)
        self._discs = Quads(discs_, DISC)
        self._marks = Quads(marks_, MARK)
        self._shown: tuple[Columns, Pair, Pair] | None = None

    def tint(self, peaks: Colour) -> None:
        """Set the colour of what lies outside the RMS body."""
        for context in (self._context, self._coloured):
            if context is not None:
                context["peaks"] = list(peaks)

    def clear(self) -> None:
        """Draw nothing."""
        self._shown = None
        self._lines.clear()
        for part in (self._columns, self._discs, self._marks, self._shared):
            if part is not None:
                part.fill(EMPTY)

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
        self._fill(columns, numbered)
        self._marks.fill(np.concatenate([marks(columns, *one, dp(CLIP)) for one in numbered]))
        self._discs.fill(self._dots(columns, placed))

    def _fill(self, columns: Columns, numbered: list[tuple[int, Lane]]) -> None:
        if columns.shares is None:
            self._columns.fill(np.concatenate([quads(columns, *one) for one in numbered]))
            if self._shared is not None:
                self._shared.fill(EMPTY)
            return
        self._columns.fill(EMPTY)
        corners = np.concatenate([shared_quads(columns, *one) for one in numbered])
        self._shared_quads().fill(corners)

    def _shared_quads(self) -> Quads:
        """Return the coloured columns, whose shader is compiled when it is first needed."""
        if self._shared is None:
            context = RenderContext(vs=COLOURED_VERTEX, fs=COLOURED_FRAGMENT, **SHARED)
            context["peaks"], context["core"] = self._context["peaks"], list(self._shades.core)
            for name, shade in zip(("low", "mid", "high"), self._shades.bands, strict=True):
                context[name] = list(shade[:3])
            self._below.add(context)
            self._coloured, self._shared = context, Quads(context, COLOURED)
        return self._shared

    def _rule(self, placed: tuple[Lane, ...], width: float) -> None:
        self._lines.clear()
        self._lines.add(Color(rgba=self._shades.line))
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
