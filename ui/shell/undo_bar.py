"""Notice of the last undoable action, with an Undo button, for a few seconds."""

from __future__ import annotations

from collections.abc import Callable

from kivy.clock import Clock
from kivy.graphics import Color, Line, RoundedRectangle
from kivy.input.motionevent import MotionEvent
from kivy.metrics import dp
from kivy.uix.widget import Widget

from actors.messages import intents
from models.state.notice import Notice
from ui.text.common import UNDO
from ui.text.notices import notice_words
from ui.theme import BODY, PALETTE, Sizes
from ui.widgets.button import BARE, ButtonStyle, PushButton
from ui.widgets.label import TextLabel
from ui.widgets.text_texture import measure

WHILE = 6.0
"""Seconds the notice is shown: long enough to read and reach it."""
WAY_BACK = ButtonStyle(BARE.ground, PALETTE.accent)


class UndoBar(Widget):
    """Takes the place of the notice in the status bar: the same words, with the button."""

    def __init__(self, post: Callable[[intents.Intent], None], sizes: Sizes) -> None:
        super().__init__()
        self._sizes, self._post = sizes, post
        self._number = 0
        self._due = False
        """Whether it is to be seen."""
        with self.canvas.before:
            self._ground_colour = Color(rgba=PALETTE.raised)
            self._ground = RoundedRectangle(radius=[dp(8)])
            self._line_colour = Color(rgba=PALETTE.strong_line)
            self._line = Line(width=1)
        self._words = TextLabel(face=BODY)
        self._button = PushButton(self._undo, UNDO, "undo", style=WAY_BACK, command="undo")
        self.add_widget(self._words)
        self.add_widget(self._button)
        self.opacity = 0

    def resize(self, sizes: Sizes) -> None:
        """Apply the sizes of another density."""
        self._sizes = sizes

    def show(
        self,
        notice: Notice | None,
        left: float,
        room: float,
        status: float,
        *,
        aside: bool = False,
    ) -> None:
        """Show a new undoable notice; hide it when another notice replaces it.

        Args:
            notice: The newest notice.
            aside: Hide it for now: the continuations of a chord stand in its place.
            left: x where notices begin, in pixels.
            room: Width that they have, in pixels.
            status: Height of the status bar in pixels.
        """
        if notice is None or not notice.undoable:
            self._hide()
        elif notice.number != self._number:
            self._number = notice.number
            self._words.show(notice_words(notice))
            self.move(left, room, status)
            self._due = True
            Clock.unschedule(self._hide)
            Clock.schedule_once(self._hide, WHILE)
        self.opacity = 1 if self._due and not aside else 0

    def move(self, left: float, room: float, status: float) -> None:
        """Place it.

        Where the words have no room they go over the chip of the focus, then the button shows its
        icon only; what still has no room is elided.
        """
        words, button = round(measure(self._words.text, BODY)) + 2, self._button.natural_width()
        if words + button + dp(24) > room:
            left, room = dp(16), room + left - dp(8)
        narrow = words + button + dp(24) > room
        self._button.fold(narrow)
        button = dp(self._sizes.target) if narrow else button
        words = max(0, min(words, round(room - button - dp(24))))
        bottom, width, tall = 0, words + button + dp(24), round(status)
        left = round(left - dp(8))
        self.pos, self.size = (left, bottom), (width, tall)
        self._words.pos, self._words.size = (left + dp(8), bottom), (words, tall)
        self._button.size = (button, tall - dp(4))
        self._button.reach = dp(self._sizes.target)
        self._button.pos = (round(left + width - button - dp(4)), bottom + dp(2))
        self._ground.pos, self._ground.size = self.pos, self.size
        self._line.rounded_rectangle = (*self.pos, *self.size, dp(8))

    def _undo(self) -> None:
        self._hide()
        self._post(intents.Undo())

    def _hide(self, *_: object) -> None:
        Clock.unschedule(self._hide)
        self._due = False
        self.opacity = 0

    def on_touch_down(self, touch: MotionEvent) -> bool:
        """Consume touches while visible."""
        if not self.opacity or not self.collide_point(*touch.pos):
            return False
        super().on_touch_down(touch)
        return True
