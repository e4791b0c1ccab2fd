"""Sheet with the parameters of an edit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from actors.messages import intents
from models.edit.edit import Edit, Op, value_error
from models.layout.tree import FILL, Leaf, Node
from models.state.editing import Editing
from models.state.screen import Sheet
from ui.shell.choice_row import ChoiceRow
from ui.shell.number_row import NumberRow
from ui.shell.sheet import SheetFrame, line
from ui.text import edits as text
from ui.theme import PALETTE, SMALL
from ui.widgets.button import PRIMARY, PushButton
from ui.widgets.paragraph import Paragraph

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


SCALES = {"length": 1000.0}
"""How many of its unit are one of `Edit`, of parameters that are shown in another unit."""


class EditSheet(SheetFrame):
    """The sheet behind the lines of the edit menu that end in `…`."""

    def __init__(self, post: Callable[[intents.Intent], None], editing: Editing) -> None:
        edit = self._edit = editing.edit or Edit(Op.GAIN)
        rows = ROWS.get(edit.op, ())
        title = text.samples(edit.op, editing.count)
        card = (640, 0)
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
        self._numbers = {
            name: NumberRow(text.TYPED, text.UNITS[name], partial(self._typed, name), apply)
            for _, name, _ in rows
            if name in text.UNITS
        }
        self._names = [name for _, name, _ in rows]
        self._hint = Paragraph(face=SMALL, shade=PALETTE.trash)
        for widget in (*self._rows, *self._numbers.values(), self._hint, self._button):
            self.add_widget(widget)
        self.show(editing)

    def show(self, editing: Editing) -> None:
        """Highlight the parameters."""
        if editing.edit is not None:
            self._edit = editing.edit
        for row in self._rows:
            row.show(self._edit)
        for name, number in self._numbers.items():
            value = getattr(self._edit, name)
            number.show(None if value is None else value * SCALES.get(name, 1.0))
        self._hint.show(value_error(self._edit))
        self.place()

    def _typed(self, name: str, number: float) -> None:
        self._choose(name, number / SCALES.get(name, 1.0))

    def _choose(self, name: str, value: object) -> None:
        changed = replace(self._edit, **{name: value})  # type: ignore[arg-type]  # of its field
        self._post(intents.ConfigureEdit(changed))

    def content(self) -> Sequence[Node]:
        """Return the rows below the title."""
        found: list[Node] = []
        for row, name in zip(self._rows, self._names, strict=True):
            found.append(Leaf(row, FILL, row.height_in))
            if (number := self._numbers.get(name)) is not None:
                found.append(Leaf(number, FILL, number.height_in))
        return [*found, line(self._hint)]

    def actions(self) -> Sequence[PushButton | None]:
        """Return the buttons below the content."""
        return [self._button]


def _is(name: str, value: object, edit: Edit) -> bool:
    return bool(getattr(edit, name) == value)
