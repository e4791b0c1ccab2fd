"""Scale factor of the desktop, applied before the window opens.

Windows and macOS report it through SDL, X11 in its resources: `Xft.dpi`, as toolkits read it.
"""

from __future__ import annotations

import ctypes
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass

from ui.xlib import xlib

DEFAULT_DPI = 96.0
"""Dots per inch at which a dp is a pixel. Source: Xft.dpi of every desktop at a scale of 1."""
STEP = 0.25
"""Scales are rounded to multiples of this, as desktops offer them."""
LEAST_MEASURED = 1.5
"""Minimum scale taken from the physical screen size: smaller ones are too often wrong."""
LEAST, MOST = 0.5, 4.0
MILLIMETRES = 25.4
"""Millimetres per inch."""
_RESOURCE = re.compile(r"^Xft\.dpi:\s*(?P<dpi>[\d.]+)\s*$", re.MULTILINE)


def scale(environment: Mapping[str, str], resources: str, measured: float) -> float:
    """Return the pixels per dp: the desktop's setting, else derived from the physical screen size.

    Args:
        environment: Environment variables; `GDK_SCALE` and `QT_SCALE_FACTOR` are read.
        resources: X11 resources, one per line.
        measured: Dots per inch by the screen's size in millimetres; 0: unknown.
    """
    found = _RESOURCE.search(resources)
    wanted = _number(found["dpi"]) / DEFAULT_DPI if found else 0.0
    named = [_number(environment.get(name, "")) for name in ("GDK_SCALE", "QT_SCALE_FACTOR")]
    wanted = max(wanted, *named)
    if not wanted and measured / DEFAULT_DPI >= LEAST_MEASURED:
        wanted = measured / DEFAULT_DPI
    rounded = round(wanted / STEP) * STEP
    return min(max(rounded, LEAST), MOST) if rounded else 1.0


@dataclass(frozen=True, slots=True)
class Screen:
    """The screen of the X server."""

    scale: float
    """Pixels per dp."""
    size: tuple[int, int] | None = None
    """Width and height in pixels; `None`: unknown."""


def read_screen() -> Screen:
    """Return the screen of the X server of `DISPLAY`; at scale 1 if unknown.

    Takes some milliseconds; must be called before Kivy is imported.
    """
    x11 = xlib() if os.environ.get("DISPLAY") else None
    if x11 is None:
        return Screen(scale(os.environ, "", 0.0))
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XResourceManagerString.restype = ctypes.c_char_p
    display = ctypes.c_void_p(x11.XOpenDisplay(None))
    if not display:
        return Screen(scale(os.environ, "", 0.0))
    screen = x11.XDefaultScreen(display)
    resources = x11.XResourceManagerString(display) or b""
    pixels, wide = x11.XDisplayHeight(display, screen), x11.XDisplayHeightMM(display, screen)
    size = (x11.XDisplayWidth(display, screen), pixels)
    x11.XCloseDisplay(display)
    measured = pixels * MILLIMETRES / wide if wide > 0 else 0.0
    return Screen(scale(os.environ, resources.decode("latin-1"), measured), size)


def _number(text: str) -> float:
    try:
        return max(0.0, float(text))
    except ValueError:
        return 0.0
