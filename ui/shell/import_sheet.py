"""Offer to take over what the Rust program of our name left, and tell what came of it."""

from __future__ import annotations

import webbrowser
from collections.abc import Callable
from pathlib import Path

from kivy.metrics import dp

from actors.messages import session
from models.state.app import AppState
from models.state.predecessor import Predecessor
from models.state.screen import Sheet
from ui.piece.button import PRIMARY, PushButton
from ui.piece.caption import Caption
from ui.shell.sheet import SheetFrame
from ui.theme import BODY, PALETTE

LINE = 26
SAFE = "Its files stay as they are. Sources, collections, marks and choices are taken over."


class ImportSheet(SheetFrame):
    """The sheet of the first start, and behind “Import” in the options."""

    def __init__(self, say: Callable[[session.Intent], None]) -> None:
        close = lambda: say(session.ToggleSheet(Sheet.IMPORT))  # noqa: E731 - short
        super().__init__("Import from the earlier sempal", close, (760, 440))
        self._shown: Predecessor | None = None
        self._lines: list[Caption] = []
        self._buttons: list[PushButton] = []
        self._say, self._shut = say, close

    def show(self, state: AppState) -> None:
        """Show what there is, how far it is, or what came of it."""
        if state.predecessor is self._shown:
            return
        self._shown = state.predecessor
        self.clear_widgets([*self._lines, *self._buttons])
        lines = _lines(state.predecessor)
        room = max(1, int((self._wanted[1] - 150) / LINE))
        if len(lines) > room:
            lines = [*lines[: room - 1], f"… and {len(lines) - room + 1} more lines in the report"]
        self._lines = [
            Caption(line, BODY, PALETTE.text if not at else PALETTE.second)
            for at, line in enumerate(lines)
        ]
        self._buttons = self._choices(state.predecessor)
        for piece in (*self._lines, *self._buttons):
            self.add_widget(piece)
        self.place()

    def _choices(self, known: Predecessor) -> list[PushButton]:
        """Return the buttons, the likeliest first."""
        if known.report is not None:
            path = known.report_path
            opened = PushButton(lambda: _open(path), "Open the report")
            return [PushButton(self._shut, "Done", "check", look=PRIMARY), *([opened] * bool(path))]
        if known.running or not known.summary:
            return [PushButton(self._shut, "Close")]
        take = PushButton(lambda: self._say(session.ImportPredecessor()), "Import", look=PRIMARY)
        return [take, PushButton(lambda: self._say(session.DeclineImport()), "Not now")]

    def place(self, *_: object) -> None:
        """Put everything where it belongs."""
        super().place()
        left, bottom, width, height = self.card
        y = bottom + height - dp(64)
        for line in getattr(self, "_lines", ()):
            y -= dp(LINE)
            line.pos, line.size = (left + dp(20), y), (width - dp(40), dp(LINE))
        x = left + width - dp(20)
        for button in getattr(self, "_buttons", ()):
            button.size = (button.natural_width() + dp(12), dp(44))
            x -= button.width
            button.pos = (round(x), bottom + dp(20))
            x -= dp(10)


def _open(path: str) -> None:
    webbrowser.open(Path(path).as_uri())  # which asks the system for whatever opens a text


def _lines(known: Predecessor) -> list[str]:
    if known.report is not None:
        return list(known.report.lines())
    if known.cut_short:
        return ["The import was cut short: all of it was imported, or nothing.", known.failure]
    if known.failure:
        return ["Nothing was imported, and nothing was changed.", known.failure]
    if known.running:
        return ["Importing…"]
    if known.summary is None:
        return ["Looking…"]
    if not known.summary:
        return ["Nothing of the earlier sempal was found."]
    return [f"Found: {known.summary}.", SAFE, *known.places]
