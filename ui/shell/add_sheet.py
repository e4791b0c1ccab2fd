"""Add source sheet: type a path, browse folders, or use the system's dialog."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

from actors.messages import intents
from models.layout.tree import Node
from models.library.file_name import decode_path, display_name
from models.state.browser import Sources
from models.state.call import CallState
from models.state.screen import Sheet
from ui.shell.folder_picker import FolderPicker, Read
from ui.shell.sheet import SheetFrame, growing, line
from ui.text.add_source import HINT, TITLE, folder_not_in_library, not_in_library
from ui.text.common import ADD, BROWSE, IMPORT_PREDECESSOR
from ui.text.notices import capitalised
from ui.theme import PALETTE, SMALL
from ui.widgets.button import PRIMARY, PushButton
from ui.widgets.paragraph import Paragraph
from ui.widgets.text_field import Field


def _purpose(call: CallState) -> str:
    """Return why a folder is wanted: another program opened something, or nothing did."""
    if not call.waiting:
        return HINT
    first, more = call.waiting[0], len(call.waiting) - 1
    words = folder_not_in_library if first.is_folder else not_in_library
    return words(display_name(first.path), more)


class AddSheet(SheetFrame):
    """The sheet behind `+` and Ctrl+O."""

    def __init__(
        self,
        post: Callable[[intents.Intent], None],
        browse: Callable[[], None] | None,
        read: Read,
        call: CallState,
        *,
        imports: bool = False,
    ) -> None:
        """Create the sheet.

        Args:
            post: Posts an intent.
            browse: Opens the dialog of the system; `None`: there is none.
            read: Lists subfolders.
            call: Offers the folder that it begins with, and tells why.
            imports: Whether a library of the predecessor was found, to be imported.
        """
        super().__init__(TITLE, lambda: post(intents.ToggleSheet(Sheet.ADD)), (600, 480))
        self._post = post
        self._reason = ""
        self._call = call
        self._hint = Paragraph(_purpose(call), SMALL, PALETTE.second)
        self._picker = FolderPicker(read, self._path_changed, self._done)
        self._picker.field.fill(call.offered)
        self._add = PushButton(self._picker.confirm, ADD, "check", style=PRIMARY)
        self._browse = PushButton(browse, BROWSE, "folder") if browse else None
        offer = lambda: post(intents.OfferImport())  # noqa: E731 - short
        self._import = PushButton(offer, IMPORT_PREDECESSOR) if imports else None
        for widget in (self._hint, self._picker, self._add, self._browse, self._import):
            if widget is not None:
                self.add_widget(widget)
        self.bind(parent=self._parent_changed)

    @property
    def field(self) -> Field:
        """Field for the path."""
        return self._picker.field

    def show(self, sources: Sources, call: CallState) -> None:
        """Show why the folder cannot be a source, or is asked for."""
        before, self._call = self._call, call
        if call.offered != before.offered and self.field.text in {"", before.offered}:
            self._picker.field.fill(call.offered)
        self._reason = sources.root_reason
        self._show_hint()

    def _show_hint(self) -> None:
        reason = self._reason or self._picker.reason
        text = capitalised(reason) or _purpose(self._call)
        self._hint.show(text, PALETTE.trash if reason else PALETTE.second)
        self.place()

    def _parent_changed(self, _sheet: object, parent: object) -> None:
        # The field takes the keyboard focus when the sheet opens, and releases it when it closes.
        if parent is None:
            self._picker.close()
        else:
            self._picker.open()

    def _path_changed(self, _path: str) -> None:
        self._reason = ""
        self._show_hint()

    def _done(self, path: str) -> None:
        root = decode_path(os.path.expanduser(path.strip()))  # noqa: PTH111 - bytes wanted
        self._post(intents.AddSource(root.rstrip(b"/") or b"/"))

    def content(self) -> Sequence[Node]:
        """Return the rows below the title."""
        return [line(self._hint), growing(self._picker, 300, 160)]

    def actions(self) -> Sequence[PushButton | None]:
        """Return the buttons below the content."""
        return (self._import, self._browse, self._add)
