"""Opens the display and loads the OpenGL driver while Python imports the rest.

Both are C code, 40 to 80 ms of it, that runs beside the interpreter in a thread of its own: SDL
then finds them done when Kivy makes the window.
"""

from __future__ import annotations

import ctypes
import os
import sys
import threading

from ui.screen_scale import Screen, read_screen
from ui.sdl_library import sdl_library

ENVIRONMENT = {
    # Fingers must not emulate the mouse: see `ui.touch_input`.
    "SDL_TOUCH_MOUSE_EVENTS": "0",
    # The press that fetches the window is a press: else no drag could begin while another program
    # has the keyboard focus, which is the usual case.
    "SDL_MOUSE_FOCUS_CLICKTHROUGH": "1",
    # By this name window managers group windows, and find the icon of the desktop file.
    "SDL_VIDEO_X11_WMCLASS": "sempal",
}
"""What SDL reads when it opens the display; what is set already stays."""
VIDEO = 0x20
"""Source: SDL.h, SDL_INIT_VIDEO."""


class EarlyDisplay:
    """The display, from the first line of a start to the window."""

    def __init__(self) -> None:
        self._opening: threading.Thread | None = None
        self._screen: Screen | None = None

    def begin(self) -> None:
        """Open the display in a thread, where that is possible: SDL on X11.

        Nothing may change the environment until `screen` has returned, as C code reads it.
        """
        if self._opening is None and sys.platform.startswith("linux") and os.environ.get("DISPLAY"):
            set_environment()
            # No daemon: the process must not end within it.
            self._opening = threading.Thread(target=self._open, name="display")
            self._opening.start()

    def screen(self) -> Screen:
        """Return the screen, once the display is open."""
        if self._opening is not None:
            self._opening.join()
        return self._screen or read_screen()

    def _open(self) -> None:
        self._screen = read_screen()
        path = sdl_library()
        if path is not None:
            # Calls through ctypes leave the interpreter to others. Failures show again, with their
            # reasons, when the window is made.
            library = ctypes.CDLL(path)
            if library.SDL_Init(VIDEO) == 0:
                library.SDL_GL_LoadLibrary(None)


def set_environment() -> None:
    """Set what SDL reads when it opens the display."""
    for name, value in ENVIRONMENT.items():
        os.environ.setdefault(name, value)


early_display = EarlyDisplay()
"""Of this process."""
