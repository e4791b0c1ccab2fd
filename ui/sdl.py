"""Access to Kivy's SDL library: pending input, key codes, the X connection and window."""

from __future__ import annotations

import ctypes
import sys

from models.layout.opening import Area
from ui.sdl_library import sdl_library
from ui.xlib import xlib

FIRST_EVENT, LAST_EVENT = 0, 0xFFFF
"""All event types. Source: SDL_events.h, SDL_FIRSTEVENT, SDL_LASTEVENT."""
X11 = 2
"""Source: SDL_syswm.h, SDL_SYSWM_X11."""


class _WindowSystem(ctypes.Structure):
    """Source: SDL_syswm.h, SDL_SysWMinfo; the union begins with X11's `Display *` and `Window`."""

    _fields_ = (
        ("version", ctypes.c_uint8 * 3),
        ("subsystem", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("window", ctypes.c_ulong),
        ("rest", ctypes.c_uint8 * 120),
    )


class Sdl:
    """Kivy's own copy of SDL; call it only on the window's thread."""

    def __init__(self, library: ctypes.CDLL) -> None:
        self._library = library
        library.SDL_GL_GetCurrentWindow.restype = ctypes.c_void_p
        library.SDL_GL_GetProcAddress.restype = ctypes.c_void_p

    def input_waits(self) -> bool:
        """Tell whether input is pending; takes microseconds and consumes none."""
        self._library.SDL_PumpEvents()
        return bool(self._library.SDL_HasEvents(FIRST_EVENT, LAST_EVENT))

    def stop_text_input(self) -> None:
        """Let no input method take keys, until a text field asks for text; SDL starts with it."""
        self._library.SDL_StopTextInput()

    def key(self, scan: int) -> int:
        """Return the keycode that a scancode types without modifiers."""
        return int(self._library.SDL_GetKeyFromScancode(scan))

    def address(self, name: str) -> int | None:
        """Return the address of an OpenGL function; `None` if there is none."""
        found = self._library.SDL_GL_GetProcAddress(name.encode())
        return int(found) if found else None

    def offers(self, extension: bytes) -> bool:
        """Return whether the current OpenGL context has an extension."""
        return bool(self._library.SDL_GL_ExtensionSupported(extension))

    def connection(self) -> int | None:
        """Return the file descriptor of the X server connection; `None` without one."""
        system = self._x11()
        library = xlib()
        if system is None or library is None:
            return None
        return int(library.XConnectionNumber(ctypes.c_void_p(system.display)))

    def window_number(self) -> int | None:
        """Return the number of our window on the X server; `None` if it is on none."""
        system = self._x11()
        return None if system is None else int(system.window)

    def x11_window(self) -> tuple[int, int] | None:
        """Return the address of the X connection and our window; `None` if it is on none."""
        system = self._x11()
        return None if system is None else (int(system.display), int(system.window))

    def room(self) -> Area | None:
        """Return where the window may lie: its screen without panels and its own frame.

        In pixels, of the contents of the window; `None`: unknown.
        """
        if self._x11() is None and sys.platform != "win32":
            return None
        window = ctypes.c_void_p(self._library.SDL_GL_GetCurrentWindow())
        bounds, frame = (ctypes.c_int * 4)(), (ctypes.c_int * 4)()
        screen = self._library.SDL_GetWindowDisplayIndex(window)
        if self._library.SDL_GetDisplayUsableBounds(screen, bounds) != 0:
            return None
        sides = [ctypes.byref(frame, side * ctypes.sizeof(ctypes.c_int)) for side in range(4)]
        if self._library.SDL_GetWindowBordersSize(window, *sides) != 0:
            frame = (ctypes.c_int * 4)()
        (left, top, wide, tall), (above, before, below, after) = bounds, frame
        return Area(left + before, top + above, wide - before - after, tall - above - below)

    def _x11(self) -> _WindowSystem | None:
        window = self._library.SDL_GL_GetCurrentWindow()
        system = _WindowSystem()
        self._library.SDL_GetVersion(ctypes.byref(system))
        found = window and self._library.SDL_GetWindowWMInfo(
            ctypes.c_void_p(window), ctypes.byref(system)
        )
        return system if found and system.subsystem == X11 and system.display else None


def sdl() -> Sdl | None:
    """Return Kivy's SDL; `None` if it is not found."""
    path = sdl_library()
    return None if path is None else Sdl(ctypes.CDLL(path))
