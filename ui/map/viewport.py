"""Between places on the map and pixels of the window: pure numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

MARGIN = 0.92
"""Part of the room that the whole map takes."""
CLOSEST = 200.0
"""How often closer than the whole map one can look."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Viewport:
    """Which part of the map is seen, and where in the window."""

    pos: Point = (0.0, 0.0)
    """Lower left corner, in pixels."""
    size: Point = (1.0, 1.0)
    centre: Point = (0.0, 0.0)
    """Place in the middle."""
    zoom: float = 1.0

    @property
    def scale(self) -> Point:
        """Pixels of a unit to the right and up: the map fills what room there is."""
        across, up = (max(1.0, side / 2 * MARGIN) * self.zoom for side in self.size)
        return across, up

    @property
    def shift(self) -> Point:
        """Pixel of the place (0, 0)."""
        (across, up), middle = self.scale, (self.size[0] / 2, self.size[1] / 2)
        return (
            self.pos[0] + middle[0] - self.centre[0] * across,
            self.pos[1] + middle[1] - self.centre[1] * up,
        )

    def pixel(self, place: Point) -> Point:
        """Return the pixel of a place."""
        scale, shift = self.scale, self.shift
        return place[0] * scale[0] + shift[0], place[1] * scale[1] + shift[1]

    def place(self, pixel: Point) -> Point:
        """Return the place at a pixel."""
        scale, shift = self.scale, self.shift
        return (pixel[0] - shift[0]) / scale[0], (pixel[1] - shift[1]) / scale[1]

    def zoomed(self, factor: float, about: Point) -> Viewport:
        """Return a closer look (factor above 1); the place under pixel `about` stays there."""
        place = self.place(about)
        closer = replace(self, zoom=min(CLOSEST, max(1.0, self.zoom * factor)))
        now = closer.pixel(place)
        return closer.panned(about[0] - now[0], about[1] - now[1])

    def panned(self, x: float, y: float) -> Viewport:
        """Return the map moved by pixels; its middle stays within the whole."""
        scale = self.scale
        centre = (self.centre[0] - x / scale[0], self.centre[1] - y / scale[1])
        bounded = (min(1.0, max(-1.0, centre[0])), min(1.0, max(-1.0, centre[1])))
        return replace(self, centre=bounded if self.zoom > 1 else (0.0, 0.0))

    def nearest(self, places: NDArray[np.float32], pixel: Point, reach: float) -> int | None:
        """Return which place lies nearest to a pixel, `None` if none within `reach` pixels.

        Args:
            places: float32 [points, 2].
            pixel: Of the window.
            reach: Pixels.
        """
        (x, y), (across, up) = self.place(pixel), self.scale
        # Few lie in the square around it, and only these are measured.
        inside = np.abs(places[:, 0] - x) <= reach / across
        inside &= np.abs(places[:, 1] - y) <= reach / up
        near = np.flatnonzero(inside)
        if not len(near):
            return None
        away = np.hypot((places[near, 0] - x) * across, (places[near, 1] - y) * up)
        best = int(away.argmin())
        return int(near[best]) if float(away[best]) <= reach else None
