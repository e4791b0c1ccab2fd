"""Mark filter of the list: all, unmarked, kept, rejected."""

from __future__ import annotations

from collections.abc import Callable

from kivy.metrics import dp
from kivy.uix.widget import Widget

from actors.messages import intents
from models.layout.part import Part
from models.layout.tree import Leaf, Row
from models.library.counts import Counts
from models.library.tag import Tag
from models.state.browser import Browser
from ui.text import sample_list
from ui.text.common import ALL, KEEP, REJECT, UNMARKED
from ui.theme import PALETTE, Sizes, faded
from ui.widgets.button import BARE, CHIP, ButtonStyle, PushButton
from ui.widgets.menu import Choice, Menu
from ui.widgets.placing import box_of, pixels, place
from ui.widgets.placing import button as button_leaf

CHOSEN = ButtonStyle(PALETTE.raised, PALETTE.text, PALETTE.strong_line)
FOUND = ButtonStyle(faded(PALETTE.accent, 0.14), PALETTE.accent)
LONGEST = 45
"""Maximum number of characters of a title."""
CHOICES = ((ALL, None), (UNMARKED, Tag.NEUTRAL), (KEEP, Tag.KEEP), (REJECT, Tag.TRASH))


class Filters(Widget):
    """Mark filters, followed by chips for the selection, the current result list and deletion."""

    def __init__(self, post: Callable[[intents.Intent], None], sizes: Sizes) -> None:
        super().__init__()
        self._sizes = sizes
        self._buttons = [
            (
                PushButton(
                    _poster(post, tag),
                    words,
                    style=BARE,
                    hint=sample_list.FILTER_BY_MARK if tag is not None else sample_list.ANY_MARK,
                ),
                tag,
            )
            for words, tag in CHOICES
        ]
        self._selected = PushButton(
            lambda: post(intents.ClearRows()), style=CHIP, hint=sample_list.CLEAR_SELECTION
        )
        self._alone = PushButton(
            lambda: post(intents.ToggleSelectedOnly()),
            sample_list.SELECTED_ONLY,
            "filter",
            style=CHIP,
            command="selected-only",
        )
        self._only = PushButton(
            lambda: post(intents.ToggleSelectedOnly()), style=FOUND, command="selected-only"
        )
        self._similarity = PushButton(
            lambda: post(intents.LeaveSimilar()), style=FOUND, hint=sample_list.CLOSE_RESULTS
        )
        self._delete = PushButton(
            lambda: post(intents.DeleteRejected(self._rejected)),
            icon="trash",
            hint=sample_list.DELETE_REJECTED,
        )
        self._menu = PushButton(self._open_menu, hint=sample_list.FILTER_BY_MARK)
        self._narrow = False
        """Whether a menu has the filters."""
        self._title = ""
        self._count = self._rejected = self._among = 0
        self._counts: Counts | None = None
        self._chosen: Tag | None = None
        self._room = 0.0
        chips = (self._delete, self._similarity, self._only, self._selected, self._alone)
        for widget in (*(button for button, _ in self._buttons), self._menu, *chips):
            self.add_widget(widget)
        self.bind(pos=self._place, size=self._place)

    def fit(self, room: float) -> float:
        """Return the width in `room` pixels; counts are left out first, then a menu has them all.

        What follows the filters is elided, or shows only its icon.
        """
        self._room, self._narrow = room, False
        self._write(counted=True)
        if self._width() > room:
            self._write(counted=False)
        self._narrow = self._width() > room
        return min(room, self._width())

    def _width(self) -> float:
        return float(self._row().width.natural)

    def _row(self) -> Row:
        """Return the filters, or in a narrow list their menu, and the chips."""
        tall = pixels(max(26, self._sizes.target))
        filters: tuple[Leaf, ...] = (button_leaf(self._menu, tall, fold=2),)
        if not self._narrow:
            filters = tuple(
                Leaf(button, Part(self._wide(button)), Part(tall)) for button, _ in self._buttons
            )
        chips = [
            Leaf(chip, Part(chip.natural_width(), pixels(34)), Part(tall))
            for chip, there in self._chips
            if there and chip is not self._delete
        ]
        if self._rejected > 0:
            chips.insert(0, button_leaf(self._delete, tall, fold=1))
        return Row((Row(filters), *chips), pixels(8))

    def _write(self, *, counted: bool) -> None:
        for (button, tag), (words, _) in zip(self._buttons, CHOICES, strict=True):
            label = words
            if counted and self._counts is not None and tag is not None:
                label = sample_list.counted(words, self._counts.of(tag))
            button.show(label, style=CHOSEN if self._chosen is tag else BARE)
            if self._chosen is tag:
                self._menu.show(words, "chevron_down", CHOSEN)

    @property
    def _chips(self) -> tuple[tuple[PushButton, bool], ...]:
        """Chips beside the filters, and whether each is visible."""
        return (
            (self._delete, self._rejected > 0),
            (self._similarity, bool(self._title)),
            (self._only, self._among > 0),
            (self._selected, self._count > 0),
            (self._alone, self._count > 1 and self._count != self._among),
        )

    def change_sizes(self, sizes: Sizes) -> None:
        """Apply the sizes of another density."""
        self._sizes = sizes
        self._place()

    def show(self, browser: Browser, found: str) -> None:
        """Show the active filter, the title of the result list, and the size of the selection."""
        self._chosen, self._counts = browser.query.tag, browser.counts
        self._count = len(browser.selection)
        self._selected.show(sample_list.selected_count(self._count), "close")
        # Similarity results are narrowed to rejected ones; they do not list all rejected files.
        self._rejected = 0 if found else browser.rejected
        self._delete.show(sample_list.delete_rejected(self._rejected), "trash")
        self._among = len(browser.query.among or ())
        self._only.show(sample_list.selected_only(self._among), "close")
        self._title = found
        self._similarity.show(_shortened(found), "close")
        self.fit(self._room)
        self._place()

    def _wide(self, button: PushButton) -> float:
        return max(button.natural_width(), float(dp(self._sizes.target)))

    def _place(self, *_: object) -> None:
        for button, _tag in self._buttons:
            button.opacity = 0 if self._narrow else 1
        self._menu.opacity = 1 if self._narrow else 0
        for chip, there in self._chips:
            chip.opacity = 1 if there else 0
            if not there:
                chip.size = (0, 0)
        for widget in (self._menu,) if not self._narrow else [one for one, _ in self._buttons]:
            widget.size = (0, 0)
        place(self._row(), box_of(self))

    def _open_menu(self) -> None:
        at = self.to_window(self._menu.x, self._menu.y)
        offered = tuple(Choice(button.text, button.press) for button, _ in self._buttons)
        Menu.open(at, self._sizes, offered)


def _poster(post: Callable[[intents.Intent], None], tag: Tag | None) -> Callable[[], None]:
    return lambda: post(intents.FilterTag(tag))


def _shortened(title: str) -> str:
    if len(title) <= LONGEST:
        return title
    return f"{title[: LONGEST - 12]}…{title[-11:]}"
