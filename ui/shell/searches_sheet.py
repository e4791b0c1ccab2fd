"""Sheet of saved searches: a field to name the question that is shown, and those that are kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from kivy.input.motionevent import MotionEvent
from kivy.metrics import dp

from actors.messages import intents
from models.layout.tree import Node
from models.similarity.saved_search import Question, SavedSearch
from models.state.searches import Searches
from ui.browser.name_list import NameList
from ui.browser.name_row import Named
from ui.shell.sheet import SheetFrame, growing, line, row
from ui.text import searches as text
from ui.text.notices import question_words
from ui.theme import DESKTOP, PALETTE, SMALL
from ui.widgets.button import PRIMARY, PushButton
from ui.widgets.menu import Choice, Menu
from ui.widgets.paragraph import Paragraph
from ui.widgets.row_list import KeyPress, ListCallbacks
from ui.widgets.text_field import Field


class SearchesSheet(SheetFrame):
    """The sheet behind `B`."""

    def __init__(
        self, post: Callable[[intents.Intent], None], searches: Searches, shown: Question
    ) -> None:
        super().__init__(text.TITLE, lambda: post(intents.OpenSearches()), (560, 420))
        self._post, self._searches, self._question = post, searches, shown
        self._words = ""
        self.field = Field(self._changed, self._done, lambda: None, text.NAME, indent=12)
        self._button = PushButton(self._done, text.SAVE, "check", style=PRIMARY)
        self._list = NameList(
            *(dp(DESKTOP.row), dp(DESKTOP.row)),
            ListCallbacks(on_press=self._run, on_menu=self._open),
        )
        self._list.walked = True
        self._hint = Paragraph(face=SMALL, shade=PALETTE.second)
        for widget in (self.field, self._list, self._hint, self._button):
            self.add_widget(widget)
        self._fill("" if shown.empty else question_words(shown))
        self.show(searches)
        self.bind(parent=self._parent_changed)

    def show(self, searches: Searches) -> None:
        """Show the saved searches, or ask for another name of one."""
        renamed = searches.find(searches.renaming)
        if renamed is not None and searches.renaming != self._searches.renaming:
            self._fill(renamed.name)
            self.field.offer()
        self._searches = searches
        self._button.show(text.SAVE if renamed is None else text.RENAME, "check")
        names = [text.saved(one.name, question_words(one.question)) for one in searches.all]
        self._list.show_names(tuple(Named(name, None, "search") for name in names))
        empty = self._question.empty and renamed is None
        hint = text.NOTHING_TO_SAVE if empty else text.NONE if not searches.all else ""
        self._hint.show(hint, PALETTE.second)
        self.place()

    def _parent_changed(self, _sheet: object, parent: object) -> None:
        self.field.focus = False
        if parent is not None and not self._question.empty:
            self.field.offer()

    def _fill(self, words: str) -> None:
        self._words = words
        self.field.fill(words)

    def _changed(self, words: str) -> None:
        self._words = words

    def _done(self) -> None:
        if self._words.strip():
            self._post(intents.SaveSearch(self._words.strip()))

    def _run(self, row: int, _touch: MotionEvent | KeyPress) -> None:
        """Ask a saved search again."""
        if 0 <= row < len(self._searches.all):
            self._post(intents.RunSearch(self._searches.all[row].id))

    def _open(self, row: int, touch: MotionEvent | KeyPress) -> None:
        """Open the menu of a saved search."""
        if not 0 <= row < len(self._searches.all):
            return
        one = self._searches.all[row]
        Menu.open(self._list.to_window(*touch.pos), DESKTOP, self._choices(one))

    def _choices(self, one: SavedSearch) -> tuple[Choice, ...]:
        remove = intents.RemoveSearch(one.id)
        return (
            Choice(text.OPEN, partial(self._post, intents.RunSearch(one.id))),
            Choice(text.RENAME_THIS, partial(self._post, intents.BeginSearchRename(one.id))),
            Choice(text.REMOVE, partial(self._post, remove), line=True, danger=True),
        )

    def content(self) -> Sequence[Node]:
        """Return the field, the saved searches, and a hint."""
        return (row(self.field), growing(self._list, 200, 100), line(self._hint))

    def actions(self) -> Sequence[PushButton | None]:
        """Return the buttons below the content."""
        return [self._button]
