"""Field for the path of a folder, with the subfolders that complete it."""

from __future__ import annotations

from collections.abc import Callable

from kivy.input.motionevent import MotionEvent
from kivy.metrics import dp
from kivy.uix.widget import Widget

from models.layout.part import Part
from models.layout.tree import FILL, Column, Leaf
from ui.browser.name_list import NameList
from ui.browser.name_row import Named
from ui.shell.subfolders import Subfolders
from ui.text.common import PATH
from ui.theme import DESKTOP
from ui.widgets.placing import box_of, pixels, place
from ui.widgets.row_list import ListCallbacks
from ui.widgets.text_field import Field

Read = Callable[[str, Callable[[Subfolders], None]], None]
"""Lists the subfolders that complete a typed path, in the background, and passes them on."""
FIELD, GAP = 40, 8
"""In dp: height of the field, and its distance from the list."""


class FolderPicker(Widget):
    """Path field above a list of subfolders; Enter takes the chosen one, then is done."""

    def __init__(
        self, read: Read, changed: Callable[[str], None], done: Callable[[str], None]
    ) -> None:
        """Create the picker.

        Args:
            read: See `Read`.
            changed: Receives the path whenever it, or why it cannot be read, changes.
            done: Receives the path when Enter is pressed in the field.
        """
        super().__init__()
        self._read, self._changed, self._done = read, changed, done
        self._found, self._row = Subfolders(""), -1
        self.path = ""
        """As typed or chosen; a relative one starts in the home folder."""
        self.field = Field(self._text_changed, self.confirm, lambda: None, PATH, indent=12)
        self.field.step, self.field.complete = self._step, self._complete
        callbacks = ListCallbacks(on_press=self._row_pressed, on_menu=self._row_pressed)
        self._folders = NameList(dp(DESKTOP.folder_row), dp(DESKTOP.target), callbacks)
        self.add_widget(self.field)
        self.add_widget(self._folders)
        self.bind(pos=self._place, size=self._place)

    @property
    def reason(self) -> str:
        """Why the folder cannot be read; empty: it can."""
        return self._found.reason

    def open(self) -> None:
        """Give the field the keyboard focus, and list what completes its text."""
        self.field.offer()
        self._text_changed(self.field.text)

    def close(self) -> None:
        """Take the keyboard focus from the field."""
        self.field.focus = False

    def confirm(self) -> None:
        """Enter the chosen subfolder; without one, be done."""
        if self._row >= 0:
            self._enter(self._row)
        elif self.field.text.strip():
            self._done(self.path)

    def write(self, path: str) -> None:
        """Put a path into the field."""
        self.field.fill(path)
        self.field.cursor = (len(path), 0)
        self.field.focus = True

    def _text_changed(self, words: str) -> None:
        self.path = words if words.startswith(("/", "~/")) else f"~/{words}"
        self._changed(self.path if words else "")
        self._read(self.path, self._listed)

    def _listed(self, found: Subfolders) -> None:
        if found.typed == self.path:  # otherwise the text has changed since
            self._found, self._row = found, -1
            self._show_rows()
            self._changed(self.path if self.field.text else "")

    def _show_rows(self) -> None:
        self._folders.show_names(
            tuple(
                Named(name, None, "folder", chosen=row == self._row, active=True)
                for row, name in enumerate(self._found.names)
            )
        )

    def _step(self, rows: int) -> None:
        last = len(self._found.names) - 1
        self._row = max(-1, min(self._row + rows, last))
        self._show_rows()

    def _complete(self) -> bool:
        """Complete the path; return whether Tab has to stay.

        It does if that changed the path, if what completes it is not known, or if it may still
        become one of several.
        """
        if self._found.typed != self.path:
            return True
        before = self.field.text
        if self._row >= 0:
            self._enter(self._row)
        elif self._found.completed:
            self.write(self._found.completed)
        return bool(self.field.text != before) or self._found.ambiguous

    def _row_pressed(self, row: int, _touch: MotionEvent) -> None:
        self._enter(row)

    def _enter(self, row: int) -> None:
        self.write(self._found.path(row))

    def _place(self, *_: object) -> None:
        field = Leaf(self.field, FILL, Part(pixels(FIELD)))
        place(Column((field, Leaf(self._folders)), pixels(GAP)), box_of(self))
