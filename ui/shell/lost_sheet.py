"""Sheet of a session that crashed for good."""

from __future__ import annotations

from collections.abc import Callable

from kivy.core.window import Window

from models.state.parts import Parts
from ui.keyboard import key_name
from ui.shell.text_sheet import TextSheet
from ui.text import lost as text
from ui.text.notices import capitalised
from ui.theme import BODY, PALETTE, SMALL
from ui.widgets.button import PRIMARY, PushButton
from ui.widgets.paragraph import Paragraph


class LostSheet(TextSheet):
    """Stays until the window is closed, by its button, by Enter, or by the window manager."""

    def __init__(self, parts: Parts, leave: Callable[[], None]) -> None:
        super().__init__(text.TITLE, lambda: None, (680, 0))
        self._leave = leave
        fault = parts.faults.get("session")
        reason = fault.whole if fault is not None else ""
        lines = text.lines(parts.faults)
        why = Paragraph(capitalised(reason), SMALL, PALETTE.second)
        self.put(
            [*(Paragraph(words, BODY, PALETTE.text) for words in lines), why],
            [PushButton(leave, text.CLOSE, style=PRIMARY)],
        )
        self.bind(parent=self._parent_changed)

    def _parent_changed(self, _sheet: object, parent: object) -> None:
        if parent is not None:
            Window.bind(on_key_down=self._pressed)
        else:
            Window.unbind(on_key_down=self._pressed)

    def _pressed(self, _window: object, code: int, *_: object) -> bool:
        if self.get_root_window() is None:
            return False  # of a window that was closed
        if key_name(code) == "enter":
            self._leave()
        return True
