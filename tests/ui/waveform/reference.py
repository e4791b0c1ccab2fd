"""Reference renderer of the waveform picture, pixel by pixel on the CPU."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.waveform.columns import Columns
from ui.theme import Colour

Shade = NDArray[np.float64]
"""float64 [height, width, 3], bottom row first, in [0, 1]."""


def covered(low: float, high: float, row: int) -> float:
    """Return the fraction of pixel row `row` between two heights."""
    return max(0.0, min(high, row + 1) - max(low, row))


def over(picture: Shade, at: tuple[int, int], colour: Colour, part: float = 1.0) -> None:
    """Blend `colour` over one pixel, if it is inside the picture."""
    x, y = at
    if 0 <= y < picture.shape[0] and 0 <= x < picture.shape[1]:
        opacity = colour[3] * part
        picture[y, x] = picture[y, x] * (1 - opacity) + np.array(colour[:3]) * opacity


class Reference:
    """Draws columns over a background."""

    def __init__(
        self,
        size: tuple[int, int],
        ground: Colour,
        colours: dict[str, Colour],
        lengths: dict[str, float],
    ) -> None:
        self.picture: Shade = np.tile(np.array(ground[:3]), (size[1], size[0], 1))
        self.colours, self.lengths = colours, lengths

    def draw(self, columns: Columns, pos: tuple[float, float], size: tuple[float, float]) -> None:
        """Draw `columns` at `pos`, lanes from the top down."""
        gap = self.lengths["gap"]
        height = (size[1] - gap * (columns.lanes - 1)) / columns.lanes
        left = round(pos[0])
        bottoms = [pos[1] + size[1] - height - n * (height + gap) for n in range(columns.lanes)]
        for bottom in bottoms:
            for x in range(left, left + int(size[0])):
                over(self.picture, (x, int(bottom + height / 2)), self.colours["line"])
        for lane, bottom in enumerate(bottoms):
            for column in range(columns.width):
                self._column(columns, (lane, column), left + column, (bottom, height))
        self._dots(columns, bottoms, left, height)
        for lane, bottom in enumerate(bottoms):
            top = round(bottom + height)
            for number in np.flatnonzero(columns.clipped[lane]):
                for y in range(top - round(self.lengths["clip"]), top):
                    over(self.picture, (left + int(number), y), self.colours["clipped"])

    def _column(
        self, columns: Columns, at: tuple[int, int], x: int, lane: tuple[float, float]
    ) -> None:
        bottom, height = lane

        def placed(value: float) -> float:
            return bottom + height * min(1.0, max(0.0, (value + 1) / 2))

        if np.isnan(columns.low[at]):
            return
        low, high = placed(columns.low[at]), placed(columns.high[at])
        if high - low < 1:
            middle = (low + high) / 2
            low, high = middle - 0.5, middle + 0.5
            shift = max(0.0, high - bottom - height) - max(0.0, bottom - low)
            low, high = low - shift, high - shift
        for y in range(int(np.floor(low)), int(np.ceil(high))):
            outer, inner = covered(low, high, y), 0.0
            if not np.isnan(columns.rms_low[at]):
                body = placed(columns.rms_low[at]), placed(columns.rms_high[at])
                inner = min(outer, covered(*body, y))
            self._both((x, y), (outer - inner, inner), self._band_colour(columns, at))

    def _band_colour(self, columns: Columns, at: tuple[int, int]) -> Shade | None:
        """Return the colour of a column with shares; `None`: those of all columns."""
        if columns.shares is None:
            return None
        shares = columns.shares[:, at[0], at[1]].astype(np.float64)
        colours = [np.array(self.colours[name][:3]) for name in ("low", "mid", "high", "core")]
        weights = [*shares, 1 - shares.sum()]
        return np.einsum("n,nc->c", np.array(weights), np.array(colours))

    def _both(self, at: tuple[int, int], parts: tuple[float, float], colour: Shade | None) -> None:
        (x, y), (peaks, core) = at, parts
        one, other = self.colours["peaks"], self.colours["core"]
        opacity = peaks * one[3] + core * other[3]
        if opacity and 0 <= y < self.picture.shape[0] and 0 <= x < self.picture.shape[1]:
            light = peaks * one[3] * np.array(one[:3]) + core * other[3] * np.array(other[:3])
            if colour is not None:
                light = colour * opacity
            self.picture[y, x] = self.picture[y, x] * (1 - opacity) + light

    def _dots(self, columns: Columns, bottoms: list[float], left: int, height: float) -> None:
        if columns.dots is None:
            return
        radius = self.lengths["dot"]
        for channel, values in enumerate(columns.dots.values):
            bottom = bottoms[min(channel, len(bottoms) - 1)]
            for x, value in zip(columns.dots.x, values, strict=True):
                centre = left + float(x), bottom + height * (float(value) + 1) / 2
                for row in range(int(centre[1] - radius - 2), int(centre[1] + radius + 3)):
                    for pixel in range(int(centre[0] - radius - 2), int(centre[0] + radius + 3)):
                        away = np.hypot(pixel + 0.5 - centre[0], row + 0.5 - centre[1])
                        part = min(1.0, max(0.0, radius + 0.5 - float(away)))
                        over(self.picture, (pixel, row), self.colours["core"], part)
