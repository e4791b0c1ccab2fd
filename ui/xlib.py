"""Xlib, through which SDL talks to the X server."""

from __future__ import annotations

import ctypes
import ctypes.util
from contextlib import suppress
from functools import cache

USUAL = "libX11.so.6"
"""Its name on Linux and BSD; to ask the system for it takes a process."""


@cache
def xlib() -> ctypes.CDLL | None:
    """Return the library; `None` if it is not installed."""
    with suppress(OSError):
        return ctypes.CDLL(USUAL)
    name = ctypes.util.find_library("X11")
    return ctypes.CDLL(name) if name is not None else None
