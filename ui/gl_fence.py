"""A fence in the stream of drawing commands: tells when the renderer has finished a frame.

Swapping the buffers waits for the renderer, which takes 10 to 40 ms in software, and nothing else
runs meanwhile. Behind a fence the renderer works while keys are handled, and the swap is short.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable

from kivy.graphics.opengl import GL_VERSION, glFlush, glGetString

from ui.sdl import Sdl

COMMANDS_COMPLETE = 0x9117
"""Source: GL_SYNC_GPU_COMMANDS_COMPLETE of ARB_sync."""
TIMEOUT_EXPIRED = 0x911B
"""Source: GL_TIMEOUT_EXPIRED of ARB_sync; everything else ends the wait, errors as well."""
EXTENSIONS = (b"GL_ARB_sync", b"GL_APPLE_sync")
"""Either provides the functions; OpenGL 3.2 and OpenGL ES 3 always do."""


class GlFence:
    """One fence at a time; call it on the window's thread only."""

    def __init__(self, address: Callable[[str], int]) -> None:
        """Take the functions of the current context; see `gl_fence`."""
        pointer, number, wide = ctypes.c_void_p, ctypes.c_uint, ctypes.c_uint64
        self._fence = ctypes.CFUNCTYPE(pointer, number, number)(address("glFenceSync"))
        self._wait = ctypes.CFUNCTYPE(number, pointer, number, wide)(address("glClientWaitSync"))
        self._delete = ctypes.CFUNCTYPE(None, pointer)(address("glDeleteSync"))
        self._placed: int | None = None

    def place(self) -> None:
        """Place it behind all commands given so far, and let the renderer begin."""
        self._remove()
        self._placed = self._fence(COMMANDS_COMPLETE, 0)
        glFlush()

    @property
    def reached(self) -> bool:
        """Whether the renderer has reached it; true if there is none."""
        if self._placed and self._wait(self._placed, 0, 0) == TIMEOUT_EXPIRED:
            return False
        self._remove()
        return True

    def _remove(self) -> None:
        if self._placed:
            self._delete(self._placed)
        self._placed = None


def gl_fence(sdl: Sdl | None) -> GlFence | None:
    """Return a fence for the current OpenGL context; `None` if it has none."""
    if sdl is None or not _supported(sdl):
        return None
    names = ("glFenceSync", "glClientWaitSync", "glDeleteSync")
    found = {name: address for name in names if (address := sdl.address(name)) is not None}
    return GlFence(found.__getitem__) if len(found) == len(names) else None


def _supported(sdl: Sdl) -> bool:
    words = glGetString(GL_VERSION).split()  # `4.5 (Compatibility Profile) Mesa …`, `OpenGL ES 3.2`
    version = next((word for word in words if word[:1].isdigit()), b"0")
    least = 3 if b"ES" in words else 3.2
    number = float(b".".join(version.split(b".")[:2]))
    return number >= least or any(sdl.offers(name) for name in EXTENSIONS)
