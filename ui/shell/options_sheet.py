"""Choices about the app itself; each acts at once."""

from __future__ import annotations

from collections.abc import Callable

from kivy.metrics import dp

from actors.messages import session
from models.state.app import AppState
from models.state.screen import Density, Sheet
from models.waveform.columns import Channels
from ui.piece.button import ON, PLAIN, PushButton
from ui.piece.caption import Caption
from ui.shell.sheet import SheetFrame
from ui.theme import BODY, PALETTE

LABEL = 170


class OptionsSheet(SheetFrame):
    """The sheet behind “Options”."""

    def __init__(self, say: Callable[[session.Intent], None]) -> None:
        super().__init__("Options", lambda: say(session.ToggleSheet(Sheet.OPTIONS)), (560, 300))
        self._rows: list[tuple[Caption, list[tuple[PushButton, Callable[[AppState], bool]]]]] = []
        self._row(
            "Size of rows and targets",
            ("Desktop", session.SetDensity(Density.DESKTOP), _density(Density.DESKTOP)),
            ("Tablet", session.SetDensity(Density.TABLET), _density(Density.TABLET)),
            say=say,
        )
        self._row(
            "Waveform",
            ("Each channel", session.ShowChannels(Channels.SPLIT), _channels(Channels.SPLIT)),
            ("All in one", session.ShowChannels(Channels.MONO), _channels(Channels.MONO)),
            say=say,
        )
        self._row(
            "Moving through the list",
            ("Plays", session.SetAudition(on=True), lambda state: state.screen.audition),
            ("Is silent", session.SetAudition(on=False), lambda state: not state.screen.audition),
            say=say,
        )

    def _row(
        self,
        words: str,
        *choices: tuple[str, session.Intent, Callable[[AppState], bool]],
        say: Callable[[session.Intent], None],
    ) -> None:
        label = Caption(words, BODY, PALETTE.second)
        self.add_widget(label)
        buttons: list[tuple[PushButton, Callable[[AppState], bool]]] = []
        for text, intent, chosen in choices:
            button = PushButton(_saying(say, intent), text)
            self.add_widget(button)
            buttons.append((button, chosen))
        self._rows.append((label, buttons))

    def show(self, state: AppState) -> None:
        """Mark what is chosen."""
        for _, buttons in self._rows:
            for button, chosen in buttons:
                button.show(button.text, look=ON if chosen(state) else PLAIN)

    def place(self, *_: object) -> None:
        """Put everything where it belongs."""
        super().place()
        left, bottom, width, height = self.card
        y = bottom + height - dp(112)
        for label, buttons in getattr(self, "_rows", ()):
            label.pos, label.size = (left + dp(20), y), (dp(LABEL), dp(44))
            wide = (width - dp(LABEL + 40 + 10)) / len(buttons)
            for number, (button, _) in enumerate(buttons):
                button.size = (round(wide - dp(8)), dp(44))
                button.pos = (round(left + dp(20 + LABEL) + number * wide), y)
            y -= dp(58)


def _saying(say: Callable[[session.Intent], None], intent: session.Intent) -> Callable[[], None]:
    return lambda: say(intent)


def _density(density: Density) -> Callable[[AppState], bool]:
    return lambda state: state.screen.density is density


def _channels(channels: Channels) -> Callable[[AppState], bool]:
    return lambda state: state.editor.channels is channels
