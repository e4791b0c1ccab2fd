"""Sheet that saves slices, or the selection, as new files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from actors.messages import intents
from models.layout.part import Part
from models.layout.tree import FILL, Leaf, Node
from models.library.file_name import encode_path
from models.library.files.name_pattern import fill_pattern
from models.state.collections import Collections
from models.state.editor import Editor
from models.state.screen import Sheet
from models.state.slicing import Place, Saving, Slicing
from ui.shell.choice_row import HEIGHT, ChoiceRow, labelled
from ui.shell.sheet import SheetFrame, line
from ui.text import slices as text
from ui.text.common import BROWSE, PATH
from ui.theme import BODY, PALETTE, SMALL
from ui.widgets.button import PRIMARY, PushButton
from ui.widgets.label import TextLabel
from ui.widgets.paragraph import Paragraph
from ui.widgets.placing import pixels
from ui.widgets.text_field import Field


class SaveSheet(SheetFrame):
    """The sheet behind “Save…” of slice mode, and behind “Save selection as…”."""

    def __init__(
        self,
        post: Callable[[intents.Intent], None],
        slicing: Slicing,
        editor: Editor,
        collections: Collections,
        browse: Callable[[], None] | None = None,
    ) -> None:
        """Create the sheet; `browse` opens the system's folder dialog, if there is one."""
        saving = slicing.saving
        frames = editor.picture.frames if editor.picture else 0
        self._count, self._chosen = len(slicing.spans(frames)), len(slicing.chosen(frames))
        only = saving.selection
        title = text.SAVE_TITLE if only else text.title(self._chosen)
        super().__init__(title, lambda: post(intents.ToggleSheet(Sheet.SAVE)), (620, 0))
        self._post, self._saving = post, saving
        self._stem = editor.sample.name.rpartition(".")[0] if editor.sample else ""
        self.field = Field(
            lambda words: self._configure(pattern=words),
            lambda: self._save(every=False),
            lambda: None,
            text.PATTERN,
            indent=12,
        )
        self.folder = Field(
            self.set_folder, lambda: self._save(every=False), lambda: None, PATH, indent=12
        )
        self._label = TextLabel(text.NAME, BODY, PALETTE.second)
        self._hint = Paragraph(face=SMALL, shade=PALETTE.second)
        self._folder_label = TextLabel()
        self._places = ChoiceRow[Saving](
            text.FOLDER,
            [
                (words, partial(self._configure, place=place), partial(_is_place, place))
                for place, words in text.PLACES.items()
            ],
        )
        opened = collections.chosen
        self._collect = (
            None
            if opened is None
            else ChoiceRow[Saving](
                text.COLLECTION,
                [
                    (text.NO, partial(self._configure, collect=False), lambda one: not one.collect),
                    (opened.name, partial(self._configure, collect=True), lambda one: one.collect),
                ],
            )
        )
        self._browse = PushButton(browse, BROWSE, "folder") if browse else None
        label = text.SAVE_ONE if only else text.save_chosen(self._chosen)
        self._button = PushButton(lambda: self._save(every=False), label, "save", style=PRIMARY)
        every = lambda: self._save(every=True)  # noqa: E731 - short
        different = not only and self._chosen != self._count
        self._all = PushButton(every, text.save_all(self._count)) if different else None
        for widget in (
            *(self.field, self.folder, self._label, self._folder_label, self._hint, self._places),
            *(self._collect, self._browse, self._button, self._all),
        ):
            if widget is not None:
                self.add_widget(widget)
        self.bind(parent=self._parent_changed)
        self.show(slicing)

    def show(self, slicing: Slicing) -> None:
        """Show what is chosen, an example of the names, or why nothing can be saved."""
        self._saving = saving = slicing.saving
        self.field.fill(saving.pattern)
        self.folder.fill(saving.folder)
        self._places.show(saving)
        if self._collect is not None:
            self._collect.show(saving)
        if saving.reason:
            self._hint.show(saving.reason, PALETTE.trash)
            return
        count = 1 if saving.selection else self._chosen
        names = fill_pattern(saving.pattern, [{"name": self._stem}] * count)
        said = text.example(names) if names else text.FIELDS
        self._hint.show(f"{said}   {text.FIELDS}", PALETTE.second)

    def take(self, path: bytes) -> bool:
        """Take a folder that was dropped or chosen."""
        self.set_folder(encode_path(path))
        return True

    def set_folder(self, folder: str) -> None:
        """Save into another folder; undecodable bytes as in PEP 383."""
        if folder != self._saving.folder:
            self._configure(folder=folder, place=Place.FOLDER)

    def _configure(
        self,
        pattern: str | None = None,
        place: Place | None = None,
        folder: str | None = None,
        *,
        collect: bool | None = None,
    ) -> None:
        now = self._saving
        wanted = intents.ConfigureSaving(
            now.pattern if pattern is None else pattern,
            now.place if place is None else place,
            now.folder if folder is None else folder,
            now.collect if collect is None else collect,
        )
        if wanted != intents.ConfigureSaving(now.pattern, now.place, now.folder, now.collect):
            self._post(wanted)

    def _save(self, *, every: bool) -> None:
        self._post(intents.SaveSlices(every))

    def _parent_changed(self, _sheet: object, parent: object) -> None:
        self.field.focus = parent is not None
        if parent is None:
            self.folder.focus = False

    def content(self) -> Sequence[Node]:
        """Return the rows below the title."""
        tall = Part(pixels(HEIGHT))
        return [
            labelled(self._label, Leaf(self.field, FILL, tall)),
            line(self._hint),
            Leaf(self._places, FILL, self._places.height_in),
            labelled(self._folder_label, Leaf(self.folder, FILL, tall)),
            *([Leaf(self._collect, FILL, self._collect.height_in)] if self._collect else []),
        ]

    def actions(self) -> Sequence[PushButton | None]:
        """Return the buttons below the content."""
        return (self._browse, self._all, self._button)


def _is_place(place: Place, saving: Saving) -> bool:
    return saving.place is place
