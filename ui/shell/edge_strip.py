"""What stays of a hidden panel: a strip that shows it again, also while something is dragged."""

from __future__ import annotations

from collections.abc import Callable

from kivy.input.motionevent import MotionEvent
from kivy.metrics import dp

from ui.theme import Sizes
from ui.widgets.bar import Bar
from ui.widgets.button import BARE, PushButton
from ui.widgets.pointer import presses


class EdgeStrip(Bar):
    """A narrow bar with one button, at its upper or left end; a press beside it does the same."""

    def __init__(
        self, edge: str, icon: str, on_press: Callable[[], None], command: str, sizes: Sizes
    ) -> None:
        """Create the strip.

        Args:
            edge: Where its line is: at the right of a left panel.
            icon: Of the button.
            on_press: Shows the panel.
            command: Name of the command in the key table that does the same.
            sizes: Of the density.
        """
        super().__init__(edge)
        self._upright = edge in {"left", "right"}
        self._button = PushButton(on_press, icon=icon, style=BARE, command=command)
        self.add_widget(self._button)
        self.resize(sizes)
        self.bind(pos=self._place, size=self._place)

    def resize(self, sizes: Sizes) -> None:
        """Apply the sizes of another density."""
        self._long = max(32, sizes.target)
        self._place()

    def on_touch_down(self, touch: MotionEvent) -> bool:
        """Show the panel on a press anywhere on the strip."""
        if super().on_touch_down(touch):
            return True
        if not (self.collide_point(*touch.pos) and presses(touch)):
            return False
        self._button.press()
        return True

    def _place(self, *_: object) -> None:
        if self._upright:
            tall = min(round(dp(self._long)), round(self.height))
            self._button.size = (self.width - 1, tall)
            self._button.pos = (self.x, self.top - tall)
        else:
            self._button.size = (min(round(dp(self._long)), round(self.width)), self.height - 1)
            self._button.pos = (self.x, self.y)
