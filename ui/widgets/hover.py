"""Hover tracking; one binding for all widgets."""

from __future__ import annotations

from typing import Protocol
from weakref import WeakSet

from kivy.core.window import Window
from kivy.uix.widget import Widget

OUTSIDE = (-1.0, -1.0)
"""A position outside of all widgets."""


class Hoverable(Protocol):
    """A widget that reacts to hovering."""

    hovered: bool

    def collide_window(self, x: float, y: float) -> bool:
        """Tell whether the window point is on the widget and the widget is visible."""

    def hover_changed(self) -> None:
        """Redraw after a change of `hovered`."""


_widgets: WeakSet[Hoverable] = WeakSet()


def watch(widget: Hoverable) -> None:
    """Track hovering over `widget` from now on."""
    if not _widgets:
        Window.bind(mouse_pos=_moved, on_cursor_leave=_left, on_cursor_enter=_entered)
    _widgets.add(widget)


def mouse() -> tuple[float, float]:
    """Return the mouse position in window pixels."""
    return (float(Window.mouse_pos[0]), float(Window.mouse_pos[1]))


def covered(widget: Widget) -> bool:
    """Tell whether a sheet or a menu (anything that `covers`) lies over `widget`."""
    below, above = widget, widget.parent
    while above is not None and above is not below:  # the window is its own parent
        for child in above.children:  # the topmost first
            if child is below:
                break
            if getattr(child, "covers", False):
                return True
        below, above = above, above.parent
    return False


def _moved(_window: object, position: tuple[float, float]) -> None:
    for widget in list(_widgets):
        over = widget.collide_window(*position)
        if over != widget.hovered:
            widget.hovered = over
            widget.hover_changed()


def _left(window: object) -> None:
    _moved(window, OUTSIDE)


def _entered(window: object) -> None:
    # It may be where it was: a window of another program came above it, and is gone.
    _moved(window, mouse())


def shift_held() -> bool:
    """Tell whether Shift is held; touches do not carry modifiers."""
    return "shift" in Window.modifiers


def control_held() -> bool:
    """Tell whether Ctrl is held, or Command on a Mac."""
    return bool({"ctrl", "meta"} & set(Window.modifiers))
