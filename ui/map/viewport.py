"""Coordinate transforms between the map and window pixels; no drawing."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

MARGIN = 0.92
"""Fraction of the panel that the whole map takes."""
CLOSEST = 200.0
"""Maximum zoom."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Viewport:
    """Visible part of the map, and its place in the window."""

    pos: Point = (0.0, 0.0)
    """Lower left corner in pixels."""
    size: Point = (1.0, 1.0)
    centre: Point = (0.0, 0.0)
    """Map coordinates of the centre."""
    zoom: float = 1.0

    @property
    def scale(self) -> Point:
        """Pixels per unit in x and y; at zoom 1 the map fills the panel."""
        across, up = (max(1.0, side / 2 * MARGIN) * self.zoom for side in self.size)
        return across, up

    @property
    def shift(self) -> Point:
        """Pixel of the map's origin."""
        (across, up), middle = self.scale, (self.size[0] / 2, self.size[1] / 2)
        return (
            self.pos[0] + middle[0] - self.centre[0] * across,
            self.pos[1] + middle[1] - self.centre[1] * up,
        )

    def pixel(self, place: Point) -> Point:
        """Return the pixel of a map position."""
        scale, shift = self.scale, self.shift
        return place[0] * scale[0] + shift[0], place[1] * scale[1] + shift[1]

    def place(self, pixel: Point) -> Point:
        """Return the map position of a pixel."""
        scale, shift = self.scale, self.shift
        return (pixel[0] - shift[0]) / scale[0], (pixel[1] - shift[1]) / scale[1]

    def zoomed(self, factor: float, about: Point) -> Viewport:
        """Return the viewport zoomed in (`factor` > 1) or out, keeping pixel `about` in place."""
        place = self.place(about)
        closer = replace(self, zoom=min(CLOSEST, max(1.0, self.zoom * factor)))
        now = closer.pixel(place)
        return closer.panned(about[0] - now[0], about[1] - now[1])

    def panned(self, x: float, y: float) -> Viewport:
        """Return the viewport panned by pixels; the centre stays within the map."""
        scale = self.scale
        centre = (self.centre[0] - x / scale[0], self.centre[1] - y / scale[1])
        bounded = (min(1.0, max(-1.0, centre[0])), min(1.0, max(-1.0, centre[1])))
        return replace(self, centre=bounded if self.zoom > 1 else (0.0, 0.0))

    def nearest(self, places: NDArray[np.float32], pixel: Point, reach: float) -> int | None:
        """Return the index of the place nearest to a pixel; `None` if none is within `reach`.

        Args:
            places: float32 [points, 2].
            pixel: Window pixel.
            reach: Radius in pixels.
        """
        (x, y), (across, up) = self.place(pixel), self.scale
        # Measure only the few points inside the bounding square.
        inside = np.abs(places[:, 0] - x) <= reach / across
        inside &= np.abs(places[:, 1] - y) <= reach / up
        near = np.flatnonzero(inside)
        if not len(near):
            return None
        away = np.hypot((places[near, 0] - x) * across, (places[near, 1] - y) * up)
        best = int(away.argmin())
        return int(near[best]) if float(away[best]) <= reach else None
