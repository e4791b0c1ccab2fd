"""Search field: completes terms, strikes out those that are not understood, and can be cleared."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kivy.core.clipboard import Clipboard
from kivy.graphics import Color, InstructionGroup, Rectangle
from kivy.input.motionevent import MotionEvent
from kivy.metrics import dp
from kivy.uix.behaviors.focus import FocusBehavior

from models.library.search.completion import Completion, Known, completions
from models.library.search.parse import parse, sound_description
from models.library.search.spans import misunderstood
from models.state.screen import Panel
from ui.shell.completion_list import CompletionList
from ui.text.recording import RECORD
from ui.text.search import completion_words, problem_words
from ui.text.shell import CLEAR_SEARCH, COPY, FILTERS, PASTE, SEARCH, recent_search
from ui.theme import PALETTE, Sizes
from ui.widgets.button import BARE, PushButton
from ui.widgets.long_press import LongPress
from ui.widgets.menu import Choice, Menu, grouped
from ui.widgets.pointer import FINGER, pointer
from ui.widgets.text_field import Field

SLACK = 8
"""dp that a finger may move and still rests."""
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

    leads_down = True
    panel = Panel.SEARCH

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
        self._resting = LongPress()
        self.recent: tuple[str, ...] = ()
        """What was searched for lately, the newest first."""
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
        self.record: Callable[[], None] = lambda: None
        """Called when its other button is pressed."""
        self.mic = PushButton(self._record, icon="mic", style=BARE, hint=RECORD, command="record")
        """Records a question; it stands in the empty field, in place of the cross."""
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
        self.cross.opacity, self.mic.opacity = (1, 0) if self.text else (0, 1)
        self._strike()
        self._offer()

    def _empty(self) -> None:
        self.text = ""
        self._on_clear()

    def _record(self) -> None:
        self.record()

    # -------------------------------------------------------- menu

    def on_touch_down(self, touch: MotionEvent) -> bool:
        """Open the menu on the right button, or on a finger that rests."""
        inside = bool(self.collide_point(*touch.pos))
        if inside and pointer(touch) == "right":
            self.open_menu(touch.pos)
            return True
        if inside and pointer(touch) == FINGER:
            self._resting.begin(lambda: self.open_menu(touch.pos))
        return bool(super().on_touch_down(touch))

    def on_touch_move(self, touch: MotionEvent) -> bool:
        """A finger that moves does not rest."""
        if max(abs(touch.x - touch.ox), abs(touch.y - touch.oy)) > dp(SLACK):
            self._resting.cancel()
        return bool(super().on_touch_move(touch))

    def on_touch_up(self, touch: MotionEvent) -> bool:
        """Nor does one that was lifted."""
        self._resting.cancel()
        return bool(super().on_touch_up(touch))

    def open_menu(self, at: tuple[float, float]) -> None:
        """Open the menu: clipboard, filters, what was searched for lately."""
        text = [Choice(PASTE, self._paste)]
        if self.text:
            text += [
                Choice(COPY, lambda: Clipboard.copy(self.text)),
                Choice(CLEAR_SEARCH, self._empty),
            ]
        filters = Choice(FILTERS, partial(self._open_filters, at))
        recent = [
            Choice(recent_search(words), partial(self._search_again, words))
            for words in self.recent
            if words != self.text
        ]
        self.focus = False  # an open menu has the keyboard
        Menu.open(self.to_window(*at), self._list.sizes, grouped(text, recent, [filters]))

    def _open_filters(self, at: tuple[float, float]) -> None:
        """Choose a filter to write at the end."""
        offered = completions("", 0, self._known)
        choices = [Choice(completion_words(one), partial(self._append, one)) for one in offered]
        Menu.open(self.to_window(*at), self._list.sizes, tuple(choices))

    def _append(self, one: Completion) -> None:
        self._search_again(f"{self.text.rstrip()} {one.term}".lstrip())

    def _search_again(self, words: str) -> None:
        self.focus = True
        self.text = words
        self.cursor = self.get_cursor_from_index(len(words))

    def _paste(self) -> None:
        self.focus = True
        self.insert_text(" ".join(Clipboard.paste().split()))

    # -------------------------------------------------------- completions

    def _offer(self, *_: object) -> None:
        if self._taking:
            return
        self._at = -1
        shown = self.focus and sound_description(self.text) is None
        self._offered = completions(self.text, self.cursor_index(), self._known) if shown else ()
        problems = parse(self.text).problems if shown and not self._offered else ()
        reason = problem_words(problems[0]) if problems else ""
        self._list.show(self._offered, self._at, self, reason)

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
        for button in (self.cross, self.mic):
            button.size = (side, side)
            button.pos = (round(self.right - side), round(self.y))
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
            for part in self.spans(*span):
                begin, end = (left + at - self.scroll_x for at in part)
                begin, end = max(left, begin), min(right, end)
                tall = dp(STROKE)
                self._strokes.add(
                    Rectangle(
                        pos=(round(begin), round(self.center_y - tall / 2)),
                        size=(max(0, round(end - begin)), tall),
                    )
                )
