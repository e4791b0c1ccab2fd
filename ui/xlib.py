"""Xlib, through which SDL talks to the X server."""

from __future__ import annotations

import ctypes
import ctypes.util
from functools import cache


@cache
def xlib() -> ctypes.CDLL | None:
    """Return the library; `None` if it is not installed. Finding it takes some milliseconds."""
    name = ctypes.util.find_library("X11")
    return ctypes.CDLL(name) if name is not None else None
