"""A sheet of lines of text and a row of buttons."""

from __future__ import annotations

from collections.abc import Sequence

from kivy.uix.widget import Widget

from models.layout.tree import Node
from ui.shell.sheet import SheetFrame, line
from ui.widgets.button import PushButton
from ui.widgets.paragraph import Paragraph


class TextSheet(SheetFrame):
    """Lines below the title, buttons at the lower right."""

    _lines: Sequence[Paragraph] = ()
    _buttons: Sequence[PushButton] = ()

    def put(self, lines: Sequence[Paragraph], buttons: Sequence[PushButton]) -> None:
        """Show these lines and buttons, the most likely button first and rightmost."""
        former: tuple[Widget, ...] = (*self._lines, *self._buttons)
        for widget in former:
            widget.parent.remove_widget(widget)
        self._lines, self._buttons = lines, buttons
        for widget in (*lines, *buttons):
            self.add_widget(widget)
        self.place()

    def content(self) -> Sequence[Node]:
        """Return the rows below the title."""
        return [line(one) for one in self._lines]

    def actions(self) -> Sequence[PushButton | None]:
        """Return the buttons below the content."""
        return self._buttons[::-1]
