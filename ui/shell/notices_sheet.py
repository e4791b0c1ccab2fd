"""Notices sheet: what the status bar said lately, with its time."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kivy.uix.widget import Widget

from actors.messages import intents
from models.layout.part import Part
from models.layout.tree import Leaf, Node, Row
from models.state.notice import Notice, Severity
from models.state.screen import Sheet
from ui.shell.history_sheet import when
from ui.shell.sheet import SheetFrame, line
from ui.text import shell as text
from ui.text.notices import notice_words
from ui.theme import NUMBER, PALETTE
from ui.widgets.paragraph import Paragraph
from ui.widgets.placing import pixels

TIME = 124
"""Width of the column of times in dp: that of a date with its time."""


class NoticesSheet(SheetFrame):
    """The newest notice is on top; errors have their colour."""

    def __init__(
        self,
        post: Callable[[intents.Intent], None],
        said: Callable[[], tuple[tuple[float, Notice], ...]],
    ) -> None:
        """Create the sheet.

        Args:
            post: Posts an intent.
            said: Returns the notices and when they were first seen, in seconds since the epoch;
                the oldest first.
        """
        close = lambda: post(intents.ToggleSheet(Sheet.NOTICES))  # noqa: E731 - short
        super().__init__(text.NOTICES, close, (680, 480))
        self._said = said
        self._shown: tuple[tuple[float, Notice], ...] | None = None
        self._none = Paragraph(text.NO_NOTICES, shade=PALETTE.second)
        self._lines: list[tuple[Paragraph, Paragraph]] = []

    def show(self) -> None:
        """Show the notices."""
        said = self._said()
        if said == self._shown:
            return
        former: list[Widget] = [widget for pair in self._lines for widget in pair]
        former += [self._none] if self._none.parent else []
        for widget in former:
            widget.parent.remove_widget(widget)
        self._shown = said
        self._lines = [_line(at, notice) for at, notice in reversed(said)]
        fresh = [widget for pair in self._lines for widget in pair] or [self._none]
        for widget in fresh:
            self.add_widget(widget)
        self.place()

    def content(self) -> Sequence[Node]:
        """Return the rows below the title."""
        if not self._lines:
            return [line(self._none)]
        wide = pixels(TIME)
        return [
            Row((Leaf(at, Part(wide), at.height_in), line(words)), pixels(10), align=1.0)
            for at, words in self._lines
        ]


def _line(at: float, notice: Notice) -> tuple[Paragraph, Paragraph]:
    shade = PALETTE.trash if notice.severity is Severity.ERROR else PALETTE.text
    time = Paragraph(when(at), NUMBER, PALETTE.second)
    return time, Paragraph(notice_words(notice), shade=shade)
