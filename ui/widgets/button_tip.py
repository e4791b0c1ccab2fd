"""Tooltip of buttons: one for the window; tells the name and the keys of what a button does."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Protocol

from kivy.uix.widget import Widget

from ui.widgets import hover
from ui.widgets.tooltip import Tooltip


class Tipped(Protocol):
    """A widget with a tooltip."""

    hint: str
    """Name of what it does; empty: that of the command."""
    command: str
    """Name of the command in the key table; empty: none."""


class ButtonTip:
    """Shows the tooltip of the button on which the mouse rests."""

    _tooltip: ClassVar[Tooltip | None] = None
    _owner: ClassVar[Widget | None] = None
    describe: ClassVar[Callable[[str, str], str]] = lambda hint, _command: hint
    """Returns the tooltip for a hint and the name of a command; set by whoever has the keys."""

    @classmethod
    def rest(cls, button: Widget) -> None:
        """Show the tooltip of `button` soon; `button` is a `Tipped`."""
        tooltip = cls._tooltip = cls._tooltip or Tooltip()
        cls._owner = button
        tooltip.rest(lambda: cls._words(button))

    @classmethod
    def leave(cls, button: Widget) -> None:
        """Hide the tooltip, or cancel it, unless another button has it by now."""
        if cls._owner is button and cls._tooltip is not None:
            cls._owner = None
            cls._tooltip.leave()

    @classmethod
    def text(cls) -> str:
        """Return the text shown; empty while hidden."""
        return cls._tooltip.text if cls._tooltip else ""

    @classmethod
    def _words(cls, button: Widget) -> str:
        # The app may have stopped, and a sheet or a menu may lie over the button by now.
        if button.get_root_window() is None or not button.opacity or hover.covered(button):
            return ""
        return cls.describe(button.hint, button.command)
