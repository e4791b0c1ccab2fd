"""Row of a sheet with one button per choice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from kivy.metrics import dp
from kivy.uix.widget import Widget

from ui.theme import BODY, PALETTE
from ui.widgets.button import ON, PLAIN, PushButton
from ui.widgets.label import TextLabel

LABEL = 190
HEIGHT = 44
"""dp."""
State = TypeVar("State")
Choice = tuple[str, Callable[[], None], Callable[[State], bool]]
"""Label, action, and predicate whether it is chosen."""


class ChoiceRow(Widget, Generic[State]):
    """A label and a button for each choice; chosen ones are highlighted."""

    def __init__(self, words: str, choices: Sequence[Choice[State]]) -> None:
        super().__init__()
        self._label = TextLabel(words, BODY, PALETTE.second)
        self._buttons = [(PushButton(press, text), chosen) for text, press, chosen in choices]
        for widget in (self._label, *(button for button, _ in self._buttons)):
            self.add_widget(widget)
        self.bind(pos=self._place, size=self._place)

    def show(self, state: State) -> None:
        """Highlight the chosen buttons."""
        for button, chosen in self._buttons:
            button.show(button.text, style=ON if chosen(state) else PLAIN)

    def _place(self, *_: object) -> None:
        self._label.pos, self._label.size = self.pos, (dp(LABEL), self.height)
        wide = (self.width - dp(LABEL - 8)) / len(self._buttons)
        for number, (button, _chosen) in enumerate(self._buttons):
            button.size = (round(wide - dp(8)), self.height)
            button.pos = (round(self.x + dp(LABEL) + number * wide), self.y)
