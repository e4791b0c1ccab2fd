"""Sheet of a recording: which input, how loud, and what it waits for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from actors.messages import intents
from models.layout.part import Part
from models.layout.tree import FILL, Leaf, Node
from models.state.recording import Recording
from models.state.screen import Sheet
from ui.shell.choice_row import HEIGHT, labelled
from ui.shell.sheet import SheetFrame, line, row
from ui.text import recording as text
from ui.theme import BODY, DESKTOP, PALETTE, SMALL
from ui.widgets.button import PRIMARY, PushButton
from ui.widgets.dropdown import Dropdown
from ui.widgets.label import TextLabel
from ui.widgets.level_meter import LOWEST, LevelMeter
from ui.widgets.menu import Choice
from ui.widgets.paragraph import Paragraph
from ui.widgets.placing import pixels

METER = 28
"""Height of the meter's row in dp."""


class RecordingSheet(SheetFrame):
    """The sheet behind `Ctrl+R`; while it is open, something may be recorded."""

    def __init__(self, post: Callable[[intents.Intent], None], recording: Recording) -> None:
        close = partial(post, intents.ToggleSheet(Sheet.RECORDING))
        super().__init__(text.TITLE, close, (480, 0))
        self._post = post
        self._label = TextLabel(text.INPUT, BODY, PALETTE.second)
        self._inputs = Dropdown(DESKTOP)
        self.meter = LevelMeter()
        self._said = Paragraph("", BODY, PALETTE.text)
        self._note = Paragraph(text.NOT_KEPT, SMALL, PALETTE.second)
        self._button = PushButton(
            partial(post, intents.FinishRecording()), text.DONE, "check", style=PRIMARY
        )
        for widget in (
            *(self._label, self._inputs, self.meter),
            *(self._said, self._note, self._button),
        ):
            self.add_widget(widget)
        self.show(recording, "")

    @property
    def said(self) -> str:
        """What it says about the recording."""
        return str(self._said.text)

    def show(self, recording: Recording, chosen: str) -> None:
        """Show what the recording does, and the chosen input."""
        names = recording.inputs.names if recording.inputs is not None else ()
        offered = ("", *(name for name in names))
        choices = tuple(
            Choice(text.input_words(name, names), partial(self._post, intents.RecordFrom(name)))
            for name in offered
        )
        self._inputs.offer(text.input_words(chosen, names), choices)
        progress = recording.progress
        self.meter.show(LOWEST if progress is None else progress.level)
        shade = PALETTE.trash if recording.reason else PALETTE.text
        self._said.show(text.state_words(recording), shade)
        self._button.show(*(text.AGAIN, "replay") if recording.reason else (text.DONE, "check"))
        self.place()

    def content(self) -> Sequence[Node]:
        """Return the rows below the title."""
        tall = Part(pixels(HEIGHT))
        return [
            labelled(self._label, Leaf(self._inputs, FILL, tall)),
            row(self.meter, METER),
            line(self._said),
            line(self._note),
        ]

    def actions(self) -> Sequence[PushButton | None]:
        """Return the button that ends the recording."""
        return [self._button]
