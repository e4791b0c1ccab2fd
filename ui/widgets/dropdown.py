"""Button showing a value, with a menu to choose another."""

from __future__ import annotations

from collections.abc import Sequence

from kivy.graphics import Color, Rectangle
from kivy.metrics import dp

from data.icons import ICONS
from ui.theme import ICON, PALETTE, Sizes
from ui.widgets.button import PLAIN, PushButton
from ui.widgets.menu import Choice, Menu
from ui.widgets.text_texture import texture


class Dropdown(PushButton):
    """Opens a menu of its choices when pressed; without choices it only shows the value."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__(self._open)
        self._sizes = sizes
        self._choices: Sequence[Choice] = ()
        with self.canvas:
            self._arrow_colour = Color(rgba=PALETTE.second)
            self._arrow = Rectangle(texture=texture(ICONS["chevron_down"], ICON))
        self._arrow.size = self._arrow.texture.size
        self.bind(pos=self._place_arrow, size=self._place_arrow)

    def offer(self, now: str, choices: Sequence[Choice]) -> None:
        """Show the current value and set the choices."""
        self._choices = choices
        self._arrow_colour.rgba = PALETTE.second if choices else (0, 0, 0, 0)
        self.show(now, style=PLAIN)

    @property
    def offered(self) -> tuple[str, ...]:
        """Texts of the choices."""
        return tuple(choice.words for choice in self._choices)

    def _open(self) -> None:
        if self._choices:
            Menu.open((self.x, self.y), self._sizes, tuple(self._choices))

    def _place_arrow(self, *_: object) -> None:
        self._arrow.pos = (
            round(self.right - dp(10) - self._arrow.size[0]),
            round(self.center_y - self._arrow.size[1] / 2),
        )
