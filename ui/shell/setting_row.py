"""A row of a sheet for one setting, made from its words in `ui/text/settings.py`."""

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
from ui.text.settings import FOLDER, Choices, FolderChoice, Row, Stepper
from ui.theme import BODY, NUMBER, PALETTE
from ui.widgets.button import PushButton
from ui.widgets.label import TextLabel

Say = Callable[[intents.Intent], None]


def setting_row(name: str, row: Row, say: Say) -> ChoiceRow[Settings] | StepperRow:
    """Return the row for the setting `name`."""
    match row:
        case Choices(title=title, values=values):
            return ChoiceRow(
                title,
                [
                    (words, partial(say, intents.ChangeSetting(name, value)), _is(name, value))
                    for value, words in values.items()
                ],
            )
        case FolderChoice(title=title, default=words, thing=thing):
            usual = _is(name, attrgetter(name)(DEFAULTS))
            reset = intents.ChangeSetting(name, attrgetter(name)(DEFAULTS))
            ask = intents.BeginRename(Naming(thing, ""))
            return ChoiceRow(
                title,
                [
                    (words, partial(say, reset), usual),
                    (FOLDER, partial(say, ask), lambda settings: not usual(settings)),
                ],
            )
        case Stepper(title=title, step=step):
            return StepperRow(name, title, step, say)


def _is(name: str, value: object) -> Callable[[Settings], bool]:
    return lambda settings: bool(attrgetter(name)(settings) == value)


class StepperRow(Widget):
    """A title, a number, and buttons that make it less or more."""

    def __init__(self, name: str, title: str, step: float, say: Say) -> None:
        super().__init__()
        self._value = attrgetter(name)
        self._number = float(self._value(DEFAULTS))
        self._label = TextLabel(title, BODY, PALETTE.second)
        change = partial(intents.ChangeSetting, name)
        self._less = PushButton(lambda: say(change(self._number - step)), "-")
        self._shown = TextLabel(face=NUMBER, align="center")
        self._more = PushButton(lambda: say(change(self._number + step)), "+")
        for piece in (self._label, self._less, self._shown, self._more):
            self.add_widget(piece)
        self.bind(pos=self._place, size=self._place)

    def show(self, settings: Settings) -> None:
        """Show the number."""
        self._number = float(self._value(settings))
        self._shown.show(f"{self._number:g}")

    def _place(self, *_: object) -> None:
        self._label.pos, self._label.size = self.pos, (dp(LABEL), self.height)
        x = self.x + dp(LABEL)
        for piece, wide in ((self._less, 52), (self._shown, 72), (self._more, 52)):
            piece.size, piece.pos = (dp(wide), self.height), (round(x), self.y)
            x += dp(wide + 8)
