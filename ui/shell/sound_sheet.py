"""Audio sheet: output device, playback settings, and the running output."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kivy.metrics import dp

from actors.messages import intents
from models.audio.output_config import OutputConfig
from models.state.screen import Sheet
from models.state.settings import Settings
from models.state.transport import Transport
from ui.shell.audio_choices import Offers, rows
from ui.shell.choice_row import HEIGHT, LABEL
from ui.shell.setting_row import setting_row
from ui.shell.sheet import SheetFrame
from ui.text import audio_output as text
from ui.text.settings import AUDIO_ROWS
from ui.theme import BODY, DESKTOP, NUMBER, PALETTE, SMALL
from ui.widgets.button import PushButton
from ui.widgets.dropdown import Dropdown
from ui.widgets.label import TextLabel
from ui.widgets.menu import Choice

LINE = 50
"""Row height in dp."""


class SoundSheet(SheetFrame):
    """The sheet behind “Audio…” in the settings and the figures in the status bar."""

    def __init__(
        self, post: Callable[[intents.Intent], None], settings: Settings, known: Transport
    ) -> None:
        super().__init__(text.TITLE, lambda: post(intents.ToggleSheet(Sheet.SOUND)), (600, 640))
        self._post = post
        offers = rows(settings.route, known)
        self._rows = [
            (TextLabel(one.name, BODY, PALETTE.second), Dropdown(DESKTOP)) for one in offers
        ]
        self._left = PushButton(partial(post, intents.PlayTone(0)), text.TEST_LEFT)
        self._right = PushButton(partial(post, intents.PlayTone(1)), text.TEST_RIGHT)
        self._again = PushButton(partial(post, intents.RescanDevices()), text.RESCAN)
        self._settings = [setting_row(name, row, post) for name, row in AUDIO_ROWS.items()]
        self._live = TextLabel("", NUMBER, PALETTE.loop)
        self._note = TextLabel("", SMALL, PALETTE.second)
        for label, dropdown in self._rows:
            self.add_widget(label)
            self.add_widget(dropdown)
        for widget in (
            *(self._left, self._right, self._again),
            *(*self._settings, self._live, self._note),
        ):
            self.add_widget(widget)
        self.show(settings, known)
        self.place()

    def show(self, settings: Settings, known: Transport) -> None:
        """Show the current values and the running output."""
        for (_, dropdown), offers in zip(self._rows, rows(settings.route, known), strict=True):
            dropdown.offer(offers.now, self._offered(offers))
        for row in self._settings:
            row.show(settings)
        self._live.show(
            text.output_summary(known.output),
            PALETTE.trash if known.output.silent else PALETTE.loop,
        )
        self._note.show(*_note(known))

    def _offered(self, offers: Offers) -> tuple[Choice, ...]:
        return tuple(Choice(line.words, partial(self._go, line.route)) for line in offers.lines)

    def _go(self, route: OutputConfig) -> None:
        self._post(intents.ChangeSetting("route", route))

    def place(self, *_: object) -> None:
        """Lay out the widgets."""
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
        for row in self._settings:
            y -= dp(LINE)
            row.pos, row.size = (x, y), (wide, dp(HEIGHT))
        self._live.pos, self._live.size = (x, y - dp(36)), (wide, dp(28))
        self._note.pos, self._note.size = (x, y - dp(60)), (wide, dp(26))


def _note(known: Transport) -> tuple[str, tuple[float, float, float, float]]:
    substitution = known.output.substitution
    if substitution:
        return text.substitute_output(known.output.device, substitution), PALETTE.trash
    if known.devices is None:
        return text.SEARCHING, PALETTE.second
    if known.devices.error:
        return text.no_device_list(known.devices.error), PALETTE.trash
    return text.FALLBACK, PALETTE.second
