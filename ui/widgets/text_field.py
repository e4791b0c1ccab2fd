"""Text field of one line."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from kivy.clock import Clock
from kivy.core.window import Keyboard, Window
from kivy.graphics import Color, Line
from kivy.metrics import dp

from models.state.screen import Panel
from ui.theme import PALETTE
from ui.widgets.shaped_input import ShapedInput

LEAVING = {"enter", "numpadenter"}
"""Keys that confirm the text."""
STEPS = {"down": 1, "up": -1}


class Field(ShapedInput):
    """Calls `on_words` at each change and `on_done` when the text is confirmed.

    Esc belongs to the whole app (it stops playback first), so the field ignores it.
    """

    leads_down: ClassVar[bool] = False
    """Whether ↓ confirms, too: what the text is about is listed below."""
    panel: ClassVar[Panel | None] = None
    """As what the session knows it while it has the keyboard."""
    walk: ClassVar[Callable[[bool], None]] = lambda _back: None
    """Goes to the next stop of Tab, or the one before; set by whoever knows them."""

    def __init__(
        self,
        on_words: Callable[[str], None],
        on_done: Callable[[], None],
        on_enter: Callable[[], None],
        hint: str,
        indent: float = 36,
        **options: object,
    ) -> None:
        """Create an empty field.

        Args:
            on_words: Called with the text after each change.
            on_done: Called when the text is confirmed.
            on_enter: Called when the field gets the keyboard focus.
            hint: Shown while the field is empty.
            indent: dp before the text; an icon needs 36.
            options: Kivy's own options.
        """
        super().__init__(
            write_tab=False,
            hint_text=hint,
            background_color=(0, 0, 0, 0),
            foreground_color=PALETTE.text,
            hint_text_color=PALETTE.third,
            cursor_color=PALETTE.accent,
            selection_color=PALETTE.selected,
            **options,
        )
        self._indent = indent
        self._on_words, self._on_done, self._on_enter = on_words, on_done, on_enter
        self.step: Callable[[int], None] | None = None
        """Called on ↓ (1) and ↑ (-1) if there is anything to step through."""
        self.complete: Callable[[], bool] | None = None
        """Called on Tab; returns whether there was anything to complete, else Tab walks on."""
        with self.canvas.after:
            self._border_colour = Color(rgba=PALETTE.strong_line)
            self._border = Line(width=1)
        self.bind(pos=self._place, size=self._place, focus=self._focused, text=self._written)
        self.bind(minimum_height=self._place)  # the line height is known only after layout

    def fill(self, words: str) -> None:
        """Set the text; do nothing if it is unchanged."""
        if words != getattr(self, "text", ""):
            self.text = words

    def offer(self, length: int | None = None) -> None:
        """Take the keyboard with the text selected, so that what is typed at once replaces it.

        Args:
            length: Characters from the start that are selected; `None`: all.
        """
        self.focus = True
        self._select_offered(length)
        # Again after the layout: the selection is drawn at the field's position.
        Clock.schedule_once(partial(self._offer_again, self.text, length))

    def _offer_again(self, words: str, length: int | None, _since: float) -> None:
        if self.focus and self.text == words and self.selection_text:
            self._select_offered(length)

    def _select_offered(self, length: int | None) -> None:
        end = len(self.text) if length is None else length
        self.cursor = (end, 0)
        self.select_text(0, end)

    def _place(self, *_: object) -> None:
        self._border.rounded_rectangle = (*self.pos, *self.size, dp(8))
        spare = max(0.0, (self.height - self.line_height) / 2)
        self.padding = [dp(self._indent), spare, dp(self._indent), spare - 2]

    def _focused(self, _field: object, focused: bool) -> None:  # noqa: FBT001 - Kivy's signature
        self._border_colour.rgba = PALETTE.accent if focused else PALETTE.strong_line
        if focused:
            self._on_enter()

    def _written(self, _field: object, words: str) -> None:
        self._use_font(words)
        if not self.composing:
            self._on_words(words)

    def keyboard_on_textinput(self, window: Window, text: str) -> None:
        """Insert `text`, unless it belongs to a shortcut, as in non-Latin layouts."""
        held = set(Window.modifiers)
        if "meta" in held or ("ctrl" in held and "alt" not in held):  # both together are AltGr
            return
        super().keyboard_on_textinput(window, text)

    def keyboard_on_key_down(
        self, window: Keyboard, keycode: tuple[int, str], text: str, modifiers: list[str]
    ) -> bool:
        """Ignore Esc; confirm on Enter; keep Tab within the sheet.

        While an input method composes, keys are its own.
        """
        if self.composing:
            return True
        if keycode[1] == "escape":
            return False
        if keycode[1] == "tab":
            back = "shift" in modifiers  # locks do not matter
            if back or self.complete is None or not self.complete():
                Field.walk(back)
            return True
        if keycode[1] in STEPS and self.step is not None:
            self.step(STEPS[keycode[1]])
            return True
        if keycode[1] in LEAVING or (keycode[1] == "down" and self.leads_down):
            self._on_done()
            return True
        return bool(super().keyboard_on_key_down(window, keycode, text, modifiers))
