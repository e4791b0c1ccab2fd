"""Sheet for a file or folder name, or for a path."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from actors.messages import intents
from models.layout.tree import Node
from models.library.file_name import encode_path
from models.state.file_naming import Naming, Thing
from models.state.screen import Sheet
from ui.shell.sheet import SheetFrame, line, row
from ui.text.cluster import trying
from ui.text.common import BROWSE, CANCEL
from ui.text.notices import capitalised
from ui.text.rename import REQUESTS
from ui.theme import PALETTE, SMALL
from ui.widgets.button import PRIMARY, PushButton
from ui.widgets.paragraph import Paragraph
from ui.widgets.text_field import Field

FOLDERS = frozenset({Thing.ROOT, Thing.TRASH, Thing.CLIPS})
"""What is named by the path of a folder."""


def offered(naming: Naming) -> int:
    """Return how many characters of the name are selected: of a file, all before its extension."""
    stem, dot, _ = naming.name.rpartition(".")
    return len(stem) if dot and stem and naming.thing is Thing.SAMPLE else len(naming.name)


class RenameSheet(SheetFrame):
    """The sheet behind F2 and the menus of files, folders and sources."""

    def __init__(
        self,
        post: Callable[[intents.Intent], None],
        naming: Naming,
        browse: Callable[[], None] | None = None,
    ) -> None:
        """Create the sheet; `browse` opens the system's dialog for folders, if there is one."""
        asked = REQUESTS[naming.thing]
        super().__init__(asked.title, lambda: post(intents.ToggleSheet(Sheet.RENAME)), (560, 0))
        self._post, self._name = post, naming.name
        self._naming, self._explanation = naming, asked.explanation
        self._hint = Paragraph(asked.explanation, SMALL, PALETTE.second)
        self.field = Field(
            self._text_changed, self._done, lambda: None, asked.placeholder, indent=12
        )
        self.field.fill(naming.name)
        self._button = PushButton(self._done, asked.button, "check", style=PRIMARY)
        self._cancel = PushButton(self._close, CANCEL) if naming.thing is Thing.CLUSTER else None
        wanted = browse if naming.thing in FOLDERS else None
        self._browse = PushButton(wanted, BROWSE, "folder") if wanted else None
        for widget in (self._hint, self.field, self._browse, self._cancel, self._button):
            if widget is not None:
                self.add_widget(widget)
        self._show_reason(naming)
        self.bind(parent=self._parent_changed)

    def _parent_changed(self, _sheet: object, parent: object) -> None:
        if parent is not None:
            self.field.offer(offered(self._naming))

    def show(self, naming: Naming) -> None:
        """Show why the name was refused, until it is changed; or that it is being tried."""
        if naming is self._naming:
            return
        self._naming = naming
        if naming.trial is not None:
            self._hint.show(trying(naming.name), PALETTE.loop)
            self.place()
        self._show_reason(naming)

    def _show_reason(self, naming: Naming) -> None:
        if naming.reason:
            self._hint.show(capitalised(naming.reason), PALETTE.trash)
            self.place()

    def take(self, path: bytes) -> bool:
        """Fill in a folder that was chosen or dropped, if the path of one is asked for."""
        if self._naming.thing not in FOLDERS:
            return False
        self.field.fill(encode_path(path))
        self._text_changed(self.field.text)
        return True

    def _text_changed(self, words: str) -> None:
        self._name = words
        self._hint.show(self._explanation, PALETTE.second)
        self.place()

    def _done(self) -> None:
        self._post(intents.ConfirmName(self._name))

    def content(self) -> Sequence[Node]:
        """Return the rows below the title."""
        return [line(self._hint), row(self.field)]

    def actions(self) -> Sequence[PushButton | None]:
        """Return the buttons below the content."""
        return [self._browse, self._cancel, self._button]
