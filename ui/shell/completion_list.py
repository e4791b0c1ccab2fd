"""Completions below the search field."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kivy.core.window import Window
from kivy.graphics import Color, Line, RoundedRectangle
from kivy.input.motionevent import MotionEvent
from kivy.metrics import dp
from kivy.uix.behaviors.focus import FocusBehavior
from kivy.uix.widget import Widget

from models.audio.clock import thousands
from models.library.search.completion import Completion
from ui.text.search import completion_words
from ui.text.shell import COMPLETE
from ui.theme import NUMBER, PALETTE, SMALL, Sizes
from ui.widgets.button import BARE, PushButton
from ui.widgets.label import TextLabel
from ui.widgets.menu import CHOSEN
from ui.widgets.paragraph import Paragraph
from ui.widgets.text_texture import measure

REASON = 320
"""Least width in dp of the reason why a term is not understood."""


class CompletionList(Widget):
    """A list that takes touches on itself and no keys: these belong to the field."""

    def __init__(self, sizes: Sizes, take: Callable[[Completion], None]) -> None:
        super().__init__(size_hint=(None, None))
        self.sizes, self._take = sizes, take
        with self.canvas.before:
            Color(rgba=PALETTE.raised)
            self._ground = RoundedRectangle(radius=[dp(8)])
            Color(rgba=PALETTE.strong_line)
            self._border = Line(width=1)

    def show(
        self, offered: tuple[Completion, ...], chosen: int, below: Widget, reason: str = ""
    ) -> None:
        """Show completions below a widget, or why a term is not understood; neither: hide."""
        self.clear_widgets()
        if not offered and reason:
            self._explain(reason, below)
            return
        if not offered:
            if self.parent is not None:
                Window.remove_widget(self)
            return
        row = dp(max(30, self.sizes.target))
        words = [completion_words(one) for one in offered]
        keys = [thousands(one.count) if one.count is not None else "" for one in offered]
        foot = measure(COMPLETE, SMALL) + dp(24)
        widths = [
            measure(one, NUMBER) + measure(key, NUMBER)
            for one, key in zip(words, keys, strict=True)
        ]
        self.width = max(below.width, foot, max(widths) + dp(60))
        self.height = row * len(offered) + dp(28)
        self._frame(below)
        for number, one in enumerate(offered):
            style = CHOSEN if number == chosen else BARE
            button = PushButton(partial(self._take, one), words[number], style=style, face=NUMBER)
            button.indent = dp(12)
            button.size = (self.width - dp(8), row)
            button.pos = (self.x + dp(4), self.top - dp(4) - (number + 1) * row)
            self.add_widget(button)
            count = TextLabel(keys[number], NUMBER, PALETTE.second, align="right")
            count.pos, count.size = button.pos, (button.width - dp(12), row)
            self.add_widget(count)
        hint = TextLabel(COMPLETE, SMALL, PALETTE.second)
        hint.pos, hint.size = (self.x + dp(16), self.y), (self.width - dp(24), dp(24))
        self.add_widget(hint)
        if self.parent is None:
            Window.add_widget(self)

    def _explain(self, reason: str, below: Widget) -> None:
        words = Paragraph(reason, SMALL, PALETTE.trash)
        self.width = min(max(below.width, dp(REASON)), Window.width)
        room = round(self.width - dp(32))
        tall = words.height_in(room).natural
        self.height = tall + dp(16)
        self._frame(below)
        words.pos, words.size = (round(self.x + dp(16)), round(self.y + dp(8))), (room, tall)
        self.add_widget(words)
        if self.parent is None:
            Window.add_widget(self)

    def _frame(self, below: Widget) -> None:
        self.pos = (round(min(below.x, Window.width - self.width)), round(below.y - self.height))
        self._ground.pos, self._ground.size = self.pos, self.size
        self._border.rounded_rectangle = (*self.pos, *self.size, dp(8))

    def on_touch_down(self, touch: MotionEvent) -> bool:
        """Take a completion; the field keeps the keyboard."""
        if not self.collide_point(*touch.pos):
            return False
        FocusBehavior.ignored_touch.append(touch)
        super().on_touch_down(touch)
        return True
