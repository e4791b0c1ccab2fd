"""Pop-up menu."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from kivy.core.window import Window
from kivy.graphics import Color, Line, RoundedRectangle
from kivy.input.motionevent import MotionEvent
from kivy.metrics import dp
from kivy.uix.widget import Widget

from ui.theme import PALETTE, Sizes
from ui.widgets.button import BARE, ButtonStyle, PushButton

CHOSEN = ButtonStyle(PALETTE.selected, PALETTE.text)
STEPS = {"down": 1, "up": -1}
ENDS = {"home": 0, "end": -1}


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a menu."""

    words: str
    act: Callable[[], None]


class Menu(Widget):
    """Open until a choice is made or a press lands elsewhere; at most one at a time."""

    covers = True
    current: ClassVar[Menu | None] = None

    @classmethod
    def open(cls, pos: tuple[float, float], sizes: Sizes, choices: tuple[Choice, ...]) -> None:
        """Open a menu of `choices` at `pos`, inside the window."""
        cls.shut()
        cls.current = cls(pos, sizes, choices)
        Window.add_widget(cls.current)

    @classmethod
    def shut(cls) -> bool:
        """Close the open menu; return whether there was one."""
        if cls.current is None:
            return False
        Window.remove_widget(cls.current)
        cls.current = None
        return True

    def __init__(self, pos: tuple[float, float], sizes: Sizes, choices: tuple[Choice, ...]) -> None:
        super().__init__()
        self.size = Window.size
        row = dp(max(36, sizes.target))
        self._row = -1
        """Row chosen by the keyboard; -1: none yet."""
        self._chosen = [self._on_choose(choice) for choice in choices]
        buttons = self._buttons = [
            PushButton(chosen, choice.words, style=BARE)
            for chosen, choice in zip(self._chosen, choices, strict=True)
        ]
        width = max(button.natural_width() for button in buttons) + dp(16)
        height = row * len(buttons) + dp(8)
        left = max(0.0, min(pos[0], self.width - width))
        top = max(height, min(pos[1], self.height))
        with self.canvas.before:
            Color(rgba=PALETTE.raised)
            RoundedRectangle(pos=(left, top - height), size=(width, height), radius=[dp(8)])
            Color(rgba=PALETTE.strong_line)
            Line(rounded_rectangle=(left, top - height, width, height, dp(8)), width=1)
        for number, button in enumerate(buttons):
            button.size = (width - dp(8), row)
            button.pos = (left + dp(4), top - dp(4) - (number + 1) * row)
            self.add_widget(button)

    def press(self, key: str) -> bool:
        """Handle a key by its name; return True: an open menu takes all keys."""
        if key in STEPS:
            self._move((self._row + STEPS[key]) if self._row >= 0 else min(0, STEPS[key]))
        elif key in ENDS:
            self._move(ENDS[key])
        elif key in {"enter", "space"} and self._row >= 0:
            self._chosen[self._row]()
        return True

    def _move(self, row: int) -> None:
        self._row = row % len(self._buttons)
        for number, button in enumerate(self._buttons):
            button.show(button.text, style=CHOSEN if number == self._row else BARE)

    def _on_choose(self, choice: Choice) -> Callable[[], None]:
        def chosen() -> None:
            Menu.shut()
            choice.act()

        return chosen

    def on_touch_down(self, touch: MotionEvent) -> bool:
        """Choose, or close the menu."""
        if not super().on_touch_down(touch):
            Menu.shut()
        return True
