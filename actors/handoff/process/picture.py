"""The picture at the pointer while a drag is outside our window."""

from __future__ import annotations

import sys

from Xlib import X, Xatom
from Xlib.ext import shape

from actors.handoff.process.connection import CHUNK, Connection
from actors.messages.handoff import ShowPicture

BESIDE = 14
"""Distance from the pointer in pixels."""
GROUND = (0x2B, 0x2F, 0x36)
"""Red, green and blue behind the picture where windows cannot be translucent."""
DEPTH = 32
"""Bits per pixel of a translucent window."""


class Picture:
    """A window that lets clicks, and the search for the window below, pass through."""

    def __init__(self, connection: Connection, picture: ShowPicture) -> None:
        """Create the window; `show` makes it visible.

        Raises:
            ValueError: The number of pixels is wrong.
        """
        width, height = picture.width, picture.height
        if len(picture.pixels) != width * height * 4:
            raise ValueError("a picture of another size")
        self._connection, self._shown = connection, False
        visual = _translucent_visual(connection)
        depth = DEPTH if visual else connection.screen.root_depth
        root = connection.root
        colours = root.create_colormap(visual, X.AllocNone) if visual else X.CopyFromParent
        self._window = root.create_window(
            *(0, 0, width, height, 0, depth, X.InputOutput, visual or X.CopyFromParent),
            override_redirect=True,
            colormap=colours,
            border_pixel=0,
            background_pixel=0,
        )
        kind = connection.atom("_NET_WM_WINDOW_TYPE_DND")
        self._window.change_property(connection.atom("_NET_WM_WINDOW_TYPE"), Xatom.ATOM, 32, [kind])
        self._window.shape_rectangles(shape.SO.Set, shape.SK.Input, X.Unsorted, 0, 0, [])
        pixels = _server_pixels(picture.pixels, (0, 0, 0) if visual else GROUND)
        paper = self._window.create_pixmap(width, height, depth)
        pen = paper.create_gc()
        row = width * 4
        rows = max(1, CHUNK // row)
        for top in range(0, height, rows):
            part = pixels[top * row : (top + rows) * row]
            paper.put_image(pen, 0, top, width, len(part) // row, X.ZPixmap, depth, 0, part)
        self._window.change_attributes(background_pixmap=paper)
        pen.free()
        paper.free()

    def show(self, x: int, y: int) -> None:
        """Show the window beside the pointer, above all others."""
        self._window.configure(x=x + BESIDE, y=y + BESIDE, stack_mode=X.Above)
        if not self._shown:
            self._shown = True
            self._window.map()
        self._connection.display.flush()

    def hide(self) -> None:
        """Hide the window."""
        if self._shown:
            self._shown = False
            self._window.unmap()
            self._connection.display.flush()

    def close(self) -> None:
        """Destroy the window."""
        self._window.destroy()


def _translucent_visual(connection: Connection) -> int:
    """Return the visual of translucent windows; 0 if no compositor would blend them."""
    compositor = connection.display.get_selection_owner(connection.atom("_NET_WM_CM_S0"))
    if compositor == X.NONE:
        return 0
    deep = (one for one in connection.screen.allowed_depths if one.depth == DEPTH)
    visuals = (visual for one in deep for visual in one.visuals)
    return next((one.visual_id for one in visuals if one.visual_class == X.TrueColor), 0)


def _server_pixels(rgba: bytes, ground: tuple[int, int, int]) -> bytes:
    """Return the pixels blended over one colour, alpha kept, in the byte order of the server."""
    blended, alpha = bytearray(rgba), rgba[3::4]
    for at, below in enumerate(ground):
        place = 2 - at if sys.byteorder == "little" else at + 1
        blended[place::4] = bytes(
            (above * solid + below * (255 - solid)) // 255
            for above, solid in zip(rgba[at::4], alpha, strict=True)
        )
    if sys.byteorder == "big":
        blended[0::4] = alpha
    return bytes(blended)
