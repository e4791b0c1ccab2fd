"""Which pieces the mouse is over; one binding for all of them."""

from __future__ import annotations

from typing import Protocol
from weakref import WeakSet

from kivy.core.window import Window
from kivy.uix.widget import Widget

OUTSIDE = (-1.0, -1.0)
"""Where no piece is."""


class Hoverable(Protocol):
    """A piece that looks another way under the mouse."""

    hovered: bool

    def collide_window(self, x: float, y: float) -> bool:
        """Tell whether the window point lies on the piece and the piece is shown."""

    def hover_changed(self) -> None:
        """Draw the other look."""


_pieces: WeakSet[Hoverable] = WeakSet()


def watch(piece: Hoverable) -> None:
    """Tell `piece` from now on when the mouse comes and goes."""
    if not _pieces:
        Window.bind(mouse_pos=_moved, on_cursor_leave=_left)
    _pieces.add(piece)


def mouse() -> tuple[float, float]:
    """Return where the mouse is, in window pixels."""
    return (float(Window.mouse_pos[0]), float(Window.mouse_pos[1]))


def covered(piece: Widget) -> bool:
    """Tell whether a sheet or a menu (anything that `covers`) lies over `piece`."""
    below, above = piece, piece.parent
    while above is not None and above is not below:  # the window is its own parent
        for child in above.children:  # the topmost first
            if child is below:
                break
            if getattr(child, "covers", False):
                return True
        below, above = above, above.parent
    return False


def _moved(_window: object, position: tuple[float, float]) -> None:
    for piece in list(_pieces):
        over = piece.collide_window(*position)
        if over != piece.hovered:
            piece.hovered = over
            piece.hover_changed()


def _left(window: object) -> None:
    _moved(window, OUTSIDE)


def shift_held() -> bool:
    """Tell whether Shift is down; touches do not carry it."""
    return "shift" in Window.modifiers


def control_held() -> bool:
    """Tell whether Ctrl is down, or Command on a Mac."""
    return bool({"ctrl", "meta"} & set(Window.modifiers))
