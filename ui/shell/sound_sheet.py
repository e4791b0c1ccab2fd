"""Audio sheet: output device, playback settings, and the running output."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from actors.messages import intents
from models.audio.output_config import OutputConfig
from models.layout.part import Part
from models.layout.tree import FILL, Flow, Leaf, Node
from models.state.screen import Sheet
from models.state.settings import Settings
from models.state.transport import Transport
from ui.shell.audio_choices import Offers, rows
from ui.shell.choice_row import GAP, HEIGHT, labelled
from ui.shell.output_colour import output_colour
from ui.shell.setting_row import setting_row
from ui.shell.sheet import SheetFrame, line
from ui.text import audio_output as text
from ui.text.settings import AUDIO_ROWS
from ui.theme import BODY, DESKTOP, NUMBER, PALETTE, SMALL
from ui.widgets.button import PushButton
from ui.widgets.dropdown import Dropdown
from ui.widgets.label import TextLabel
from ui.widgets.menu import Choice
from ui.widgets.paragraph import Paragraph
from ui.widgets.placing import pixels


class SoundSheet(SheetFrame):
    """The sheet behind “Audio…” in the settings and the figures in the status bar."""

    def __init__(
        self, post: Callable[[intents.Intent], None], settings: Settings, known: Transport
    ) -> None:
        super().__init__(text.TITLE, lambda: post(intents.ToggleSheet(Sheet.SOUND)), (600, 0))
        self._post = post
        offers = rows(settings.route, known)
        self._rows = [
            (TextLabel(one.name, BODY, PALETTE.second), Dropdown(DESKTOP)) for one in offers
        ]
        self._left = PushButton(partial(post, intents.PlayTone(0)), text.TEST_LEFT)
        self._right = PushButton(partial(post, intents.PlayTone(1)), text.TEST_RIGHT)
        self._again = PushButton(partial(post, intents.RescanDevices()), text.RESCAN)
        self._settings = [setting_row(name, row, post) for name, row in AUDIO_ROWS.items()]
        self._live = Paragraph("", NUMBER, PALETTE.loop)
        self._note = Paragraph("", SMALL, PALETTE.second)
        self._test_label = TextLabel()
        for label, dropdown in self._rows:
            self.add_widget(label)
            self.add_widget(dropdown)
        for widget in (
            *(self._left, self._right, self._again),
            *(*self._settings, self._live, self._note, self._test_label),
        ):
            self.add_widget(widget)
        self.show(settings, known)

    def show(self, settings: Settings, known: Transport) -> None:
        """Show the current values and the running output."""
        for (_, dropdown), offers in zip(self._rows, rows(settings.route, known), strict=True):
            dropdown.offer(offers.now, self._offered(offers))
        for row in self._settings:
            row.show(settings)
        self._live.show(
            text.output_summary(known.output),
            PALETTE.trash if known.output.silent else output_colour(known.output, PALETTE.loop),
        )
        self._note.show(*_note(known))
        self.place()

    def _offered(self, offers: Offers) -> tuple[Choice, ...]:
        return tuple(Choice(line.words, partial(self._go, line.route)) for line in offers.lines)

    def _go(self, route: OutputConfig) -> None:
        self._post(intents.ChangeSetting("route", route))

    def content(self) -> Sequence[Node]:
        """Return the rows below the title."""
        tall = Part(pixels(HEIGHT))
        devices = [labelled(label, Leaf(menu, FILL, tall)) for label, menu in self._rows]
        tests = tuple(
            Leaf(one, Part(one.natural_width()), tall)
            for one in (self._left, self._right, self._again)
        )
        return [
            *devices,
            labelled(self._test_label, Flow(tests, pixels(GAP), pixels(GAP))),
            *(Leaf(one, FILL, one.height_in) for one in self._settings),
            line(self._live),
            line(self._note),
        ]


def _note(known: Transport) -> tuple[str, tuple[float, float, float, float]]:
    substitution = known.output.substitution
    if substitution:
        return text.substitute_output(known.output.device, substitution), PALETTE.trash
    if known.devices is None:
        return text.SEARCHING, PALETTE.second
    if known.devices.error:
        return text.no_device_list(known.devices.error), PALETTE.trash
    return text.FALLBACK, PALETTE.second
