"""Send sheet: the hot folder, and how files are named there."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from actors.messages import intents
from models.layout.tree import Node
from models.library.file_name import encode_path
from models.state.screen import Sheet
from models.state.sending import Sending
from ui.shell.choice_row import labelled
from ui.shell.folder_picker import FolderPicker, Read
from ui.shell.sheet import SheetFrame, growing, line, row
from ui.text import sending as text
from ui.text.common import BROWSE
from ui.text.notices import capitalised
from ui.theme import BODY, PALETTE, SMALL
from ui.widgets.button import PRIMARY, PushButton
from ui.widgets.label import TextLabel
from ui.widgets.paragraph import Paragraph
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
        self._hint = Paragraph(text.HINT, SMALL, PALETTE.second)
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
        self._fields = Paragraph(text.FIELDS, SMALL, PALETTE.third)
        self._send = PushButton(self._picker.confirm, text.SEND, "check", style=PRIMARY)
        self._browse = PushButton(browse, BROWSE, "folder") if browse else None
        widgets = (self._hint, self._picker, self._label, self.template, self._fields)
        for widget in (*widgets, self._send, self._browse):
            if widget is not None:
                self.add_widget(widget)
        self.bind(parent=self._parent_changed)

    @property
    def field(self) -> Field:
        """Field for the folder."""
        return self._picker.field

    def show(self, sending: Sending) -> None:
        """Show why the folder or the template cannot be used."""
        self._known = sending
        reason = capitalised(sending.reason)
        self._send.show(text.CREATE_AND_SEND if sending.missing else text.SEND, "check")
        self._hint.show(reason or text.HINT, PALETTE.trash if reason else PALETTE.second)
        self.place()

    def take(self, path: bytes) -> bool:
        """Take a folder that was dropped or chosen."""
        self.set_folder(encode_path(path))
        return True

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

    def content(self) -> Sequence[Node]:
        """Return the rows below the title."""
        named = labelled(self._label, row(self.template))
        return [line(self._hint), growing(self._picker, 300, 160), named, line(self._fields)]

    def actions(self) -> Sequence[PushButton | None]:
        """Return the buttons below the content."""
        return (self._browse, self._send)
