"""Row of a sheet for one setting, built from its texts in `ui/text/settings.py`."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import partial
from operator import attrgetter
from typing import cast

from kivy.uix.widget import Widget

from actors.messages import intents
from models.layout import tree
from models.layout.part import Part
from models.layout.tree import FILL, Leaf, Node
from models.state.file_naming import Naming
from models.state.notice import Notice, NoticeKind
from models.state.setting import Number, Percent
from models.state.settings import DEFAULTS, SETTINGS, Settings
from ui.shell.choice_row import GAP, HEIGHT, Choice, ChoiceRow, labelled
from ui.text import settings as text
from ui.text.settings import AskedChoice, Choices, Row, Stepper
from ui.theme import BODY, PALETTE
from ui.widgets.button import ON, PLAIN, PushButton
from ui.widgets.label import TextLabel
from ui.widgets.number_field import NumberField
from ui.widgets.placing import box_of, pixels, place
from ui.window import system_scale
from ui.window_place import most_percent

Post = Callable[[intents.Intent], None]


def setting_row(name: str, row: Row, post: Post) -> SettingRow:
    """Return the row for the setting `name`."""
    match row:
        case Choices(title=title, values=values, about=about):
            return ValueRow(
                title,
                [
                    (words, partial(post, intents.ChangeSetting(name, value)), _is(name, value))
                    for value, words in values.items()
                ],
                lambda _settings: about,
            ).called(name)
        case AskedChoice(title=title, default=words, thing=thing, ask=label, about=about):
            is_default = _is(name, attrgetter(name)(DEFAULTS))
            reset = intents.ChangeSetting(name, attrgetter(name)(DEFAULTS))
            ask = intents.BeginRename(Naming(thing, ""))
            return ValueRow(
                title,
                [
                    (words, partial(post, reset), is_default),
                    (label, partial(post, ask), lambda settings: not is_default(settings)),
                ],
                lambda now: about if is_default(now) else text.in_use(attrgetter(name)(now)),
            ).called(name)
        case Stepper():
            return StepperRow(name, row, post)


def _is(name: str, value: object) -> Callable[[Settings], bool]:
    return lambda settings: bool(attrgetter(name)(settings) == value)


class ValueRow(ChoiceRow[Settings]):
    """A title, a button for each value, and what explains them."""

    def __init__(
        self,
        words: str,
        choices: Sequence[Choice[Settings]],
        about: Callable[[Settings], str],
    ) -> None:
        super().__init__(words, choices)
        self.about = about
        """Returns the explanation below the row; empty: there is none."""


class StepperRow(Widget):
    """A title, a number that can be typed, and buttons to decrease and increase it."""

    def __init__(self, name: str, row: Stepper, post: Post) -> None:
        super().__init__()
        self._name, self._row, self._post = name, row, post
        self._value = attrgetter(name)
        self._number = self._read(DEFAULTS)
        (setting,) = (one for one in SETTINGS if one.name == name)
        kind = cast("Number | Percent", setting.kind)
        self._bounds = (kind.low, kind.high)
        self._label = TextLabel(row.title, BODY, PALETTE.second)
        self._minus = PushButton(lambda: self._change(self._number - row.step), text.LESS)
        self.field = NumberField(self._typed, "")
        self._plus = PushButton(lambda: self._change(self._number + row.step), text.MORE)
        unset = partial(post, intents.ChangeSetting(name, None))
        self._unset = PushButton(unset, row.unset) if row.unset else None
        for widget in (self._label, self._minus, self.field, self._plus, self._unset):
            if widget is not None:
                self.add_widget(widget)
        for widget in (self._minus, self.field, self._plus, self._unset):
            if widget is not None:
                widget.name = f"{name} {widget.text if widget is not self.field else 'number'}"
        self.bind(pos=self._place, size=self._place)

    @property
    def _most(self) -> int | None:
        """The largest percentage of the scale that the screen carries; `None`: any."""
        return most_percent() if self._name == "scale" else None

    def _read(self, settings: Settings) -> float:
        """Return the number; while it is left to the system, that of the scale."""
        value = self._value(settings)
        return 100 * system_scale() if value is None else float(value)

    def _change(self, number: float) -> None:
        most = self._most
        self._post(intents.ChangeSetting(self._name, number if most is None else min(number, most)))

    def _typed(self, words: str) -> bool:
        """Take a typed number; say why it is none."""
        low, high = self._bounds
        try:
            number = float(words.strip().rstrip("%").replace(",", "."))
        except ValueError:
            number = math.nan
        if not low <= number <= high:
            reason = text.not_a_number(words, low, high)
            self._post(intents.ShowNotice(Notice(NoticeKind.NUMBER_INVALID, reason=reason)))
            return False
        self._change(number)
        return True

    def about(self, settings: Settings) -> str:
        """Return the explanation below the row."""
        most = self._most
        if most is None or most >= self._bounds[1]:
            return self._row.about
        return text.scale_held(most) if self._read(settings) > most else text.scale_limit(most)

    def show(self, settings: Settings) -> None:
        """Show the number."""
        self._number = self._read(settings)
        self.field.show(f"{self._number:g}")
        if self._unset is not None:
            chosen = self._value(settings) is None
            self._unset.show(self._unset.text, style=ON if chosen else PLAIN)

    def height_in(self, width: int) -> Part:
        """Return the height in pixels that it needs at a width."""
        return self._tree().height_in(width)

    def _tree(self) -> Node:
        tall = Part(pixels(HEIGHT))
        pieces = ((self._minus, 52), (self.field, 88), (self._plus, 52))
        numbers = [Leaf(widget, Part(pixels(wide)), tall) for widget, wide in pieces]
        if self._unset is not None:
            numbers.append(Leaf(self._unset, Part(self._unset.natural_width()), tall))
        return labelled(self._label, tree.Row(tuple(numbers), pixels(GAP), across=FILL))

    def _place(self, *_: object) -> None:
        place(self._tree(), box_of(self))


SettingRow = ValueRow | StepperRow
