"""Detected types with their counts, as chips that filter the list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from kivy.metrics import dp
from kivy.uix.widget import Widget

from actors.messages import intents
from models.audio.clock import thousands
from models.library.counts import Counts
from models.library.search.type_filter import filtered_types
from models.types.sound_type import SoundType
from ui.text.sources import FILTER_BY_TYPE, TYPES
from ui.theme import HEADING, PALETTE, SMALL, Sizes, faded
from ui.widgets.button import ButtonStyle, PushButton
from ui.widgets.label import TextLabel
from ui.widgets.type_colour import SHADES, words

GAP = 6
"""dp between chips."""
CHOSEN = 0.25
"""Opacity of the type's colour behind a chosen chip."""


class TypeChips(Widget):
    """Chips that wrap, as high as they need or as there is room for."""

    def __init__(self, post: Callable[[intents.Intent], None], sizes: Sizes) -> None:
        super().__init__()
        self._sizes = sizes
        self._title = TextLabel(TYPES, HEADING, PALETTE.second)
        self.add_widget(self._title)
        self._chips = {
            kind: PushButton(
                partial(post, intents.FilterType(kind)), face=SMALL, hint=FILTER_BY_TYPE
            )
            for kind in SoundType
        }
        self._counts: Mapping[SoundType, int] = {}
        self._fitting: list[SoundType] = []
        self.bind(pos=self._place, size=self._place)

    def fit(self, width: float, room: float) -> float:
        """Show as many chips as fit, dropping the rarest types; return the height.

        Args:
            width: Width in pixels.
            room: Maximum height in pixels; one row of chips is always shown.

        Returns:
            Height in pixels; 0 without types.
        """
        known = [kind for kind in SoundType if kind in self._counts]
        fitting, around = known, float(dp(self._sizes.heading)) + dp(10)
        rare = sorted(known, key=lambda kind: -self._counts[kind])
        while len(rare) > 1 and around + self._rows(fitting, width) * self._step > room:
            rare.pop()
            fitting = [kind for kind in known if kind in rare]
        for kind, chip in self._chips.items():
            if (kind in fitting) is (chip.parent is None):
                (self.add_widget if kind in fitting else self.remove_widget)(chip)
        self._fitting = fitting
        return around + self._rows(fitting, width) * self._step if fitting else 0.0

    def change_sizes(self, sizes: Sizes) -> None:
        """Apply the sizes of another density."""
        self._sizes = sizes
        self._place()

    def show(self, counts: Counts | None, search: str) -> bool:
        """Show the counts of the list, and which types it is filtered by.

        Returns:
            Whether other types are there than before, so that the chips need another height.
        """
        before = set(self._counts)
        now = filtered_types(search)
        if counts is not None and counts.types is not None:
            # What the list is filtered by can be switched off, even if nothing is found.
            self._counts = {**dict.fromkeys(now, 0), **counts.types}
        self._title.opacity = 1 if self._counts else 0
        for kind, chip in self._chips.items():
            count = self._counts.get(kind, 0)
            shade = SHADES[kind]
            ground = faded(shade, CHOSEN) if kind in now else PALETTE.raised
            style = ButtonStyle(ground, PALETTE.text if kind in now else PALETTE.second)
            chip.show(f"{words(kind)} {thousands(count)}", style=style)
        self._place()
        return set(self._counts) != before

    @property
    def _step(self) -> float:
        return float(dp(max(22, self._sizes.target - 4) + GAP))

    def _rows(self, kinds: Iterable[SoundType], width: float) -> int:
        rows, x = 1, 0.0
        for kind in kinds:
            wide = self._chips[kind].natural_width()
            if x and x + wide > width:
                rows, x = rows + 1, 0.0
            x += wide + dp(GAP)
        return rows

    def _place(self, *_: object) -> None:
        head = dp(self._sizes.heading)
        self._title.pos = (self.x, round(self.top - head))
        self._title.size = (self.width, head)
        x, y = self.x, self.top - head - self._step
        for kind in self._fitting:
            chip = self._chips[kind]
            wide = chip.natural_width()
            if x > self.x and x + wide > self.right:
                x, y = self.x, y - self._step
            chip.size, chip.pos = (wide, self._step - dp(GAP)), (round(x), round(y))
            x += wide + dp(GAP)
