"""Which way sound takes: system, device, rate, buffer; and how that goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from kivy.metrics import dp

from actors.messages import session
from models.audio.clock import rate_words
from models.audio.units import Hertz
from models.audio.wanted import BUFFERS, Device, Wanted
from models.state.app import AppState
from models.state.screen import Sheet
from models.state.transport import Transport
from ui.piece.button import PushButton
from ui.piece.caption import Caption
from ui.piece.menu import Choice, Menu
from ui.shell.choice_row import HEIGHT, LABEL, ChoiceRow
from ui.shell.sheet import SheetFrame
from ui.shell.status_bar import output_words
from ui.theme import BODY, DESKTOP, NUMBER, PALETTE, SMALL

RATES = (44_100, 48_000, 88_200, 96_000)
"""Hertz that are offered as long as nobody knows what the device can do."""
MOST = 5
"""Rates in a row."""
LINE = 58


class SoundSheet(SheetFrame):
    """The sheet behind “Sound…” in the options and the figures in the status bar."""

    def __init__(self, say: Callable[[session.Intent], None], state: AppState) -> None:
        super().__init__("Sound", lambda: say(session.ToggleSheet(Sheet.SOUND)), (640, 420))
        self._say, self._transport = say, state.transport
        self._host = self._row(
            "System",
            [("System's own", "host", ""), ("JACK", "host", "jack")],
        )
        self._label = Caption("Device", BODY, PALETTE.second)
        self._device = PushButton(self._choose_device, "System default")
        self._again = PushButton(lambda: say(session.FindDevices()), "Look again")
        self._rate: ChoiceRow[Wanted] | None = None
        self._offered: tuple[int, ...] = ()
        self._buffer = self._row("Buffer", [(str(size), "buffer", size) for size in BUFFERS])
        self._live = Caption("", NUMBER, PALETTE.loop)
        self._note = Caption("", SMALL, PALETTE.second)
        for piece in (
            *(self._host, self._label, self._device, self._again),
            *(self._buffer, self._live, self._note),
        ):
            self.add_widget(piece)
        self.show(state)

    def _row(self, words: str, choices: list[tuple[str, str, object]]) -> ChoiceRow[Wanted]:
        return ChoiceRow(
            words,
            [
                (text, partial(self._choose, name, value), partial(_is, name, value))
                for text, name, value in choices
            ],
        )

    def show(self, state: AppState) -> None:
        """Show what is chosen, and how sound goes out now."""
        self._transport = known = state.transport
        wanted = known.wanted
        offered = _rates(known)
        if offered != self._offered or self._rate is None:
            self._offer(offered)
        for row in (self._host, self._buffer, self._rate):
            if row is not None:
                row.show(wanted)
        self._device.show(wanted.device or "System default")
        self._live.show(output_words(known.output))
        self._note.show(*_note(known))

    def _offer(self, rates: tuple[int, ...]) -> None:
        if self._rate is not None:
            self.remove_widget(self._rate)
        self._offered = rates
        named = [(rate_words(Hertz(rate)), "rate", rate) for rate in rates]
        self._rate = self._row("Sample rate", [("By itself", "rate", None), *named])
        self.add_widget(self._rate)
        self.place()

    def _choose(self, name: str, value: object) -> None:
        self._say(session.SetOutput(replace(self._transport.wanted, **{name: value})))  # type: ignore[arg-type] # of the kind of its field

    def _choose_device(self) -> None:
        devices = self._transport.devices or ()
        choices = [Choice("System default", partial(self._choose, "device", ""))]
        choices += [
            Choice(f"{one.name} ({one.host})", partial(self._choose, "device", one.name))
            for one in devices
        ]
        Menu.open((self._device.x, self._device.y), DESKTOP, tuple(choices))

    def place(self, *_: object) -> None:
        """Put everything where it belongs."""
        super().place()
        if not hasattr(self, "_note"):
            return
        left, bottom, width, height = self.card
        x, wide, y = left + dp(20), width - dp(40), bottom + height - dp(112)
        self._host.pos, self._host.size = (x, y), (wide, dp(HEIGHT))
        y -= dp(LINE)
        self._label.pos, self._label.size = (x, y), (dp(LABEL), dp(HEIGHT))
        again = self._again.natural_width()
        self._again.size, self._again.pos = (again, dp(HEIGHT)), (x + wide - again, y)
        self._device.pos = (x + dp(LABEL), y)
        self._device.size = (wide - dp(LABEL + 8) - again, dp(HEIGHT))
        for row in (self._rate, self._buffer):
            y -= dp(LINE)
            if row is not None:
                row.pos, row.size = (x, y), (wide, dp(HEIGHT))
        self._live.pos, self._live.size = (x, y - dp(44)), (wide, dp(28))
        self._note.pos, self._note.size = (x, y - dp(70)), (wide, dp(26))


def _is(name: str, value: object, wanted: Wanted) -> bool:
    return bool(getattr(wanted, name) == value)


def _chosen(known: Transport) -> Device | None:
    return next((one for one in known.devices or () if one.name == known.wanted.device), None)


def _rates(known: Transport) -> tuple[int, ...]:
    """Return the rates to offer: what the device can do, if that is known."""
    device = _chosen(known)
    return tuple(device.rates[:MOST]) if device is not None and device.rates else RATES


def _note(known: Transport) -> tuple[str, tuple[float, float, float, float]]:
    if known.output.instead:
        return f"Not as chosen: {known.output.instead}. Your choice is kept", PALETTE.trash
    if known.devices_problem:
        return f"The devices are not known: {known.devices_problem}", PALETTE.trash
    if known.devices is None:
        return "Looking for devices…", PALETTE.second
    if known.wanted.device and _chosen(known) is None:
        return f"“{known.wanted.device}” is not there now; your choice is kept", PALETTE.accent
    return "What plays goes on when you choose another way", PALETTE.second
