"""Forget sheet: confirms that a source or folder is forgotten, and lists what is lost."""

from __future__ import annotations

from collections.abc import Callable

from actors.messages import intents
from models.library.file_name import display_name, display_path
from models.state.browser import Forgetting
from models.state.screen import Sheet
from ui.shell.text_sheet import TextSheet
from ui.text import forget as text
from ui.text.common import CANCEL
from ui.text.reports import decisions_words
from ui.theme import BODY, PALETTE
from ui.widgets.button import PRIMARY, PushButton
from ui.widgets.paragraph import Paragraph


class ForgetSheet(TextSheet):
    """The sheet behind “Forget for good…” and “Forget missing files…”."""

    def __init__(self, post: Callable[[intents.Intent], None], asked: Forgetting) -> None:
        missing = asked.decisions.samples if asked.missing_only else 0
        title = text.title(display_name(asked.path), missing)
        close = lambda: post(intents.ToggleSheet(Sheet.FORGET))  # noqa: E731 - short
        super().__init__(title, close, (560, 0))
        lines = (
            display_path(asked.path),
            text.lost_decisions(decisions_words(asked.decisions)),
            text.WARNING,
        )
        forget = lambda: post(intents.Forget(asked.path, asked.missing_only))  # noqa: E731 - short
        self.put(
            [Paragraph(line, BODY, PALETTE.second) for line in lines],
            [PushButton(close, CANCEL, style=PRIMARY), PushButton(forget, text.FORGET)],
        )
