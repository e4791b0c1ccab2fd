"""Draw columns: one quad each, their edges smoothed by the shader."""

from __future__ import annotations

import numpy as np
from kivy.graphics import Canvas, Color, Mesh, Rectangle, RenderContext
from kivy.metrics import dp

from models.waveform.columns import Columns
from ui.theme import PALETTE, Colour, faded
from ui.waveform.quads import MOST, indices, lanes, quads
from ui.waveform.shader import FRAGMENT, VERTEX

FORMAT = [(b"vPosition", 2, "float"), (b"vSpan", 4, "float")]
PEAKS = faded(PALETTE.accent, 0.6)
GAP = 6
"""dp between two lanes."""
CLIP = 3
"""dp a clip mark is high."""


class Painter:
    """Draws into `canvas`; called again only when columns or place change."""

    def __init__(
        self,
        canvas: Canvas,
        peaks: Colour = PEAKS,
        core: Colour = PALETTE.accent,
    ) -> None:
        self._lines = Canvas()
        canvas.add(self._lines)
        self._context = RenderContext(
            use_parent_projection=True, use_parent_modelview=True, fs=FRAGMENT, vs=VERTEX
        )
        self._context["peaks"] = list(peaks)
        self._context["core"] = list(core)
        canvas.add(self._context)
        self._marks = Canvas()
        canvas.add(self._marks)
        self._meshes: list[Mesh] = []

    def clear(self) -> None:
        """Draw nothing."""
        for part in (self._lines, self._marks):
            part.clear()
        for mesh in self._meshes:
            mesh.vertices = []

    def show(self, columns: Columns, pos: tuple[float, float], size: tuple[float, float]) -> None:
        """Draw `columns`, one to a pixel from `pos` on, its lanes from the top down."""
        count = columns.low.shape[0]
        placed = lanes(pos[0], pos[1], size[1], count, dp(GAP))
        self._lines.clear()
        self._marks.clear()
        drawn: list[np.ndarray] = []
        for number, lane in enumerate(placed):
            middle = round(lane.bottom + lane.height / 2)
            self._lines.add(Color(rgba=faded(PALETTE.strong_line, 0.6)))
            self._lines.add(Rectangle(pos=(lane.left, middle), size=(size[0], 1)))
            drawn.append(quads(columns, number, lane))
            self._mark(columns, number, round(lane.left), lane.bottom + lane.height)
        self._fill(np.concatenate(drawn))

    def _fill(self, corners: np.ndarray) -> None:
        parts = [corners[first : first + MOST * 4] for first in range(0, len(corners), MOST * 4)]
        while len(self._meshes) < len(parts):
            mesh = Mesh(fmt=FORMAT, mode="triangles")
            self._meshes.append(mesh)
            self._context.add(mesh)
        for mesh, part in zip(self._meshes, parts, strict=False):
            # The mesh keeps the buffer it is given; each part is an array of its own.
            mesh.vertices = part.ravel()
            if len(mesh.indices) != len(part) // 4 * 6:
                mesh.indices = indices(len(part) // 4)
        for mesh in self._meshes[len(parts) :]:
            mesh.vertices = []

    def _mark(self, columns: Columns, number: int, left: int, top: float) -> None:
        at = np.flatnonzero(columns.clipped[number])
        if not at.size:
            return
        self._marks.add(Color(rgba=PALETTE.trash))
        # Neighbours share a mark: a sound that clips everywhere is one bar, not thousands.
        for run in np.split(at, np.flatnonzero(np.diff(at) > 1) + 1):
            place = (left + int(run[0]), round(top - dp(CLIP)))
            self._marks.add(Rectangle(pos=place, size=(len(run), round(dp(CLIP)))))
