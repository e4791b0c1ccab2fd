"""Export sheet: destination folder and conversion of a collection."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from actors.messages import intents
from models.layout.part import Part
from models.layout.tree import FILL, Leaf, Node
from models.library.collection import Collection
from models.library.export.profile import Profile
from models.library.export.settings import Container, Depth, ExportSettings, Layout
from models.library.file_name import decode_path, encode_path
from models.state.browser import Sources
from models.state.export import Exporting
from models.state.screen import Sheet
from ui.shell.choice_row import HEIGHT, ChoiceRow, labelled
from ui.shell.sheet import SheetFrame, line
from ui.text import export as text
from ui.text.common import BROWSE, EXPORT, PATH
from ui.theme import BODY, DESKTOP, PALETTE, SMALL
from ui.widgets.button import PRIMARY, PushButton
from ui.widgets.dropdown import Dropdown
from ui.widgets.label import TextLabel
from ui.widgets.menu import Choice
from ui.widgets.paragraph import Paragraph
from ui.widgets.placing import pixels
from ui.widgets.text_field import Field

CHOICES: tuple[tuple[str, str, tuple[tuple[str, object], ...]], ...] = (
    (
        text.FORMAT,
        "container",
        (
            (text.ORIGINAL, Container.SAME),
            (text.WAV, Container.WAV),
            (text.FLAC, Container.FLAC),
            (text.AIFF, Container.AIFF),
        ),
    ),
    (text.RATE, "rate", ((text.ORIGINAL, None), *text.RATES)),
    (
        text.DEPTH,
        "depth",
        (
            (text.ORIGINAL, Depth.SAME),
            (text.BITS_16, Depth.INT16),
            (text.BITS_24, Depth.INT24),
            (text.FLOAT, Depth.FLOAT),
        ),
    ),
    (
        text.CHANNELS,
        "layout",
        (
            (text.ORIGINAL, Layout.SAME),
            (text.MONO, Layout.MONO),
            (text.STEREO, Layout.STEREO),
        ),
    ),
    (text.PEAK, "peak", text.PEAKS),
    (text.REMOVED, "prune", ((text.KEEP, False), (text.DELETE, True))),
)
"""Label, field of `ExportSettings`, and choices."""


class ExportSheet(SheetFrame):
    """The sheet behind “Export…” of a collection."""

    def __init__(
        self,
        post: Callable[[intents.Intent], None],
        chosen: Collection | None,
        exporting: Exporting,
        sources: Sources,
        browse: Callable[[], None] | None = None,
    ) -> None:
        """Create the sheet; `browse` opens the system's folder dialog, if there is one."""
        title = text.title(chosen.name) if chosen else EXPORT
        super().__init__(title, lambda: post(intents.ToggleSheet(Sheet.EXPORT)), (640, 0))
        self._post, self._known, self._sources = post, exporting, sources
        self._edited: tuple[str, ExportSettings] | None = None
        """Values edited here that the session has not confirmed yet."""
        self.field = Field(self.set_folder, self._done, lambda: None, PATH, indent=12)
        self.template = Field(
            self._template_changed, self._done, lambda: None, text.NAME_TOKEN, indent=12
        )
        self._labels = [
            TextLabel(words, BODY, PALETTE.second) for words in (text.FOLDER, text.FILE_NAME)
        ]
        self._hint = Paragraph(text.TEMPLATE, SMALL, PALETTE.third)
        self._rows = [
            ChoiceRow[ExportSettings](
                words,
                [
                    (called, partial(self._choose, name, value), partial(_is, name, value))
                    for called, value in choices
                ],
            )
            for words, name, choices in CHOICES
        ]
        self._device_label = TextLabel(text.DEVICE, BODY, PALETTE.second)
        self._device = Dropdown(DESKTOP)
        self._button = PushButton(self._done, EXPORT, "check", style=PRIMARY)
        self._browse = PushButton(browse, BROWSE, "folder") if browse else None
        widgets = (
            *(self.field, self.template, *self._labels, self._hint, *self._rows, self._button),
            *(self._device_label, self._device),
        )
        for widget in (*widgets, self._browse):
            if widget is not None:
                self.add_widget(widget)
        self.bind(parent=self._parent_changed)

    def show(self, exporting: Exporting, sources: Sources) -> None:
        """Show the settings, and why the export is not possible."""
        self._known, self._sources = exporting, sources
        now = (self._known.folder, self._known.settings)
        if (
            self._edited is None or now == self._edited
        ):  # otherwise the fields have been edited since
            self._edited = None
            self.field.fill(self._known.folder)
            self.template.fill(self._known.settings.template)
        self._show_chosen()

    def _show_chosen(self) -> None:
        settings = self._chosen[1]
        for row in self._rows:
            row.show(settings)
        offered = [Choice(text.NO_DEVICE, partial(self._choose, "profile", ""))]
        offered += [Choice(one.title, partial(self._take, one)) for one in self._known.profiles]
        chosen = self._profile()
        now = chosen.title if chosen else settings.profile or text.NO_DEVICE
        self._device.offer(now, offered if self._known.profiles else ())
        self._show_hint()

    def _profile(self) -> Profile | None:
        """Return the chosen device."""
        wanted = self._chosen[1].profile.casefold()
        return next((one for one in self._known.profiles if one.name.casefold() == wanted), None)

    def _take(self, profile: Profile) -> None:
        folder, settings = self._chosen
        self._configure(folder, profile.settings(prune=settings.prune))

    def _show_hint(self) -> None:
        self._show_reason()
        self.place()

    def _show_reason(self) -> None:
        if self._known.reason:
            self._hint.show(self._known.reason, PALETTE.trash)
            return
        inside, profile = within(self._known.folder, self._sources), self._profile()
        if inside:
            self._hint.show(text.inside_source(inside), PALETTE.second)
        elif profile is not None:
            self._hint.show(text.device_hint(profile.note, len(profile.unsure)), PALETTE.second)
        elif self._known.profile_problems:
            self._hint.show(self._known.profile_problems[0], PALETTE.trash)
        else:
            self._hint.show(text.TEMPLATE, PALETTE.second)

    @property
    def _chosen(self) -> tuple[str, ExportSettings]:
        """Folder and settings as edited here; the session may not know them yet."""
        return self._edited or (self._known.folder, self._known.settings)

    def _parent_changed(self, _sheet: object, parent: object) -> None:
        self.field.focus = parent is not None
        if parent is None:
            self.template.focus = False

    def _configure(self, folder: str, settings: ExportSettings) -> None:
        if (folder, settings) != self._chosen:
            self._edited = (folder, settings)
            self._post(intents.ConfigureExport(folder, settings))

    def take(self, path: bytes) -> bool:
        """Take a folder that was dropped or chosen."""
        self.set_folder(encode_path(path))
        return True

    def set_folder(self, folder: str) -> None:
        """Set the folder; undecodable bytes as in PEP 383."""
        self._configure(folder, self._chosen[1])

    def _template_changed(self, template: str) -> None:
        folder, settings = self._chosen
        if template != settings.template:
            self._configure(folder, replace(settings, template=template, profile=""))

    def _choose(self, name: str, value: object) -> None:
        folder, settings = self._chosen
        changed = replace(settings, **{name: value})  # type: ignore[arg-type] # of the kind of its field
        if name != "prune":  # the device does not decide any more
            changed = replace(changed, profile="")
        self._configure(folder, changed)

    def _done(self) -> None:
        self._post(intents.Export())

    def content(self) -> Sequence[Node]:
        """Return the rows below the title."""
        tall = Part(pixels(HEIGHT))
        fields = zip(self._labels, (self.field, self.template), strict=True)
        return [
            *(labelled(label, Leaf(field, FILL, tall)) for label, field in fields),
            line(self._hint),
            labelled(self._device_label, Leaf(self._device, FILL, tall)),
            *(Leaf(one, FILL, one.height_in) for one in self._rows),
        ]

    def actions(self) -> Sequence[PushButton | None]:
        """Return the buttons below the content."""
        return (self._browse, self._button)


def within(folder: str, sources: Sources) -> str:
    """Return the name of the source that contains a folder; empty if none does."""
    wanted = decode_path(folder.rstrip("/")) + b"/"
    found = (one for one in sources.all if wanted.startswith(one.root.rstrip(b"/") + b"/"))
    return next((one.name for one in found), "")


def _is(name: str, value: object, settings: ExportSettings) -> bool:
    return bool(getattr(settings, name) == value)
