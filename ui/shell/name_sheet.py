"""Sheet to name a collection."""

from __future__ import annotations

from collections.abc import Callable

from kivy.metrics import dp

from actors.messages import intents
from models.state.collections import Collections
from models.state.screen import Sheet
from ui.shell.sheet import SheetFrame
from ui.text import rename as text
from ui.widgets.button import PRIMARY, PushButton
from ui.widgets.text_field import Field


class NameSheet(SheetFrame):
    """The sheet behind `+` and `n` of the collections, and behind F2."""

    def __init__(self, post: Callable[[intents.Intent], None], collections: Collections) -> None:
        known = collections.find(collections.naming)
        title = text.rename(known.name) if known else text.NEW_COLLECTION
        super().__init__(title, lambda: post(intents.ToggleSheet(Sheet.NAME)), (440, 190))
        self._post = post
        self._words = known.name if known else ""
        self.field = Field(self._text_changed, self._done, lambda: None, text.NAME, indent=12)
        self.field.fill(self._words)
        self._button = PushButton(
            self._done, text.RENAME if known else text.CREATE, "check", style=PRIMARY
        )
        self.add_widget(self.field)
        self.add_widget(self._button)
        self.bind(parent=self._parent_changed)

    def _parent_changed(self, _sheet: object, parent: object) -> None:
        self.field.focus = parent is not None

    def _text_changed(self, words: str) -> None:
        self._words = words

    def _done(self) -> None:
        if self._words.strip():
            self._post(intents.NameCollection(self._words.strip()))

    def place(self, *_: object) -> None:
        """Lay out the widgets."""
        super().place()
        if not hasattr(self, "_button"):
            return
        left, bottom, width, height = self.card
        self.field.pos = (left + dp(20), bottom + height - dp(104))
        self.field.size = (width - dp(40), dp(44))
        self._button.size = (self._button.natural_width() + dp(12), dp(44))
        self._button.pos = (round(left + width - dp(20) - self._button.width), bottom + dp(20))
