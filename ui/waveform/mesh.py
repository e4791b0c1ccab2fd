"""Quad meshes of any size, split into meshes of limited size."""

from __future__ import annotations

import numpy as np
from kivy.graphics import InstructionGroup, Mesh
from numpy.typing import NDArray

from ui.waveform.quads import CORNERS, MOST, indices

Floats = NDArray[np.float32]


class Quads:
    """Reuses its meshes in `group` across updates."""

    def __init__(self, group: InstructionGroup, fmt: list[tuple[bytes, int, str]]) -> None:
        self._group, self._format = group, fmt
        self._meshes: list[Mesh] = []

    def fill(self, corners: Floats) -> None:
        """Draw quads with these corners, float32 [quads * 4, values]; empty clears."""
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
                mesh.indices = []  # otherwise they would briefly index beyond the vertices
            # The mesh keeps a reference to the buffer, which must not be modified later, and
            # rejects an empty one.
            mesh.vertices = part.ravel() if count else []
            if changed:
                mesh.indices = indices(count)
