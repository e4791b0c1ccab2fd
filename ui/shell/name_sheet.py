"""Sheet to name a collection."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from actors.messages import intents
from models.layout.tree import Node
from models.state.collections import Collections
from models.state.screen import Sheet
from ui.shell.sheet import SheetFrame, line, row
from ui.text import rename as text
from ui.text.notices import capitalised
from ui.theme import PALETTE, SMALL
from ui.widgets.button import PRIMARY, PushButton
from ui.widgets.paragraph import Paragraph
from ui.widgets.text_field import Field


class NameSheet(SheetFrame):
    """The sheet behind `+` and `n` of the collections, and behind F2."""

    def __init__(self, post: Callable[[intents.Intent], None], collections: Collections) -> None:
        known = collections.find(collections.naming)
        title = text.rename(known.name) if known else text.NEW_COLLECTION
        super().__init__(title, lambda: post(intents.ToggleSheet(Sheet.NAME)), (440, 0))
        self._post = post
        self._words = collections.refused or (known.name if known else "")
        self._hint = Paragraph("", SMALL, PALETTE.trash)
        self.field = Field(self._text_changed, self._done, lambda: None, text.NAME, indent=12)
        self.field.fill(self._words)
        self._button = PushButton(
            self._done, text.RENAME if known else text.CREATE, "check", style=PRIMARY
        )
        for widget in (self._hint, self.field, self._button):
            self.add_widget(widget)
        self._hint.show(capitalised(collections.reason))
        self.bind(parent=self._parent_changed)

    def _parent_changed(self, _sheet: object, parent: object) -> None:
        if parent is not None:
            self.field.offer()

    def _text_changed(self, words: str) -> None:
        self._words = words
        self._hint.show("")
        self.place()

    def _done(self) -> None:
        if self._words.strip():
            self._post(intents.NameCollection(self._words.strip()))

    def content(self) -> Sequence[Node]:
        """Return the rows below the title."""
        return [line(self._hint), row(self.field)]

    def actions(self) -> Sequence[PushButton | None]:
        """Return the buttons below the content."""
        return [self._button]
