"""Settings sheet: every row of `ui/text/settings.py`; each change takes effect at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from actors.messages import intents
from models.layout.part import Part
from models.layout.tree import FILL, Leaf, Margin, Node, Row
from models.state.screen import Sheet
from models.state.settings import Settings
from ui.shell.choice_row import ABOVE, LABEL, NARROW, ChoiceRow
from ui.shell.log import copy_log
from ui.shell.setting_row import SettingRow, setting_row
from ui.shell.sheet import INSET, SheetFrame
from ui.text import settings as text
from ui.text.common import IMPORT_PREDECESSOR
from ui.theme import HEADING, PALETTE, SMALL
from ui.widgets.label import TextLabel
from ui.widgets.paragraph import Paragraph
from ui.widgets.placing import pixels

OVER, BELOW = 14, 8
"""dp above a heading, and below an explanation."""


class OptionsSheet(SheetFrame):
    """The sheet behind “Settings”: rows by groups, with what explains them."""

    def __init__(self, post: Callable[[intents.Intent], None]) -> None:
        super().__init__(text.TITLE, lambda: post(intents.ToggleSheet(Sheet.OPTIONS)), (720, 0))
        presses: dict[str, tuple[tuple[str, str, Callable[[], None]], ...]] = {
            text.PLAYBACK: ((text.DEVICE, text.AUDIO, partial(post, intents.OpenAudioSheet())),),
            text.FILES: ((text.COPIES, text.BACKUPS, partial(post, intents.OpenBackups())),),
            text.MACHINES: ((text.MODEL, text.MODELS, partial(post, intents.OpenModels())),),
            text.ADVANCED: (
                (text.OTHER, IMPORT_PREDECESSOR, partial(post, intents.OfferImport())),
                (text.LOG, text.COPY_LOG, lambda: post(copy_log())),
            ),
        }
        self._groups: list[tuple[TextLabel, list[tuple[SettingRow, Paragraph]]]] = []
        self._further: dict[TextLabel, list[ChoiceRow[Settings]]] = {}
        for heading, rows in text.GROUPS.items():
            label = TextLabel(heading.upper(), HEADING, PALETTE.third)
            made = [
                (setting_row(name, row, post), Paragraph("", SMALL, PALETTE.third))
                for name, row in rows.items()
            ]
            self._groups.append((label, made))
            self._further[label] = [
                ChoiceRow[Settings](title, [(words, press, lambda _settings: False)])
                for title, words, press in presses.get(heading, ())
            ]
            self.add_widget(label)
            for widget in (*(one for pair in made for one in pair), *self._further[label]):
                self.add_widget(widget)

    def show(self, settings: Settings) -> None:
        """Highlight the current values, and explain them."""
        for _, rows in self._groups:
            for row, about in rows:
                row.show(settings)
                about.show(row.about(settings))
        self.place()

    def content(self) -> Sequence[Node]:
        """Return the rows below the title, each group below its heading."""
        wide = self.card_width - 2 * pixels(INSET)
        indent = pixels(LABEL) if wide >= pixels(NARROW) else 0
        found: list[Node] = []
        for label, rows in self._groups:
            above = pixels(OVER) if found else 0
            heading = Leaf(label, FILL, Part(pixels(ABOVE)))
            found.append(Row((heading,), margin=Margin(top=above), across=FILL))
            for row, about in rows:
                found.append(Leaf(row, FILL, row.height_in))
                if about.text:
                    words = Leaf(about, FILL, about.height_in)
                    margin = Margin(left=indent, bottom=pixels(BELOW))
                    found.append(Row((words,), margin=margin, across=FILL))
                else:
                    found.append(Leaf(about, FILL, Part(0)))
            found += [Leaf(one, FILL, one.height_in) for one in self._further[label]]
        return found
