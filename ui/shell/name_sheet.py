"""Sheet to name a collection."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from actors.messages import intents
from models.layout.tree import Node
from models.state.collections import Collections
from models.state.screen import Sheet
from ui.shell.sheet import SheetFrame, row
from ui.text import rename as text
from ui.widgets.button import PRIMARY, PushButton
from ui.widgets.text_field import Field


class NameSheet(SheetFrame):
    """The sheet behind `+` and `n` of the collections, and behind F2."""

    def __init__(self, post: Callable[[intents.Intent], None], collections: Collections) -> None:
        known = collections.find(collections.naming)
        title = text.rename(known.name) if known else text.NEW_COLLECTION
        super().__init__(title, lambda: post(intents.ToggleSheet(Sheet.NAME)), (440, 0))
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

    def content(self) -> Sequence[Node]:
        """Return the rows below the title."""
        return [row(self.field)]

    def actions(self) -> Sequence[PushButton | None]:
        """Return the buttons below the content."""
        return [self._button]
