"""Where a collection is exported to, and what becomes of its samples."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from kivy.metrics import dp

from actors.messages import session
from models.library.export.naming import TOKENS
from models.library.export.settings import Container, Depth, ExportSettings, Layout
from models.state.app import AppState
from models.state.exporting import Exporting
from models.state.screen import Sheet
from ui.piece.button import PRIMARY, PushButton
from ui.piece.caption import Caption
from ui.piece.field import Field
from ui.shell.choice_row import HEIGHT, LABEL, ChoiceRow
from ui.shell.sheet import SheetFrame
from ui.theme import BODY, PALETTE, SMALL

CHOICES: tuple[tuple[str, str, tuple[tuple[str, object], ...]], ...] = (
    (
        "Format",
        "container",
        (("As it is", Container.SAME), ("WAV", Container.WAV), ("FLAC", Container.FLAC)),
    ),
    (
        "Sample rate",
        "rate",
        (("As it is", None), ("44.1 kHz", 44_100), ("48 kHz", 48_000), ("96 kHz", 96_000)),
    ),
    (
        "Bit depth",
        "depth",
        (
            ("As it is", Depth.SAME),
            ("16", Depth.INT16),
            ("24", Depth.INT24),
            ("32 float", Depth.FLOAT),
        ),
    ),
    (
        "Channels",
        "layout",
        (("As it is", Layout.SAME), ("Mono", Layout.MONO), ("Stereo", Layout.STEREO)),
    ),
    (
        "Loudest value",
        "peak",
        (("As it is", None), ("0 dB", 0.0), ("-1 dB", -1.0), ("-6 dB", -6.0)),
    ),
    ("Samples that left", "prune", (("Stay", False), ("Are removed", True))),
)
"""Name, field of `ExportSettings`, what there is to choose."""
LINE = 52


class ExportSheet(SheetFrame):
    """The sheet behind “Export…” of a collection."""

    def __init__(self, say: Callable[[session.Intent], None], state: AppState) -> None:
        chosen = state.collections.find(state.exporting.collection)
        title = f"Export “{chosen.name}”" if chosen else "Export"
        super().__init__(title, lambda: say(session.ToggleSheet(Sheet.EXPORT)), (640, 620))
        self._say, self._known, self._filled = say, state.exporting, False
        self.field = Field(self._to, self._done, lambda: None, "/path/to/folder", indent=12)
        self.template = Field(self._called, self._done, lambda: None, "{name}", indent=12)
        self._labels = [Caption(words, BODY, PALETTE.second) for words in ("Folder", "Names")]
        tokens = " ".join(f"{{{token}}}" for token in TOKENS)
        self._hint = Caption(f"{tokens}; nothing is overwritten", SMALL, PALETTE.third)
        self._rows = [
            ChoiceRow[ExportSettings](
                words,
                [
                    (text, partial(self._choose, name, value), partial(_is, name, value))
                    for text, value in choices
                ],
            )
            for words, name, choices in CHOICES
        ]
        self._button = PushButton(self._done, "Export", "check", look=PRIMARY)
        for piece in (
            *(self.field, self.template, *self._labels),
            *(self._hint, *self._rows, self._button),
        ):
            self.add_widget(piece)
        self.bind(parent=self._come_or_gone)

    @property
    def editing(self) -> bool:
        """Whether keys go into one of its fields."""
        return bool(self.field.focus or self.template.focus)

    def show(self, state: AppState) -> None:
        """Show the choices, and why it cannot be done like this."""
        self._known = state.exporting
        if not self._filled or not self.editing:
            self._fill(state.exporting)
        for row in self._rows:
            row.show(state.exporting.settings)
        wrong = state.exporting.problem
        if wrong:
            self._hint.show(wrong, PALETTE.trash)

    def _fill(self, known: Exporting) -> None:
        self._filled = bool(known.folder)
        self.field.fill(known.folder)
        self.template.fill(known.settings.template)

    def _come_or_gone(self, _sheet: object, parent: object) -> None:
        self.field.focus = parent is not None
        if parent is None:
            self.template.focus = False

    def _shaped(self, folder: str, settings: ExportSettings) -> None:
        if (folder, settings) != (self._known.folder, self._known.settings):
            self._say(session.ShapeExport(folder, settings))

    def _to(self, folder: str) -> None:
        self._shaped(folder, self._known.settings)

    def _called(self, template: str) -> None:
        self._shaped(self._known.folder, replace(self._known.settings, template=template))

    def _choose(self, name: str, value: object) -> None:
        self._shaped(self._known.folder, replace(self._known.settings, **{name: value}))  # type: ignore[arg-type] # of the kind of its field

    def _done(self) -> None:
        self._say(session.Export())

    def place(self, *_: object) -> None:
        """Put everything where it belongs."""
        super().place()
        if not hasattr(self, "_button"):
            return
        left, bottom, width, height = self.card
        y = bottom + height - dp(60)
        for label, field in zip(self._labels, (self.field, self.template), strict=True):
            y -= dp(LINE)
            label.pos, label.size = (left + dp(20), y), (dp(LABEL), dp(HEIGHT))
            field.pos = (left + dp(20 + LABEL), y)
            field.size = (width - dp(40 + LABEL), dp(HEIGHT))
        y -= dp(28)
        self._hint.pos, self._hint.size = (
            (left + dp(20 + LABEL), y),
            (width - dp(40 + LABEL), dp(24)),
        )
        y -= dp(4)
        for row in self._rows:
            y -= dp(LINE)
            row.pos, row.size = (left + dp(20), y), (width - dp(40), dp(HEIGHT))
        self._button.size = (self._button.natural_width() + dp(12), dp(44))
        self._button.pos = (round(left + width - dp(20) - self._button.width), bottom + dp(16))


def _is(name: str, value: object, settings: ExportSettings) -> bool:
    return bool(getattr(settings, name) == value)
