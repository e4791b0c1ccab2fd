"""Import sheet: offers to import the library of the Rust program sempal, and shows the report."""

from __future__ import annotations

import webbrowser
from collections.abc import Callable
from pathlib import Path

from actors.messages import intents
from models.state.predecessor import Predecessor
from models.state.screen import Sheet
from ui.shell.text_sheet import TextSheet
from ui.text import predecessor as text
from ui.text.common import CLOSE, DONE, IMPORT, IMPORT_PREDECESSOR
from ui.theme import BODY, PALETTE
from ui.widgets.button import PRIMARY, PushButton
from ui.widgets.paragraph import Paragraph


class ImportSheet(TextSheet):
    """The sheet of the first start, and behind “Import” in the settings."""

    def __init__(self, post: Callable[[intents.Intent], None]) -> None:
        close = lambda: post(intents.ToggleSheet(Sheet.IMPORT))  # noqa: E731 - short
        super().__init__(IMPORT_PREDECESSOR, close, (760, 0))
        self._shown: Predecessor | None = None
        self._post, self._shut = post, close

    def show(self, known: Predecessor) -> None:
        """Show what was found, the progress, or the report."""
        if known is self._shown:
            return
        self._shown = known
        lines = _lines(known)
        labels = [
            Paragraph(line, BODY, PALETTE.text if not at else PALETTE.second)
            for at, line in enumerate(lines)
        ]
        self.put(labels, self._choices(known))

    def _choices(self, known: Predecessor) -> list[PushButton]:
        """Return the buttons, the most likely one first."""
        if known.report is not None:
            path = known.report_path
            opened = PushButton(lambda: _open(path), text.OPEN_REPORT)
            return [PushButton(self._shut, DONE, "check", style=PRIMARY), *([opened] * bool(path))]
        if known.running or not known.summary:
            return [PushButton(self._shut, CLOSE)]
        take = PushButton(lambda: self._post(intents.ImportPredecessor()), IMPORT, style=PRIMARY)
        return [take, PushButton(lambda: self._post(intents.DeclineImport()), text.NOT_NOW)]


def _open(path: str) -> None:
    webbrowser.open(Path(path).as_uri())  # opens the system's default application


def _lines(known: Predecessor) -> list[str]:
    if known.report is not None:
        return list(known.report.lines())
    if known.cut_short:
        return [text.CUT_SHORT, known.reason]
    if known.reason:
        return [text.FAILED, known.reason]
    if known.running:
        return [text.IMPORTING]
    if known.summary is None:
        return [text.SEARCHING]
    if not known.summary:
        return [text.NOTHING]
    return [text.found_summary(known.summary), text.SAFE, *known.places]
