"""Errors of the X server: they are logged, and do not end the program."""

from __future__ import annotations

import ctypes

from loguru import logger

from ui.xlib import xlib


class _Error(ctypes.Structure):
    """Source: Xlib.h, XErrorEvent."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("resource", ctypes.c_ulong),
        ("serial", ctypes.c_ulong),
        ("code", ctypes.c_ubyte),
        ("request", ctypes.c_ubyte),
        ("minor", ctypes.c_ubyte),
    )


def _log(_display: int, error: ctypes._Pointer[_Error]) -> int:
    """Log an error; Xlib ignores what is returned."""
    found = error.contents
    logger.warning(
        "X server: error {} in request {}.{} about {:#x}",
        *(found.code, found.request, found.minor, found.resource),
    )
    return 0


_HANDLER = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.POINTER(_Error))(_log)
"""Kept, as Xlib only has its address."""


def outlive_x_errors() -> None:
    """Log errors of the X server instead of exiting, which is Xlib's default.

    A window of another program may vanish while SDL asks for its properties or answers its drag
    messages; GTK and Qt ignore these errors as well. Call it once the window is open: SDL installs
    a handler when it opens one.
    """
    library = xlib()
    if library is not None:
        library.XSetErrorHandler(_HANDLER)
