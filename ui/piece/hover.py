"""Which pieces the mouse is over; one binding for all of them."""

from __future__ import annotations

from typing import Protocol
from weakref import WeakSet

from kivy.core.window import Window


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
        Window.bind(mouse_pos=_moved)
    _pieces.add(piece)


def _moved(_window: object, position: tuple[float, float]) -> None:
    for piece in list(_pieces):
        over = piece.collide_window(*position)
        if over != piece.hovered:
            piece.hovered = over
            piece.hover_changed()


def shift_held() -> bool:
    """Tell whether Shift is down; touches do not carry it."""
    return "shift" in Window.modifiers
