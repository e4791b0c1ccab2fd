"""Which way sound takes, how samples are made to sound, and how that goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from kivy.metrics import dp

from actors.messages import intents
from models.audio.output_config import OutputConfig
from models.audio.playback_settings import PlaybackSettings
from models.audio.units import Seconds
from models.state.app import AppState
from models.state.screen import Sheet
from models.state.transport import Transport
from ui.shell.audio_choices import Offers, rows
from ui.shell.choice_row import HEIGHT, LABEL, ChoiceRow
from ui.shell.sheet import SheetFrame
from ui.text import audio_output as text
from ui.theme import BODY, DESKTOP, NUMBER, PALETTE, SMALL
from ui.widgets.button import PushButton
from ui.widgets.dropdown import Dropdown
from ui.widgets.label import TextLabel
from ui.widgets.menu import Choice

LINE = 50
"""dp from one row to the next."""
LISTENING: tuple[tuple[str, str, tuple[tuple[str, object], ...]], ...] = (
    ("Samples are", "normalise", (("As loud as they are", False), ("All as loud", True))),
    ("Both sides", "mono", (("Stereo", False), ("Mono check", True))),
    ("Long samples begin", "loudest", (("At the start", False), ("At their loudest", True))),
    ("Fades", "fade", tuple((f"{ms} ms", Seconds(ms / 1000)) for ms in (1, 5, 20, 50))),
)
"""Words, field of `PlaybackSettings`, and its choices."""


class SoundSheet(SheetFrame):
    """The sheet behind “Sound…” in the options and the figures in the status bar."""

    def __init__(self, say: Callable[[intents.Intent], None], state: AppState) -> None:
        super().__init__(text.TITLE, lambda: say(intents.ToggleSheet(Sheet.SOUND)), (600, 640))
        self._say, self._transport = say, state.transport
        offers = rows(state.transport)
        self._rows = [
            (TextLabel(one.name, BODY, PALETTE.second), Dropdown(DESKTOP)) for one in offers
        ]
        self._left = PushButton(partial(say, intents.PlayTone(0)), text.TEST_LEFT)
        self._right = PushButton(partial(say, intents.PlayTone(1)), text.TEST_RIGHT)
        self._again = PushButton(partial(say, intents.RescanDevices()), text.RESCAN)
        self._listening = [self._choices(*one) for one in LISTENING]
        self._live = TextLabel("", NUMBER, PALETTE.loop)
        self._note = TextLabel("", SMALL, PALETTE.second)
        for label, dropdown in self._rows:
            self.add_widget(label)
            self.add_widget(dropdown)
        for piece in (
            *(self._left, self._right, self._again),
            *(*self._listening, self._live, self._note),
        ):
            self.add_widget(piece)
        self.show(state)
        self.place()

    def _choices(
        self, words: str, name: str, choices: tuple[tuple[str, object], ...]
    ) -> ChoiceRow[PlaybackSettings]:
        return ChoiceRow(
            words,
            [
                (called, partial(self._listen, name, value), partial(_is, name, value))
                for called, value in choices
            ],
        )

    def show(self, state: AppState) -> None:
        """Show what is chosen, and how sound goes out now."""
        known = self._transport = state.transport
        for (_, dropdown), offers in zip(self._rows, rows(known), strict=True):
            dropdown.offer(offers.now, self._offered(offers))
        for row in self._listening:
            row.show(known.listening)
        self._live.show(
            text.running(known.output), PALETTE.trash if known.output.silent else PALETTE.loop
        )
        self._note.show(*_note(known))

    def _offered(self, offers: Offers) -> tuple[Choice, ...]:
        return tuple(Choice(line.words, partial(self._go, line.route)) for line in offers.lines)

    def _go(self, route: OutputConfig) -> None:
        self._say(intents.SetOutputConfig(route))

    def _listen(self, name: str, value: object) -> None:
        listening = replace(self._transport.listening, **{name: value})  # type: ignore[arg-type] # of the kind of its field
        self._say(intents.SetPlaybackSettings(listening))

    def place(self, *_: object) -> None:
        """Put everything where it belongs."""
        super().place()
        if not hasattr(self, "_note"):
            return
        left, bottom, width, height = self.card
        x, wide, y = left + dp(20), width - dp(40), bottom + height - dp(104)
        for label, dropdown in self._rows:
            label.pos, label.size = (x, y), (dp(LABEL), dp(HEIGHT))
            dropdown.pos, dropdown.size = (x + dp(LABEL), y), (wide - dp(LABEL), dp(HEIGHT))
            y -= dp(LINE)
        at = x + dp(LABEL)
        for button in (self._left, self._right, self._again):
            button.size = (button.natural_width(), dp(HEIGHT))
            button.pos = (round(at), y)
            at += button.width + dp(8)
        for row in self._listening:
            y -= dp(LINE)
            row.pos, row.size = (x, y), (wide, dp(HEIGHT))
        self._live.pos, self._live.size = (x, y - dp(36)), (wide, dp(28))
        self._note.pos, self._note.size = (x, y - dp(60)), (wide, dp(26))


def _is(name: str, value: object, listening: PlaybackSettings) -> bool:
    return bool(getattr(listening, name) == value)


def _note(known: Transport) -> tuple[str, tuple[float, float, float, float]]:
    note = known.output.note
    if note:
        return text.substitute(known.output.device, note), PALETTE.trash
    if known.devices is None:
        return text.SEARCHING, PALETTE.second
    if known.devices.error:
        return text.unlisted(known.devices.error), PALETTE.trash
    return text.FALLBACK, PALETTE.second
