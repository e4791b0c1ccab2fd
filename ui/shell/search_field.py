"""Search field: completes terms, strikes out those that are not understood, and can be cleared."""

from __future__ import annotations

from collections.abc import Callable

from kivy.graphics import Color, InstructionGroup, Rectangle
from kivy.input.motionevent import MotionEvent
from kivy.metrics import dp
from kivy.uix.behaviors.focus import FocusBehavior

from models.library.search.completion import Completion, Known, completions
from models.library.search.parse import sound_description
from models.library.search.spans import misunderstood
from ui.shell.completion_list import CompletionList
from ui.text.shell import CLEAR_SEARCH, SEARCH
from ui.theme import BODY, PALETTE, Sizes
from ui.widgets.button import BARE, PushButton
from ui.widgets.text_field import Field
from ui.widgets.text_texture import measure

STROKE = 1.5
"""Thickness in dp of the line through a term."""
NOTHING = (0, 0)


class _Cross(PushButton):
    """A button beside the field, which keeps the keyboard."""

    def on_touch_down(self, touch: MotionEvent) -> bool:
        if self.opacity and self.collide_point(*touch.pos):
            FocusBehavior.ignored_touch.append(touch)
        return bool(super().on_touch_down(touch))


class SearchField(Field):
    """The search field of the top bar.

    Below it, while it is edited, stand completions: Tab takes the first, and with further presses
    the others; so does a press on one.
    """

    def __init__(
        self,
        sizes: Sizes,
        on_words: Callable[[str], None],
        on_done: Callable[[], None],
        on_enter: Callable[[], None],
        on_clear: Callable[[], None],
    ) -> None:
        """Create the field; `on_clear` is called when it was cleared by its button."""
        self._list = CompletionList(sizes, self._take)
        self._offered: tuple[Completion, ...] = ()
        self._known = Known()
        self._at = -1
        """Which completion Tab took; -1: none."""
        self._taking = False
        super().__init__(on_words, on_done, on_enter, SEARCH)
        self._on_clear, self.complete = on_clear, self._next
        # Not a child: the field clears its canvas.
        self.cross = _Cross(self._empty, icon="close", style=BARE, hint=CLEAR_SEARCH)
        """Clears the field; the parent of the field puts it above it."""
        self.cross.opacity = 0
        self._strokes = InstructionGroup()
        self.canvas.after.add(self._strokes)
        self.bind(
            text=self._changed,
            cursor=self._offer,
            focus=self._offer,
            scroll_x=self._strike,
            pos=self._lay_out,
            size=self._lay_out,
        )

    def resize(self, sizes: Sizes) -> None:
        """Apply the sizes of another density."""
        self._list.sizes = sizes

    def show_known(self, known: Known) -> None:
        """Set the values that the library has."""
        if known != self._known:
            self._known = known
            self._offer()

    @property
    def offered(self) -> tuple[str, ...]:
        """The terms that are offered now."""
        return tuple(one.term for one in self._offered)

    @property
    def struck(self) -> tuple[str, ...]:
        """The terms that are struck out."""
        return tuple(self.text[start:end] for start, end in misunderstood(self.text))

    def _changed(self, *_: object) -> None:
        self.cross.opacity = 1 if self.text else 0
        self._strike()
        self._offer()

    def _empty(self) -> None:
        self.text = ""
        self._on_clear()

    # -------------------------------------------------------- completions

    def _offer(self, *_: object) -> None:
        if self._taking:
            return
        self._at = -1
        shown = self.focus and sound_description(self.text) is None
        self._offered = completions(self.text, self.cursor_index(), self._known) if shown else ()
        self._list.show(self._offered, self._at, self)

    def _next(self) -> bool:
        """Put the next completion into the line; the others stay on offer."""
        if not self._offered or not self.text:  # an empty field is left by Tab like any other
            return False
        self._at = (self._at + 1) % len(self._offered)
        self._write(self._offered[self._at])
        # With one completion, or one that wants a value, typing goes on there.
        if len(self._offered) == 1:
            self._offer()
        else:
            self._list.show(self._offered, self._at, self)
        return True

    def _take(self, one: Completion) -> None:
        self._write(one)
        self._offer()

    def _write(self, one: Completion) -> None:
        self._taking = True
        self.text = one.typed
        self.cursor = self.get_cursor_from_index(one.cursor)
        self._taking = False

    # -------------------------------------------------------- drawing

    def _lay_out(self, *_: object) -> None:
        side = self.height
        self.cross.size = (side, side)
        self.cross.pos = (round(self.right - side), round(self.y))
        self._strike()

    def _strike(self, *_: object) -> None:
        """Draw a line through each term that is not understood."""
        self._strokes.clear()
        spans = misunderstood(self.text)
        if not spans:
            return
        self._strokes.add(Color(rgba=PALETTE.trash))
        left, right = self.x + self.padding[0], self.right - self.padding[2]
        for span in spans:
            begin, end = (left + self._width(at) - self.scroll_x for at in span)
            begin, end = max(left, begin), min(right, end)
            tall = dp(STROKE)
            self._strokes.add(
                Rectangle(
                    pos=(round(begin), round(self.center_y - tall / 2)),
                    size=(max(0, round(end - begin)), tall),
                )
            )

    def _width(self, characters: int) -> float:
        return measure(self.text[:characters], BODY) if characters else 0.0
