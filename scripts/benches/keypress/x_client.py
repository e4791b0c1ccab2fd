"""A client of the X server that presses keys and buttons (XTEST), and knows when it did."""

from __future__ import annotations

import ctypes
import sys
import time
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

VIEWABLE = 2
"""Source: X.h, IsViewable."""


@dataclass(frozen=True)
class Sent:
    """When an event was sent, in seconds of the monotonic clock."""

    begun: float
    """Just before the event was handed to the connection."""
    ended: float
    """When the server had answered a request that followed it: it has made the event by then."""


class _Attributes(ctypes.Structure):
    """Source: Xlib.h, XWindowAttributes, up to `map_state`."""

    _fields_ = (
        *((name, ctypes.c_int) for name in ("x", "y", "width", "height", "border", "depth")),
        *(("visual", ctypes.c_void_p), ("root", ctypes.c_ulong), ("class_", ctypes.c_int)),
        *(("bits", ctypes.c_int), ("gravity", ctypes.c_int), ("backing", ctypes.c_int)),
        *(("planes", ctypes.c_ulong), ("pixel", ctypes.c_ulong), ("under", ctypes.c_int)),
        *(("colormap", ctypes.c_ulong), ("installed", ctypes.c_int), ("state", ctypes.c_int)),
        ("rest", ctypes.c_uint8 * 64),
    )


class XClient:
    """One connection to the X server of `DISPLAY`."""

    def __init__(self) -> None:
        self._x11: Any = ctypes.CDLL("libX11.so.6")
        self._test: Any = ctypes.CDLL("libXtst.so.6")
        self._x11.XOpenDisplay.restype = ctypes.c_void_p
        for name in ("XDefaultRootWindow", "XStringToKeysym", "XInternAtom"):
            getattr(self._x11, name).restype = ctypes.c_ulong
        display = self._x11.XOpenDisplay(None)
        if not display:
            sys.exit("keysound: no display")
        self._display = ctypes.c_void_p(display)
        self._root = ctypes.c_ulong(self._x11.XDefaultRootWindow(self._display))
        self._name = ctypes.c_ulong(self._x11.XInternAtom(self._display, b"_NET_WM_NAME", 0))
        self._handler = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)(
            lambda _display, _error: 0  # windows come and go while they are looked at
        )
        self._x11.XSetErrorHandler(self._handler)

    def press(self, key: str) -> Sent:
        """Press and release a key, named by its keysym."""
        symbol = ctypes.c_ulong(self._x11.XStringToKeysym(key.encode()))
        code = self._x11.XKeysymToKeycode(self._display, symbol)
        begun = time.monotonic()
        self._test.XTestFakeKeyEvent(self._display, code, 1, ctypes.c_ulong(0))
        self._x11.XSync(self._display, 0)
        ended = time.monotonic()
        self._test.XTestFakeKeyEvent(self._display, code, 0, ctypes.c_ulong(0))
        self._x11.XSync(self._display, 0)
        return Sent(begun, ended)

    def click(self) -> tuple[Sent, Sent]:
        """Press and release the left button; return the times of both."""
        return self._button(down=True), self._button(down=False)

    def _button(self, *, down: bool) -> Sent:
        begun = time.monotonic()
        self._test.XTestFakeButtonEvent(self._display, 1, int(down), ctypes.c_ulong(0))
        self._x11.XSync(self._display, 0)
        return Sent(begun, time.monotonic())

    def move(self, x: int, y: int) -> None:
        """Move the pointer to a pixel of the screen."""
        self._test.XTestFakeMotionEvent(self._display, -1, x, y, ctypes.c_ulong(0))
        self._x11.XSync(self._display, 0)

    def focus(self, window: int) -> None:
        """Raise a window and give it the keyboard."""
        self._x11.XRaiseWindow(self._display, ctypes.c_ulong(window))
        self._x11.XSetInputFocus(self._display, ctypes.c_ulong(window), 1, ctypes.c_ulong(0))
        self._x11.XSync(self._display, 0)

    def place(self, window: int) -> tuple[int, int, int, int]:
        """Return left, top, width and height of a window on the screen."""
        found = self._attributes(window)
        x, y, child = ctypes.c_int(), ctypes.c_int(), ctypes.c_ulong()
        self._x11.XTranslateCoordinates(
            *(self._display, ctypes.c_ulong(window), self._root, 0, 0),
            *(ctypes.byref(x), ctypes.byref(y), ctypes.byref(child)),
        )
        return x.value, y.value, found.width, found.height

    def find(self, title: str, known: Collection[int] = (), patience: float = 30.0) -> int:
        """Return the visible window with this title that is not known yet, waiting for it."""
        until = time.monotonic() + patience
        while time.monotonic() < until:
            for window in self._below(self._root.value):
                if window in known or self._title(window) != title:
                    continue
                if self._attributes(window).state == VIEWABLE:
                    return window
            time.sleep(0.05)
        sys.exit(f"keysound: there is no window {title!r}")

    def _attributes(self, window: int) -> _Attributes:
        found = _Attributes()
        self._x11.XGetWindowAttributes(self._display, ctypes.c_ulong(window), ctypes.byref(found))
        return found

    def _title(self, window: int) -> str:
        kind, form, count, more = (
            ctypes.c_ulong(),
            ctypes.c_int(),
            ctypes.c_ulong(),
            ctypes.c_ulong(),
        )
        value = ctypes.c_char_p()
        self._x11.XGetWindowProperty(
            *(self._display, ctypes.c_ulong(window), self._name, ctypes.c_long(0)),
            *(ctypes.c_long(64), 0, ctypes.c_ulong(0), ctypes.byref(kind), ctypes.byref(form)),
            *(ctypes.byref(count), ctypes.byref(more), ctypes.byref(value)),
        )
        text = (value.value or b"").decode(errors="replace")
        if value:
            self._x11.XFree(value)
        return text

    def _below(self, window: int) -> list[int]:
        root, parent = ctypes.c_ulong(), ctypes.c_ulong()
        children, count = ctypes.POINTER(ctypes.c_ulong)(), ctypes.c_uint()
        if not self._x11.XQueryTree(
            *(self._display, ctypes.c_ulong(window), ctypes.byref(root), ctypes.byref(parent)),
            *(ctypes.byref(children), ctypes.byref(count)),
        ):
            return []
        found = [children[index] for index in range(count.value)]
        if children:
            self._x11.XFree(children)
        return found + [deeper for one in found for deeper in self._below(one)]
