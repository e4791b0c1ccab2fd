"""Field for a number: typed, confirmed with Enter or Tab, given up with Esc."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from kivy.core.window import Keyboard
from kivy.input.motionevent import MotionEvent

from ui.theme import NUMBER, Face
from ui.widgets.text_field import Field


class NumberField(Field):
    """Shows a number until somebody types another one."""

    face: ClassVar[Face] = NUMBER
    focused: NumberField | None = None
    """The one with the keyboard focus."""

    def __init__(
        self,
        on_number: Callable[[str], bool],
        hint: str,
        on_words: Callable[[str], None] = lambda _words: None,
        on_done: Callable[[], None] = lambda: None,
    ) -> None:
        """Create an empty field.

        Args:
            on_number: Called with what was typed; returns whether it is a number, or the field
                stays.
            hint: Shown while it is empty.
            on_words: Called with the text after each change.
            on_done: Called after Enter confirmed a number.
        """
        self._shown, self._on_confirmed, self._on_typed = "", on_done, on_words
        self._on_number = on_number
        self._entering: int | None = None
        super().__init__(lambda _words: None, self._enter, lambda: None, hint, indent=6)
        self.name = ""
        """As that of a button."""
        self.complete = self._tab
        self.bind(focus=self._entered)

    def show(self, words: str) -> None:
        """Show a number; what is being typed stays."""
        self._shown = words
        if not self.focus:
            self.fill(words)
            self.cursor = (0, 0)

    def on_touch_down(self, touch: MotionEvent) -> bool:
        """Remember a press that brings the focus."""
        before: bool = self.focus
        taken: bool = super().on_touch_down(touch)
        if self.focus and not before:
            self._entering = touch.uid
        return taken

    def on_touch_up(self, touch: MotionEvent) -> bool:
        """Select all when that press ends, unless it was moved: Kivy puts the cursor there."""
        taken: bool = super().on_touch_up(touch)
        if touch.uid == self._entering and touch.grab_current is self:
            self._entering = None
            if not self.selection_text:
                self.select_all()
        return taken

    @classmethod
    def leave(cls) -> bool:
        """Give up what is being typed; return whether there was such a field."""
        field = cls.focused
        if field is None:
            return False
        field.focus = False  # which shows the number again
        return True

    def _entered(self, _field: object, focused: bool) -> None:  # noqa: FBT001 - Kivy's signature
        if focused:
            NumberField.focused = self
            self.select_all()
        else:
            if NumberField.focused is self:
                NumberField.focused = None
            self.fill(self._shown)

    def _accepted(self) -> bool:
        """Pass on what was typed, if it is new; return whether it is a number."""
        if self.text != self._shown and not self._on_number(self.text):
            return False
        self._shown = self.text
        return True

    def _enter(self) -> None:
        if self._accepted():
            self.focus = False
            self._on_confirmed()

    def _tab(self) -> bool:
        return not self._accepted()  # Tab walks on from a number only

    def _written(self, _field: object, words: str) -> None:
        self._use_font(words)
        if self.focus:
            self._on_typed(words)

    def keyboard_on_key_down(
        self, window: Keyboard, keycode: tuple[int, str], text: str, modifiers: list[str]
    ) -> bool:
        """Confirm with Enter only: the arrows stay in the field."""
        if keycode[1] in {"up", "down"}:
            return True
        return super().keyboard_on_key_down(window, keycode, text, modifiers)
