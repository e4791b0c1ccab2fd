"""Pop-up menu."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import ClassVar

from kivy.core.window import Window
from kivy.graphics import Color, Line, Rectangle, RoundedRectangle
from kivy.input.motionevent import MotionEvent
from kivy.metrics import dp
from kivy.uix.widget import Widget

from ui.theme import NUMBER, PALETTE, Sizes
from ui.widgets.button import BARE, ButtonStyle, PushButton
from ui.widgets.label import TextLabel
from ui.widgets.text_texture import measure
from ui.widgets.tooltip import Tooltip

CHOSEN = ButtonStyle(PALETTE.selected, PALETTE.text)
LINE = ButtonStyle(BARE.ground, PALETTE.text)
DANGER = ButtonStyle(BARE.ground, PALETTE.trash)
REFUSED = ButtonStyle(BARE.ground, PALETTE.third)
INDENT = 12
"""dp before the words of a line."""
STEPS = {"down": 1, "up": -1}
ENDS = {"home": 0, "end": -1}


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a menu."""

    words: str
    act: Callable[[], None]
    command: str = ""
    """Name of the command in the key table that does the same; its key stands at the right."""
    line: bool = False
    """A line above it begins another group."""
    danger: bool = False
    """It takes something away: it stands last, in another colour."""
    refused: bool = False
    """It would be refused, with the reason; pale."""


def grouped(*groups: Iterable[Choice]) -> tuple[Choice, ...]:
    """Return the choices of these groups, with a line between them; empty groups are left out."""
    found: list[Choice] = []
    for group in groups:
        choices = list(group)
        if choices and found:
            choices[0] = replace(choices[0], line=True)
        found += choices
    return tuple(found)


def _style(choice: Choice) -> ButtonStyle:
    if choice.refused:
        return REFUSED
    return DANGER if choice.danger else LINE


class Menu(Widget):
    """Open until a choice is made or a press lands elsewhere; at most one at a time."""

    covers = True
    current: ClassVar[Menu | None] = None
    keys_of: ClassVar[Callable[[str], str]] = lambda _command: ""
    """Returns the key of a command; set by whoever has the keys."""

    @classmethod
    def open(cls, pos: tuple[float, float], sizes: Sizes, choices: tuple[Choice, ...]) -> None:
        """Open a menu of `choices` at `pos`, inside the window."""
        cls.shut()
        Tooltip.cover()
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
        # A long menu moves together, so that all of it is visible.
        row = min(dp(max(36, sizes.target)), (self.height - dp(24)) / max(1, len(choices)))
        self.choices = choices
        """Its lines."""
        self._row = -1
        """Row chosen by the keyboard; -1: none yet."""
        self._chosen = [self._on_choose(choice) for choice in choices]
        buttons = self._buttons = [
            PushButton(chosen, choice.words, style=_style(choice))
            for chosen, choice in zip(self._chosen, choices, strict=True)
        ]
        keys = [type(self).keys_of(choice.command) if choice.command else "" for choice in choices]
        aside = max((measure(one, NUMBER) for one in keys), default=0.0)
        aside = aside + dp(28) if aside else 0.0
        width = max(button.natural_width() for button in buttons) + aside + dp(16)
        height = row * len(buttons) + dp(8)
        left = max(0.0, min(pos[0], self.width - width))
        top = max(height, min(pos[1], self.height))
        with self.canvas.before:
            Color(rgba=PALETTE.raised)
            RoundedRectangle(pos=(left, top - height), size=(width, height), radius=[dp(8)])
            Color(rgba=PALETTE.strong_line)
            Line(rounded_rectangle=(left, top - height, width, height, dp(8)), width=1)
        for number, button in enumerate(buttons):
            button.indent = dp(INDENT)
            button.size = (width - dp(8), row)
            button.pos = (left + dp(4), top - dp(4) - (number + 1) * row)
            self.add_widget(button)
            if keys[number]:
                label = TextLabel(keys[number], NUMBER, PALETTE.third, align="right")
                label.pos, label.size = button.pos, (button.width - dp(12), row)
                self.add_widget(label)
            if choices[number].line:
                with self.canvas.after:
                    Color(rgba=PALETTE.line)
                    Rectangle(pos=(left + dp(8), round(button.top)), size=(width - dp(16), 1))

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
            plain = _style(self.choices[number])
            button.show(button.text, style=CHOSEN if number == self._row else plain)

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
