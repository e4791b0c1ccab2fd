"""Row of a sheet in which a number is typed, below the buttons with the usual ones."""

from __future__ import annotations

import math
from collections.abc import Callable

from kivy.uix.widget import Widget

from models.analysis.text import MINUS
from models.layout.part import Part
from models.layout.tree import FILL, Leaf, Row
from ui.shell.choice_row import HEIGHT, labelled
from ui.theme import BODY, PALETTE
from ui.widgets.label import TextLabel
from ui.widgets.number_field import NumberField
from ui.widgets.placing import box_of, filling, pixels, place

WIDTH = 110
"""Of the field, in dp."""


class NumberRow(Widget):
    """A field and its unit. Each number that is typed is reported at once."""

    def __init__(
        self,
        words: str,
        unit: str,
        on_number: Callable[[float], None],
        on_done: Callable[[], None],
    ) -> None:
        """Create an empty field.

        Args:
            words: What the number is, while the field is empty.
            unit: Its unit.
            on_number: Called with each number that is typed.
            on_done: Called at Enter.
        """
        super().__init__()
        self._on_number, self._number = on_number, math.nan
        self._label = TextLabel("", BODY, PALETTE.second)
        self.field = NumberField(self._is_number, words, self._typed, on_done)
        self._unit = TextLabel(unit, BODY, PALETTE.second)
        for widget in (self._label, self.field, self._unit):
            self.add_widget(widget)
        self.bind(pos=self._place, size=self._place)

    def show(self, number: float | None) -> None:
        """Show a number, unless it is being typed; `None`: there is none."""
        self._number = math.nan if number is None else number
        self.field.show("" if number is None else f"{number:g}".replace("-", MINUS))

    def _typed(self, words: str) -> None:
        number = _number(words)
        if math.isfinite(number) and number != self._number:
            self._on_number(number)

    @staticmethod
    def _is_number(words: str) -> bool:
        return math.isfinite(_number(words))

    def height_in(self, width: int) -> Part:
        """Return the height in pixels that it needs at a width."""
        return self._tree().height_in(width)

    def _tree(self) -> Row:
        tall = Part(pixels(HEIGHT))
        field = Row(
            (
                Leaf(self.field, Part(pixels(WIDTH)), tall),
                filling(self._unit, self._unit.natural_width() + 2, pixels(30)),
            ),
            pixels(8),
            across=FILL,
        )
        return Row((labelled(self._label, field, tall),), across=FILL)

    def _place(self, *_: object) -> None:
        place(self._tree(), box_of(self))


def _number(words: str) -> float:
    """Return what was typed; NaN: no number, such as a minus that waits for its digits."""
    try:
        return float(words.replace(MINUS, "-").replace(",", ".").strip())
    except ValueError:
        return math.nan
