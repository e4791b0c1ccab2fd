"""Presents parts of the window on an X server: `GLX_MESA_copy_sub_buffer`."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import cache

EXTENSION, FUNCTION = b"GLX_MESA_copy_sub_buffer", b"glXCopySubBufferMESA"
"""Source: https://registry.khronos.org/OpenGL/extensions/MESA/GLX_MESA_copy_sub_buffer.txt"""
Present = Callable[[int, int, int, int], None]
"""Copies a rectangle of the back buffer to the screen: left, bottom, width, height in pixels."""


@cache
def partial_present() -> Present | None:
    """Return the function that presents a part of the window; `None` if there is none.

    Call it after the window was opened, on its thread. It leaves the back buffer as it is.
    """
    try:
        library = ctypes.CDLL("libGL.so.1")
        library.glXGetCurrentDisplay.restype = ctypes.c_void_p
        library.glXGetCurrentDrawable.restype = ctypes.c_ulong
        library.glXQueryExtensionsString.restype = ctypes.c_char_p
        library.glXGetProcAddressARB.restype = ctypes.c_void_p
    except (OSError, AttributeError):
        return None
    display, drawable = library.glXGetCurrentDisplay(), library.glXGetCurrentDrawable()
    if not display or not drawable:  # SDL uses EGL, as it does without an X server
        return None
    extensions = library.glXQueryExtensionsString(ctypes.c_void_p(display), 0) or b""
    address = library.glXGetProcAddressARB(FUNCTION)
    if EXTENSION not in extensions.split() or not address:
        return None
    integer = ctypes.c_int
    signature = (ctypes.c_void_p, ctypes.c_ulong, integer, integer, integer, integer)
    copy = ctypes.CFUNCTYPE(None, *signature)(address)

    def present(left: int, bottom: int, width: int, height: int) -> None:
        copy(display, drawable, left, bottom, width, height)

    return present
