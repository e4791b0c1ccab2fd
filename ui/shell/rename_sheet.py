"""Sheet for a file or folder name, or for a path."""

from __future__ import annotations

from collections.abc import Callable

from kivy.clock import Clock
from kivy.metrics import dp

from actors.messages import intents
from models.state.file_naming import Naming
from models.state.screen import Sheet
from ui.shell.sheet import SheetFrame
from ui.text.notices import capitalised
from ui.text.rename import REQUESTS
from ui.theme import PALETTE, SMALL
from ui.widgets.button import PRIMARY, PushButton
from ui.widgets.label import TextLabel
from ui.widgets.text_field import Field


class RenameSheet(SheetFrame):
    """The sheet behind F2 and the menus of files, folders and sources."""

    def __init__(self, post: Callable[[intents.Intent], None], naming: Naming) -> None:
        asked = REQUESTS[naming.thing]
        super().__init__(asked.title, lambda: post(intents.ToggleSheet(Sheet.RENAME)), (560, 210))
        self._post, self._name = post, naming.name
        self._naming, self._explanation = naming, asked.explanation
        self._hint = TextLabel(asked.explanation, SMALL, PALETTE.second)
        self.field = Field(
            self._text_changed, self._done, lambda: None, asked.placeholder, indent=12
        )
        self.field.fill(naming.name)
        self._button = PushButton(self._done, asked.button, "check", style=PRIMARY)
        for widget in (self._hint, self.field, self._button):
            self.add_widget(widget)
        self.bind(parent=self._parent_changed)

    def _parent_changed(self, _sheet: object, parent: object) -> None:
        self.field.focus = parent is not None
        if parent is not None:
            self.field.select_all()  # what is typed at once replaces it
            Clock.schedule_once(self._select_again)

    def _select_again(self, _since: float) -> None:
        # After the layout: the selection is drawn at the field's position.
        if self.field.selection_text == self.field.text:
            self.field.select_all()

    def show(self, naming: Naming) -> None:
        """Show why the name was refused, until it is changed."""
        if naming is not self._naming and naming.reason:
            self._naming = naming
            self._hint.show(capitalised(naming.reason), PALETTE.trash)

    def _text_changed(self, words: str) -> None:
        self._name = words
        self._hint.show(self._explanation, PALETTE.second)

    def _done(self) -> None:
        self._post(intents.ConfirmName(self._name))

    def place(self, *_: object) -> None:
        """Lay out the widgets."""
        super().place()
        if not hasattr(self, "_button"):
            return
        left, bottom, width, height = self.card
        self._hint.pos = (left + dp(20), bottom + height - dp(80))
        self._hint.size = (width - dp(40), dp(24))
        self.field.pos = (left + dp(20), bottom + height - dp(130))
        self.field.size = (width - dp(40), dp(44))
        self._button.size = (self._button.natural_width() + dp(12), dp(44))
        self._button.pos = (round(left + width - dp(20) - self._button.width), bottom + dp(16))
