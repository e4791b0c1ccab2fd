"""Send sheet: the hot folder, and how files are named there."""

from __future__ import annotations

from collections.abc import Callable

from kivy.metrics import dp

from actors.messages import intents
from models.state.screen import Sheet
from models.state.sending import Sending
from ui.shell.choice_row import LABEL
from ui.shell.folder_picker import FolderPicker, Read
from ui.shell.sheet import SheetFrame
from ui.text import sending as text
from ui.text.common import BROWSE
from ui.text.notices import capitalised
from ui.theme import BODY, PALETTE, SMALL
from ui.widgets.button import PRIMARY, PushButton
from ui.widgets.label import TextLabel
from ui.widgets.text_field import Field


class SendSheet(SheetFrame):
    """The sheet behind “Send to…”, and behind the first send from a place."""

    def __init__(
        self,
        post: Callable[[intents.Intent], None],
        sending: Sending,
        browse: Callable[[], None] | None,
        read: Read,
    ) -> None:
        super().__init__(text.TITLE, lambda: post(intents.ToggleSheet(Sheet.SEND)), (600, 540))
        self._post, self._known = post, sending
        self._filled = False
        """The fields show what is known; before that nothing counts as edited."""
        self._hint = TextLabel(text.HINT, SMALL, PALETTE.second)
        self._picker = FolderPicker(read, lambda _path: self._edited(), self._done)
        self.template = Field(
            lambda _words: self._edited(),
            self._picker.confirm,
            lambda: None,
            text.FIELDS,
            indent=12,
        )
        self.template.fill(sending.template)
        self._picker.field.fill(sending.folder)
        self._filled = True
        self._label = TextLabel(text.FILE_NAME, BODY, PALETTE.second)
        self._fields = TextLabel(text.FIELDS, SMALL, PALETTE.third)
        self._send = PushButton(self._picker.confirm, text.SEND, "check", style=PRIMARY)
        self._browse = PushButton(browse, BROWSE, "folder") if browse else None
        widgets = (self._hint, self._picker, self._label, self.template, self._fields)
        for widget in (*widgets, self._send, self._browse):
            if widget is not None:
                self.add_widget(widget)
        self.bind(parent=self._parent_changed)

    @property
    def editing(self) -> bool:
        """Whether one of its fields has the keyboard focus."""
        return bool(self._picker.field.focus or self.template.focus)

    @property
    def field(self) -> Field:
        """Field for the folder."""
        return self._picker.field

    def show(self, sending: Sending) -> None:
        """Show why the folder or the template cannot be used."""
        self._known = sending
        reason = capitalised(sending.reason)
        self._hint.show(reason or text.HINT, PALETTE.trash if reason else PALETTE.second)

    def set_folder(self, folder: str) -> None:
        """Set the folder; undecodable bytes as in PEP 383."""
        self._picker.write(folder)

    def _parent_changed(self, _sheet: object, parent: object) -> None:
        if parent is None:
            self._picker.close()
            self.template.focus = False
        else:
            self._picker.open()

    def _edited(self) -> None:
        if not self._filled:
            return
        folder = self._picker.path if self._picker.field.text else ""
        if (folder, self.template.text) != (self._known.folder, self._known.template):
            self._post(intents.ConfigureSend(folder, self.template.text))

    def _done(self, path: str) -> None:
        self._post(intents.ConfigureSend(path, self.template.text))
        self._post(intents.ConfirmSend())

    def place(self, *_: object) -> None:
        """Lay out the widgets."""
        super().place()
        if not hasattr(self, "_browse"):
            return
        left, bottom, width, height = self.card
        wide = width - dp(40)
        self._hint.pos = (left + dp(20), bottom + height - dp(80))
        self._hint.size = (wide, dp(24))
        self._fields.pos, self._fields.size = (left + dp(20), bottom + dp(72)), (wide, dp(22))
        y = bottom + dp(98)
        self._label.pos, self._label.size = (left + dp(20), y), (dp(LABEL), dp(40))
        self.template.pos = (left + dp(20 + LABEL), y)
        self.template.size = (wide - dp(LABEL), dp(40))
        low = y + dp(52)
        self._picker.pos = (left + dp(20), low)
        self._picker.size = (wide, max(1, bottom + height - dp(88) - low))
        x = left + width - dp(20)
        for button in (self._send, self._browse):
            if button is not None:
                button.size = (button.natural_width() + dp(12), dp(44))
                x -= button.width
                button.pos = (round(x), bottom + dp(20))
                x -= dp(10)
