"""Row of a sheet with one button per choice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, Self, TypeVar

from kivy.uix.widget import Widget

from models.layout.part import Part
from models.layout.tree import FILL, Column, Either, Flow, Leaf, Node, Row
from ui.theme import BODY, PALETTE
from ui.widgets.button import ON, PLAIN, PushButton
from ui.widgets.label import TextLabel
from ui.widgets.placing import box_of, pixels, place

LABEL = 190
HEIGHT = 44
"""dp."""
NARROW = 440
"""Width in dp below which the label of a row stands above it."""
ABOVE = 22
"""Height in dp of a label above its row."""
GAP = 8
"""dp between two buttons."""
State = TypeVar("State")
Choice = tuple[str, Callable[[], None], Callable[[State], bool]]
"""Label, action, and predicate whether it is chosen."""


def labelled(label: TextLabel, node: Node, height: Part | None = None) -> Either:
    """Return a row with its label beside it, or above it where there is little room."""
    tall = height or Part(pixels(HEIGHT))
    beside = Leaf(label, Part(pixels(LABEL)), tall)
    above = Leaf(label, FILL, Part(pixels(ABOVE) if label.text else 0))
    wide = Row((beside, node), across=FILL, align=1.0)
    return Either(wide, Column((above, node), across=FILL), pixels(NARROW))


def fitting(buttons: Sequence[PushButton], width: int) -> Node:
    """Return buttons of one width in a row, or on as many lines as they need."""
    gap, tall = pixels(GAP), Part(pixels(HEIGHT))
    widths = [round(one.natural_width()) for one in buttons]
    leaves = tuple(
        Leaf(one, Part(wide, grow=1), tall) for one, wide in zip(buttons, widths, strict=True)
    )
    if (max(widths) + gap) * len(widths) - gap <= width:
        equal = width // len(widths) - gap
        return Row(tuple(Leaf(one, Part(equal, grow=1), tall) for one in buttons), gap, across=FILL)
    if sum(widths) + gap * (len(widths) - 1) <= width:
        return Row(leaves, gap, across=FILL)
    return Flow(leaves, gap, gap)


class ChoiceRow(Widget, Generic[State]):
    """A label and a button for each choice; chosen ones are highlighted."""

    def __init__(self, words: str, choices: Sequence[Choice[State]]) -> None:
        super().__init__()
        self._label = TextLabel(words, BODY, PALETTE.second)
        self._buttons = [(PushButton(press, text), chosen) for text, press, chosen in choices]
        for widget in (self._label, *(button for button, _ in self._buttons)):
            self.add_widget(widget)
        self.bind(pos=self._place, size=self._place)

    def called(self, name: str) -> Self:
        """Give the buttons names by which they are found in a sheet that is made again."""
        for button, _ in self._buttons:
            button.name = f"{name} {button.text}"
        return self

    def show(self, state: State) -> None:
        """Highlight the chosen buttons."""
        for button, chosen in self._buttons:
            button.show(button.text, style=ON if chosen(state) else PLAIN)

    def height_in(self, width: int) -> Part:
        """Return the height in pixels that it needs at a width."""
        return self._tree(width).height_in(width)

    def _tree(self, width: int) -> Node:
        room = width - (pixels(LABEL) if width >= pixels(NARROW) else 0)
        return labelled(self._label, fitting([button for button, _ in self._buttons], room))

    def _place(self, *_: object) -> None:
        box = box_of(self)
        place(self._tree(box.width), box)
