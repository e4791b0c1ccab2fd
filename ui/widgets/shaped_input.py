"""A text field of one line for every script."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from kivy.graphics import Color, Rectangle
from kivy.graphics.texture import Texture
from kivy.metrics import dp, sp
from kivy.uix.textinput import TextInput

from models.text.bidi import levels
from models.text.grapheme import JOINER, boundaries, is_picture
from ui.theme import BODY, Face
from ui.widgets.font import font_file, font_for
from ui.widgets.text_texture import if_shaped, measure, texture

LEFT, RIGHT = "cursor_left", "cursor_right"
"""Kivy's names of what the arrows do."""
ENTERED = {"del", "backspace"}


class ShapedInput(TextInput):
    """Kivy's `TextInput`, for text that is not plain, too.

    Caret, selection and what is deleted go by grapheme cluster. Where text is read from right to
    left, the caret stands behind what was typed, on its left, and the arrows go where they point.
    The line is aligned to the left, as names are in lists.
    """

    face: ClassVar[Face] = BODY
    """Font and size."""
    # Kivy's own:
    _lines: list[str]
    _ime_composition: str
    _ime_cursor: tuple[int, int]
    _selection: bool
    _selection_finished: bool
    _refresh_text: Callable[[str], None]

    def __init__(self, **options: object) -> None:
        """Create an empty field; `options` are Kivy's own."""
        self.composing = False
        """Whether an input method composes; what is typed counts once it is done."""
        super().__init__(
            multiline=False,
            halign="left",
            font_name=font_file(self.face.font),
            font_size=sp(self.face.size),
            **options,
        )
        if (
            not self._lines
        ):  # Kivy makes the first line a frame later, and loses what is typed before
            self._refresh_text(self.text)

    def delete_selection(self, from_undo: bool = False) -> None:  # noqa: FBT001, FBT002 - Kivy's signature
        """Delete what is selected; of an empty text that is nothing, though a press selects."""
        if self.text:
            super().delete_selection(from_undo)
        else:
            self.cancel_selection()

    def window_on_textedit(self, window: object, ime_input: str) -> None:
        """Show what an input method composes, without passing it on as typed."""
        self.composing = bool(ime_input)
        super().window_on_textedit(window, ime_input)

    def caret(self, index: int) -> float:
        """Return where a caret before a character stands, in pixels from the text's left."""
        text = self._whole()
        found = if_shaped(text, lambda shaping: shaping.line(text, self.face).caret(index))
        return measure(text[:index], self.face) if found is None and index else found or 0.0

    def spans(self, start: int, end: int) -> list[tuple[float, float]]:
        """Return left and right of each part that characters take up, in pixels."""
        text = self._whole()
        found = if_shaped(text, lambda shaping: shaping.line(text, self.face).spans(start, end))
        return [(self.caret(start), self.caret(end))] if found is None else found

    def _whole(self) -> str:
        """Return the text with what an input method composes."""
        return self._lines[0] if self._lines else ""

    def _use_font(self, words: str) -> None:
        """Let SDL draw plain text in a font that holds it."""
        shaped = if_shaped(words, lambda _shaping: True)
        self.font_name = font_file(self.face.font) if shaped else font_for(words, self.face.font)

    # -------------------------------------------------------- what Kivy asks

    def cursor_offset(self) -> float:
        """Return the x of the caret from the text's left."""
        return self.caret(self.cursor_col)

    def get_cursor_from_xy(self, x: float, y: float) -> tuple[int, int]:
        """Return the column that is nearest to a point, and row 0."""
        text, at = self._whole(), x - self.x - self.padding[0] + self.scroll_x
        found = if_shaped(text, lambda shaping: shaping.line(text, self.face).index_at(at))
        return super().get_cursor_from_xy(x, y) if found is None else (found, 0)

    def do_cursor_movement(self, action: str, control: bool = False, alt: bool = False) -> None:  # noqa: FBT001, FBT002 - Kivy's signature
        """Move the caret to the next cluster where the arrow points, or with Ctrl by a word."""
        text, at = self._whole(), self.cursor_col
        if action not in {LEFT, RIGHT}:
            super().do_cursor_movement(action, control, alt)
            return
        if self._selection and self._selection_finished:
            ends = (self._selection_from, self._selection_to)
            edge = max(ends, key=self.caret) if action == RIGHT else min(ends, key=self.caret)
            self.cursor = (edge, 0)
            return
        if control:
            turned = bool(text) and levels(text)[max(0, at - 1)] % 2 == 1
            other = LEFT if action == RIGHT else RIGHT
            super().do_cursor_movement(other if turned else action, control, alt)
            return
        by = 1 if action == RIGHT else -1
        to = if_shaped(text, lambda shaping: shaping.line(text, self.face).step(at, by))
        if to is None:
            super().do_cursor_movement(action, control, alt)
        else:
            self.cursor = (to, 0)

    def _key_down(self, key: tuple[object, object, str | None, int], repeat: bool = False) -> None:  # noqa: FBT001, FBT002 - Kivy's signature
        text, at = self._whole(), self.cursor_col
        erases = key[2] in ENTERED and not self._selection and not self.readonly
        if not erases or self._ime_composition or text.isascii():
            super()._key_down(key, repeat)
            return
        bounds = boundaries(text)
        if key[2] == "del":
            start, end = at, next((one for one in bounds if one > at), at)
        else:
            start, end = _before(text, bounds, at), at
        if end > start:
            self._selection_from, self._selection_to, self._selection = start, end, True
            self.delete_selection()

    def _get_text_width(self, text: str, tab_width: int, label: object) -> float:
        shaped = if_shaped(text, lambda shaping: shaping.width(text, self.face))
        return super()._get_text_width(text, tab_width, label) if shaped is None else shaped

    def _create_line_label(self, text: str, hint: bool = False) -> Texture:  # noqa: FBT001, FBT002 - Kivy's signature
        shaped = if_shaped(text, lambda _shaping: texture(text, self.face))
        return super()._create_line_label(text, hint) if shaped is None else shaped

    def _update_graphics(self, *since: object) -> None:
        """Draw the text, and a line below what an input method composes."""
        super()._update_graphics(*since)
        if not self._ime_composition:
            return
        room = self.width - self.padding[0] - self.padding[2]
        end = self._ime_cursor[0]
        y = round(self.top - self.padding[1] - self.line_height)
        self.canvas.add(Color(*self.foreground_color))
        for left, right in self.spans(end - len(self._ime_composition), end):
            begin, behind = (min(max(one - self.scroll_x, 0), room) for one in (left, right))
            place = (self.x + self.padding[0] + begin, y)
            self.canvas.add(Rectangle(pos=place, size=(behind - begin, max(1, round(dp(1))))))

    def _draw_selection(
        self, pos: tuple[float, float], size: tuple[float, float], line_num: int, *more: object
    ) -> None:
        if if_shaped(self._whole(), lambda _shaping: True) is None:
            super()._draw_selection(pos, size, line_num, *more)
            return
        room = self.width - self.padding[0] - self.padding[2]
        start, end = sorted((self._selection_from, self._selection_to))
        self.canvas.add(Color(*self.selection_color, group="selection"))
        for left, right in self.spans(start, end):
            begin, behind = (min(max(one - self.scroll_x, 0), room) for one in (left, right))
            place = (pos[0] + begin, pos[1])
            self.canvas.add(Rectangle(pos=place, size=(behind - begin, size[1]), group="selection"))


def _before(text: str, bounds: list[int], at: int) -> int:
    """Return from where Backspace erases: a mark alone, but an emoji whole."""
    start = max((one for one in bounds if one < at), default=0)
    cluster = text[start:at]
    whole = (
        JOINER in cluster
        or any(map(is_picture, cluster))
        or "\U0001f1e6" <= cluster <= "\U0001f200"
    )
    return start if whole else max(0, at - 1)
