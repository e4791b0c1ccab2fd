"""Size and place of the window: as it was left, and within the screen that there is.

Remembered lengths are pixels divided by the scale of the desktop. They do not depend on the setting
`scale`, so that a window has the same size in pixels after that was changed.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

from models.state.window_layout import WindowLayout

USUAL = (1440, 900)
"""Width and height of a first start, in pixels at a desktop's scale of 1."""
STRIP = 420
"""Width in dp of the narrow window."""
SEEN = 80
"""Pixels of the window that are on the screen at least."""
Size = tuple[int, int]
"""Width and height."""


class Area(NamedTuple):
    """The part of a screen that a window may take, in pixels from the upper left corner."""

    left: int
    top: int
    width: int
    height: int

    @property
    def size(self) -> Size:
        """Width and height."""
        return self.width, self.height


@dataclass(frozen=True, slots=True)
class Scales:
    """Pixels per dp."""

    system: float
    """As the desktop wants it."""
    density: float
    """In use: of the setting `scale`, as far as the screen can carry it."""


@dataclass(frozen=True, slots=True)
class Opening:
    """Size and place of the window in pixels; `left` and `top` `None`: the system decides."""

    width: int
    height: int
    left: int | None = None
    top: int | None = None

    @property
    def size(self) -> Size:
        """Width and height."""
        return self.width, self.height


def density_within(wanted: float, screen: Size | None, least: Size) -> float:
    """Return the pixels per dp: as wanted, but so that the least window fits the screen.

    Args:
        wanted: Pixels per dp.
        screen: Width and height in pixels of the room for a window; `None`: unknown.
        least: Least width and height of the window in dp.
    """
    if screen is None:
        return wanted
    return min(wanted, *(room / side for room, side in zip(screen, least, strict=True)))


def least_size(least: Size, density: float) -> Size:
    """Return the least width and height in pixels."""
    return math.floor(least[0] * density + 1e-6), math.floor(least[1] * density + 1e-6)


def fitted(size: Size, least: Size, screen: Size | None) -> Size:
    """Return a size in pixels that is at least the least one and at most the screen."""
    wide, tall = max(size[0], least[0]), max(size[1], least[1])
    return (wide, tall) if screen is None else (min(wide, screen[0]), min(tall, screen[1]))


def inside(left: int, top: int, size: Size, area: Area | None) -> tuple[int, int]:
    """Return the place at which a window of a size lies wholly within the area, if it can."""
    if area is None:
        return left, top
    right, bottom = area.left + area.width - size[0], area.top + area.height - size[1]
    return max(area.left, min(left, right)), max(area.top, min(top, bottom))


def remembered(size: Size, system: float) -> Size:
    """Return a size in pixels as it is stored."""
    return round(size[0] / system), round(size[1] / system)


def left_size(layout: WindowLayout, scales: Scales) -> Size:
    """Return width and height in pixels of the window as it was left."""
    if layout.strip:
        tall = layout.strip_height or layout.height or USUAL[1]
        wide = STRIP * scales.density
        if layout.strip_width is not None:
            wide = layout.strip_width * scales.system
        return round(wide), round(tall * scales.system)
    wide, tall = layout.width or USUAL[0], layout.height or USUAL[1]
    return round(wide * scales.system), round(tall * scales.system)


def opening(
    layout: WindowLayout,
    asked: Size | None,
    screen: Size | None,
    scales: Scales,
    least: Size,
) -> Opening:
    """Return where the window opens.

    Args:
        layout: As the window was left.
        asked: Width and height in dp that the user asked for now; `None`: as it was.
        screen: Width and height of the screen in pixels; `None`: unknown.
        scales: Pixels per dp.
        least: Least width and height of the window in dp.
    """
    density = scales.density
    size = left_size(layout, scales)
    if asked is not None:
        size = round(asked[0] * density), round(asked[1] * density)
    width, height = size = fitted(size, least_size(least, density), screen)
    left, top = (layout.strip_left, layout.strip_top) if layout.strip else (layout.left, layout.top)
    if left is None or top is None:
        return Opening(width, height)
    if screen is not None:
        if layout.strip:
            return Opening(width, height, *inside(left, top, size, Area(0, 0, *screen)))
        left = max(SEEN - width, min(left, screen[0] - SEEN))
        top = max(0, min(top, screen[1] - SEEN))
    return Opening(width, height, left, top)
