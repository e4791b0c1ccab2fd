"""Sheet that renames several files by a pattern, with a preview."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from actors.messages import intents
from models.layout.tree import Node
from models.state.file_naming import FileOperations
from models.state.screen import Sheet
from ui.shell.sheet import SheetFrame, line, row
from ui.text import rename as text
from ui.theme import PALETTE, SMALL
from ui.widgets.button import INEFFECTIVE, PRIMARY, PushButton
from ui.widgets.paragraph import Paragraph
from ui.widgets.text_field import Field


def renames(filing: FileOperations) -> bool:
    """Return whether a confirmation may rename: not where no name changes, or one is taken.

    What a plan that is still awaited gives is decided when it is there.
    """
    plan = filing.plan
    return not filing.reason and (plan is None or bool(plan.names and not plan.taken))


class RenameManySheet(SheetFrame):
    """The sheet behind “Rename 5 samples…” of the menu of rows, “Rename all…” of a collection."""

    def __init__(self, post: Callable[[intents.Intent], None], filing: FileOperations) -> None:
        title = text.rename_many(filing.count)
        close = lambda: post(intents.ToggleSheet(Sheet.RENAME_MANY))  # noqa: E731 - short
        super().__init__(title, close, (620, 0))
        self._post, self._filing = post, filing
        self.field = Field(self._typed, self._done, lambda: None, filing.pattern, indent=12)
        self._preview = Paragraph(face=SMALL, shade=PALETTE.text)
        self._hint = Paragraph(text.PATTERN_FIELDS, SMALL, PALETTE.second)
        self._button = PushButton(self._done, text.RENAME, "check", style=PRIMARY)
        for widget in (self.field, self._preview, self._hint, self._button):
            self.add_widget(widget)
        self.bind(parent=self._parent_changed)
        self.show(filing)

    def show(self, filing: FileOperations) -> None:
        """Show the pattern, and the names that it gives or why it gives none."""
        self._filing = filing
        self.field.fill(filing.pattern)
        plan = filing.plan
        if filing.reason:
            self._preview.show(filing.reason, PALETTE.trash)
        elif plan is not None and plan.taken:
            self._preview.show(text.taken(plan.taken), PALETTE.trash)
        elif plan is not None:
            self._preview.show(text.preview(plan), PALETTE.text)
        self._button.show(text.RENAME, "check", PRIMARY if renames(filing) else INEFFECTIVE)
        self.place()

    def _parent_changed(self, _sheet: object, parent: object) -> None:
        self.field.focus = parent is not None

    def _typed(self, words: str) -> None:
        if words != self._filing.pattern:
            self._post(intents.ConfigureRenaming(words))

    def _done(self) -> None:
        if renames(self._filing):
            self._post(intents.RenameAll())

    def content(self) -> Sequence[Node]:
        """Return the rows below the title."""
        return [row(self.field), line(self._preview), line(self._hint)]

    def actions(self) -> Sequence[PushButton | None]:
        """Return the buttons below the content."""
        return [self._button]
