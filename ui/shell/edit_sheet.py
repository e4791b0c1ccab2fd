"""Sheet with the parameters of an edit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from kivy.metrics import dp

from actors.messages import intents
from models.edit.edit import Edit, Op
from models.state.editing import Editing
from models.state.screen import Sheet
from ui.shell.choice_row import HEIGHT, ChoiceRow
from ui.shell.sheet import SheetFrame
from ui.text import edits as text
from ui.widgets.button import PRIMARY, PushButton

LINE = 52
ROWS: dict[Op, tuple[tuple[str, str, tuple[tuple[str, object], ...]], ...]] = {
    Op.NORMALISE: (
        (text.LOUDNESS, "loudness", text.LOUDNESSES),
        (text.PEAK, "peak", text.PEAKS),
    ),
    Op.GAIN: ((text.LEVEL, "level", text.LEVELS),),
    Op.TRIM_SILENCE: ((text.THRESHOLD, "threshold", text.THRESHOLDS),),
    Op.LOOP_CROSSFADE: ((text.LENGTH, "length", text.LENGTHS),),
    Op.EDGE_FADES: ((text.LENGTH, "length", text.LENGTHS),),
    Op.CONVERT: (
        (text.FORMAT, "container", text.CONTAINERS),
        (text.RATE, "rate", text.RATES),
        (text.DEPTH, "depth", text.DEPTHS),
    ),
    Op.FADE_IN: ((text.CURVE, "curve", text.CURVES),),
    Op.FADE_OUT: ((text.CURVE, "curve", text.CURVES),),
}
"""Label, field of `Edit` and choices of each parameter."""


class EditSheet(SheetFrame):
    """The sheet behind the lines of the edit menu that end in `…`."""

    def __init__(self, post: Callable[[intents.Intent], None], editing: Editing) -> None:
        edit = self._edit = editing.edit or Edit(Op.GAIN)
        rows = ROWS.get(edit.op, ())
        title = text.samples(edit.op, len(editing.samples))
        card = (640, 150 + LINE * len(rows))
        super().__init__(title, lambda: post(intents.ToggleSheet(Sheet.EDIT)), card)
        self._post = post
        self._rows = [
            ChoiceRow[Edit](
                label,
                [
                    (words, partial(self._choose, name, value), partial(_is, name, value))
                    for words, value in choices
                ],
            )
            for label, name, choices in rows
        ]
        apply = lambda: post(intents.ApplyEdit())  # noqa: E731 - short
        self._button = PushButton(apply, text.APPLY, "check", style=PRIMARY)
        for widget in (*self._rows, self._button):
            self.add_widget(widget)
        self.show(editing)

    def show(self, editing: Editing) -> None:
        """Highlight the parameters."""
        if editing.edit is not None:
            self._edit = editing.edit
        for row in self._rows:
            row.show(self._edit)

    def _choose(self, name: str, value: object) -> None:
        changed = replace(self._edit, **{name: value})  # type: ignore[arg-type]  # of its field
        self._post(intents.ConfigureEdit(changed))

    def place(self, *_: object) -> None:
        """Lay out the widgets."""
        super().place()
        left, bottom, width, height = self.card
        y = bottom + height - dp(60)
        for row in getattr(self, "_rows", ()):
            y -= dp(LINE)
            row.pos, row.size = (left + dp(20), y), (width - dp(40), dp(HEIGHT))
        button = getattr(self, "_button", None)
        if button is not None:
            button.size = (button.natural_width() + dp(12), dp(44))
            button.pos = (round(left + width - dp(20) - button.width), bottom + dp(16))


def _is(name: str, value: object, edit: Edit) -> bool:
    return bool(getattr(edit, name) == value)
