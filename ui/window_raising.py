"""Bring our window to the front, as the user asked for it in another program."""

from __future__ import annotations

import ctypes

from kivy.core.window import Window

from ui.sdl import sdl
from ui.xlib import xlib

CLIENT_MESSAGE, SUBSTRUCTURE = 33, (1 << 19) | (1 << 20)
"""Source: X.h, ClientMessage; SubstructureNotifyMask and SubstructureRedirectMask."""
PAGER = 2
"""Who asks: acts for the user, so that the window manager does not refuse it.

Source: Extended Window Manager Hints 1.5, source indication.
"""
TIME = "_TIME"
"""What the time of a startup id follows. Source: Startup Notification Protocol 0.1."""


class _Message(ctypes.Structure):
    """Source: Xlib.h, XClientMessageEvent; as long as XEvent."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("serial", ctypes.c_ulong),
        ("sent", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("window", ctypes.c_ulong),
        ("message", ctypes.c_ulong),
        ("format", ctypes.c_int),
        ("data", ctypes.c_long * 5),
        ("rest", ctypes.c_long * 12),
    )


def raise_window(startup: str = "") -> None:
    """Show our window in front of others, with the keyboard focus, also if it is minimised.

    Args:
        startup: Startup notification id of who asked; or empty.
    """
    Window.restore()
    Window.raise_window()  # without a window manager
    library, found = xlib(), sdl()
    place = None if found is None else found.x11_window()
    if library is None or place is None:
        return
    display, window = ctypes.c_void_p(place[0]), place[1]
    library.XInternAtom.restype = library.XDefaultRootWindow.restype = ctypes.c_ulong
    atom = library.XInternAtom(display, b"_NET_ACTIVE_WINDOW", 0)
    message = _Message(CLIENT_MESSAGE, 0, 1, display, window, atom, 32)
    message.data[0], message.data[1] = PAGER, startup_time(startup)
    root = ctypes.c_ulong(library.XDefaultRootWindow(display))
    library.XSendEvent(display, root, 0, ctypes.c_long(SUBSTRUCTURE), ctypes.byref(message))
    library.XFlush(display)


def startup_time(startup: str) -> int:
    """Return the server time of a startup id in milliseconds; 0: it has none."""
    digits = startup.rpartition(TIME)[2] if TIME in startup else ""
    return int(digits) if digits.isascii() and digits.isdigit() else 0
