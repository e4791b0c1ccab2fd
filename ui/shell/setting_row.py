"""Row of a sheet for one setting, built from its texts in `ui/text/settings.py`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from operator import attrgetter

from kivy.metrics import dp
from kivy.uix.widget import Widget

from actors.messages import intents
from models.state.file_naming import Naming
from models.state.settings import DEFAULTS, Settings
from ui.shell.choice_row import LABEL, ChoiceRow
from ui.text.settings import AskedChoice, Choices, Row, Stepper
from ui.theme import BODY, NUMBER, PALETTE
from ui.widgets.button import PushButton
from ui.widgets.label import TextLabel

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
        case Stepper(title=title, step=step):
            return StepperRow(name, title, step, post)


def _is(name: str, value: object) -> Callable[[Settings], bool]:
    return lambda settings: bool(attrgetter(name)(settings) == value)


class StepperRow(Widget):
    """A title, a number, and buttons to decrease and increase it."""

    def __init__(self, name: str, title: str, step: float, post: Post) -> None:
        super().__init__()
        self._value = attrgetter(name)
        self._number = float(self._value(DEFAULTS))
        self._label = TextLabel(title, BODY, PALETTE.second)
        change = partial(intents.ChangeSetting, name)
        self._minus = PushButton(lambda: post(change(self._number - step)), "-")
        self._shown = TextLabel(face=NUMBER, align="center")
        self._plus = PushButton(lambda: post(change(self._number + step)), "+")
        for widget in (self._label, self._minus, self._shown, self._plus):
            self.add_widget(widget)
        self.bind(pos=self._place, size=self._place)

    def show(self, settings: Settings) -> None:
        """Show the number."""
        self._number = float(self._value(settings))
        self._shown.show(f"{self._number:g}")

    def _place(self, *_: object) -> None:
        self._label.pos, self._label.size = self.pos, (dp(LABEL), self.height)
        x = self.x + dp(LABEL)
        for widget, wide in ((self._minus, 52), (self._shown, 72), (self._plus, 52)):
            widget.size, widget.pos = (dp(wide), self.height), (round(x), self.y)
            x += dp(wide + 8)
