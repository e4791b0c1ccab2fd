"""Row of a sheet for one setting, built from its texts in `ui/text/settings.py`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from operator import attrgetter

from kivy.uix.widget import Widget

from actors.messages import intents
from models.layout import tree
from models.layout.part import Part
from models.layout.tree import FILL, Leaf, Node
from models.state.file_naming import Naming
from models.state.settings import DEFAULTS, Settings
from ui.shell.choice_row import GAP, HEIGHT, ChoiceRow, labelled
from ui.text.settings import AskedChoice, Choices, Row, Stepper
from ui.theme import BODY, NUMBER, PALETTE
from ui.widgets.button import ON, PLAIN, PushButton
from ui.widgets.label import TextLabel
from ui.widgets.placing import box_of, pixels, place
from ui.window import system_scale

Post = Callable[[intents.Intent], None]


def setting_row(name: str, row: Row, post: Post) -> ChoiceRow[Settings] | StepperRow:
    """Return the row for the setting `name`."""
    match row:
        case Choices(title=title, values=values):
            return ChoiceRow(
                title,
                [
                    (words, partial(post, intents.ChangeSetting(name, value)), _is(name, value))
                    for value, words in values.items()
                ],
            )
        case AskedChoice(title=title, default=words, thing=thing, ask=label):
            is_default = _is(name, attrgetter(name)(DEFAULTS))
            reset = intents.ChangeSetting(name, attrgetter(name)(DEFAULTS))
            ask = intents.BeginRename(Naming(thing, ""))
            return ChoiceRow(
                title,
                [
                    (words, partial(post, reset), is_default),
                    (label, partial(post, ask), lambda settings: not is_default(settings)),
                ],
            )
        case Stepper():
            return StepperRow(name, row, post)


def _is(name: str, value: object) -> Callable[[Settings], bool]:
    return lambda settings: bool(attrgetter(name)(settings) == value)


class StepperRow(Widget):
    """A title, a number, and buttons to decrease and increase it."""

    def __init__(self, name: str, row: Stepper, post: Post) -> None:
        super().__init__()
        self._value = attrgetter(name)
        self._number = self._read(DEFAULTS)
        self._label = TextLabel(row.title, BODY, PALETTE.second)
        change = partial(intents.ChangeSetting, name)
        self._minus = PushButton(lambda: post(change(self._number - row.step)), "-")
        self._shown = TextLabel(face=NUMBER, align="center")
        self._plus = PushButton(lambda: post(change(self._number + row.step)), "+")
        self._unset = PushButton(lambda: post(change(None)), row.unset) if row.unset else None
        for widget in (self._label, self._minus, self._shown, self._plus, self._unset):
            if widget is not None:
                self.add_widget(widget)
        self.bind(pos=self._place, size=self._place)

    def _read(self, settings: Settings) -> float:
        """Return the number; while it is left to the system, that of the scale."""
        value = self._value(settings)
        return 100 * system_scale() if value is None else float(value)

    def show(self, settings: Settings) -> None:
        """Show the number."""
        self._number = self._read(settings)
        self._shown.show(f"{self._number:g}")
        if self._unset is not None:
            chosen = self._value(settings) is None
            self._unset.show(self._unset.text, style=ON if chosen else PLAIN)

    def height_in(self, width: int) -> Part:
        """Return the height in pixels that it needs at a width."""
        return self._tree().height_in(width)

    def _tree(self) -> Node:
        tall = Part(pixels(HEIGHT))
        pieces = ((self._minus, 52), (self._shown, 72), (self._plus, 52))
        numbers = [Leaf(widget, Part(pixels(wide)), tall) for widget, wide in pieces]
        if self._unset is not None:
            numbers.append(Leaf(self._unset, Part(self._unset.natural_width()), tall))
        return labelled(self._label, tree.Row(tuple(numbers), pixels(GAP), across=FILL))

    def _place(self, *_: object) -> None:
        place(self._tree(), box_of(self))
