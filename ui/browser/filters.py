"""Which marks the list shows: all, none yet, keep, trash."""

from __future__ import annotations

from collections.abc import Callable

from kivy.metrics import dp
from kivy.uix.widget import Widget

from actors.messages import session
from models.library.tag import Tag
from models.state.browser import Browser
from ui.piece.button import BARE, CHIP, Look, PushButton
from ui.theme import PALETTE, Sizes

CHOSEN = Look(PALETTE.raised, PALETTE.text, PALETTE.strong_line)
CHOICES = (("All", None), ("Untagged", Tag.NEUTRAL), ("Keep", Tag.KEEP), ("Trash", Tag.TRASH))


class Filters(Widget):
    """One of them is chosen; beside them, how many rows are selected."""

    def __init__(self, say: Callable[[session.Intent], None], sizes: Sizes) -> None:
        super().__init__()
        self._sizes = sizes
        self._buttons = [
            (PushButton(_saying(say, tag), words, look=BARE), tag) for words, tag in CHOICES
        ]
        self._selected = PushButton(lambda: say(session.ClearRows()), look=CHIP)
        self._count = 0
        for piece in (*(button for button, _ in self._buttons), self._selected):
            self.add_widget(piece)
        self.bind(pos=self._place, size=self._place)

    @property
    def natural_width(self) -> float:
        """Pixels it takes."""
        chip = float(dp(180)) if self._count else 0.0
        return sum(self._wide(button) for button, _ in self._buttons) + chip

    def change_sizes(self, sizes: Sizes) -> None:
        """Take the sizes of another density."""
        self._sizes = sizes
        self._place()

    def show(self, browser: Browser) -> None:
        """Show what is chosen and how much is selected."""
        for button, tag in self._buttons:
            button.show(button.text, look=CHOSEN if browser.query.tag is tag else BARE)
        self._count = len(browser.selection)
        self._selected.show(f"{self._count} selected", "close")
        self._place()

    def _wide(self, button: PushButton) -> float:
        return max(button.natural_width(), float(dp(self._sizes.target)))

    def _place(self, *_: object) -> None:
        tall = dp(max(26, self._sizes.target))
        x, y = self.x, round(self.center_y - tall / 2)
        for button, _tag in self._buttons:
            button.size, button.pos = (self._wide(button), tall), (round(x), y)
            x += button.width
        wide = self._selected.natural_width() if self._count else 0
        self._selected.opacity = 1 if self._count else 0
        self._selected.size, self._selected.pos = (wide, tall if wide else 0), (round(x + dp(8)), y)


def _saying(say: Callable[[session.Intent], None], tag: Tag | None) -> Callable[[], None]:
    return lambda: say(session.FilterTag(tag))
