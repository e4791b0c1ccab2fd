"""Actions on duplicates, below the list: keep the focused file, or the best of each group."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kivy.metrics import dp

from actors.messages import intents
from models.duplicates.group import count_surplus
from models.layout.tree import Margin, Row
from models.state.duplicates import Duplicates
from ui.text import duplicates
from ui.theme import PALETTE, SMALL, Sizes
from ui.widgets.bar import Bar
from ui.widgets.button import CHIP, PushButton
from ui.widgets.label import TextLabel
from ui.widgets.placing import box_of, button, filling, pixels, place


class Copies(Bar):
    """Buttons for duplicate groups; they only set marks and can be undone."""

    def __init__(self, post: Callable[[intents.Intent], None], sizes: Sizes) -> None:
        super().__init__("top", PALETTE.ground)
        self._sizes = sizes
        self._there = False
        self._one = PushButton(
            partial(post, intents.KeepThis()),
            duplicates.KEEP_THIS,
            style=CHIP,
            hint=duplicates.KEEP_THIS_HINT,
        )
        self._best = PushButton(
            partial(post, intents.KeepBest()),
            duplicates.KEEP_BEST,
            style=CHIP,
            hint=duplicates.KEEP_BEST_HINT,
        )
        self._words = TextLabel(face=SMALL, shade=PALETTE.second)
        self.bind(pos=self._place, size=self._place)

    def natural_height(self) -> float:
        """Return the height in pixels; 0 unless duplicates are shown."""
        return float(dp(max(28, self._sizes.target) + 12)) if self._there else 0.0

    def change_sizes(self, sizes: Sizes) -> None:
        """Apply the sizes of another density."""
        self._sizes = sizes
        self._place()

    def show(self, known: Duplicates) -> None:
        """Show how many files would be rejected."""
        there = known.shown and bool(known.groups)
        if there is not self._there:
            self._there = there
            for widget in (self._one, self._best, self._words):
                (self.add_widget if there else self.remove_widget)(widget)
        self.opacity = 1 if there else 0
        self._words.show(duplicates.keep_best_effect(count_surplus(known.groups)))

    def _place(self, *_: object) -> None:
        tall, inset = pixels(max(26, self._sizes.target)), pixels(self._sizes.inset)
        buttons = tuple(
            button(one, tall, least=tall, narrow=pixels(60)) for one in (self._one, self._best)
        )
        words = filling(self._words, self._words.natural_width() + 2, 0)
        place(Row((*buttons, words), pixels(8), Margin(left=inset, right=inset)), box_of(self))
