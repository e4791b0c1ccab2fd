"""Where the window opens: as it was left, on the screen that there is."""

from __future__ import annotations

from dataclasses import dataclass

from models.state.window_layout import WindowLayout

USUAL = (1440, 900)
"""Width and height in dp of a first start."""
STRIP = 420
"""Width in dp of the narrow window."""
SEEN = 80
"""Pixels of the window that are on the screen at least."""


@dataclass(frozen=True, slots=True)
class Opening:
    """Size and place of the window in pixels; `left` and `top` `None`: the system decides."""

    width: int
    height: int
    left: int | None = None
    top: int | None = None


def opening(
    layout: WindowLayout,
    asked: tuple[int, int] | None,
    screen: tuple[int, int] | None,
    density: float,
    least: tuple[int, int],
) -> Opening:
    """Return where the window opens.

    Args:
        layout: As the window was left.
        asked: Width and height in dp that the user asked for now; `None`: as it was.
        screen: Width and height of the screen in pixels; `None`: unknown.
        density: Pixels per dp.
        least: Least width and height of the window in dp.
    """
    if layout.strip:
        wide, tall = layout.strip_width or STRIP, layout.strip_height or layout.height or USUAL[1]
        left, top = layout.strip_left, layout.strip_top
    else:
        wide, tall = layout.width or USUAL[0], layout.height or USUAL[1]
        left, top = layout.left, layout.top
    wide, tall = asked or (wide, tall)
    width, height = round(max(wide, least[0]) * density), round(max(tall, least[1]) * density)
    if screen is not None:
        width, height = min(width, screen[0]), min(height, screen[1])
    if left is None or top is None:
        return Opening(width, height)
    if screen is not None:
        left = max(SEEN - width, min(left, screen[0] - SEEN))
        top = max(0, min(top, screen[1] - SEEN))
    return Opening(width, height, left, top)
