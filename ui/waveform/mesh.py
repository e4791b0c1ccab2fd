"""Quads of any number in meshes, each of which holds only so many."""

from __future__ import annotations

import numpy as np
from kivy.graphics import InstructionGroup, Mesh
from numpy.typing import NDArray

from ui.waveform.quads import CORNERS, MOST, indices

Floats = NDArray[np.float32]


class Quads:
    """Keeps its meshes in `group` from one picture to the next."""

    def __init__(self, group: InstructionGroup, fmt: list[tuple[bytes, int, str]]) -> None:
        self._group, self._format = group, fmt
        self._meshes: list[Mesh] = []

    def fill(self, corners: Floats) -> None:
        """Draw these corners, float32 [quads * 4, values]; none clears."""
        step = MOST * CORNERS
        parts = [corners[first : first + step] for first in range(0, len(corners), step)]
        while len(self._meshes) < len(parts):
            mesh = Mesh(fmt=self._format, mode="triangles")
            self._meshes.append(mesh)
            self._group.add(mesh)
        parts += [corners[:0]] * (len(self._meshes) - len(parts))
        for mesh, part in zip(self._meshes, parts, strict=True):
            count = len(part) // CORNERS
            changed = len(mesh.indices) != count * 6
            if changed:
                mesh.indices = []  # else they would point beyond the vertices for a moment
            # The mesh keeps the buffer it is given (nobody may write to it later), and
            # does not take an empty one.
            mesh.vertices = part.ravel() if count else []
            if changed:
                mesh.indices = indices(count)
