"""Virtualised list: holds only the rows on screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from kivy.clock import Clock
from kivy.graphics import InstructionGroup, ScissorPop, ScissorPush
from kivy.input.motionevent import MotionEvent
from kivy.metrics import dp
from kivy.uix.widget import Widget

from ui.widgets import hover
from ui.widgets.kinetic_scroll import KineticScroll
from ui.widgets.long_press import LongPress
from ui.widgets.pointer import FINGER, pointer
from ui.widgets.scroll import Scroll
from ui.widgets.scroll_bar import ScrollBar
from ui.widgets.swipe import Swipe

NOTCH = 3
"""Rows per wheel notch."""
EDGE, FASTEST = 36, 1500
"""Width in dp of the edges that scroll during a drag, and maximum speed in dp per second."""
SLACK = 8
"""Maximum movement of a tap in dp."""


class Slot(Protocol):
    """The drawing of one row; reused for other rows as the list scrolls."""

    group: InstructionGroup

    def move(self, x: float, y: float) -> None:
        """Move the lower left corner to (x, y) in window pixels."""

    def fill(self, row: int, width: float, height: float) -> None:
        """Draw row `row`, or nothing beyond the last row."""

    def hover(self, *, over: bool) -> None:
        """Set whether the row is drawn as hovered."""


@dataclass(frozen=True, slots=True)
class ListCallbacks:
    """Callbacks of a list, all optional."""

    on_visible: Callable[[int, int], None] = lambda _first, _count: None
    """First row and number of rows on screen, when they changed; at most once a frame."""
    on_press: Callable[[int, MotionEvent | KeyPress], None] = lambda _row, _touch: None
    """A row was pressed with the mouse or tapped."""
    on_menu: Callable[[int, MotionEvent | KeyPress], None] = lambda _row, _touch: None
    """A row was pressed with the right button, or long."""
    on_hover: Callable[[int | None], None] = lambda _row: None
    """The mouse entered that row, or left all rows."""
    on_drag: Callable[[int, MotionEvent], None] | None = None
    """A row is dragged away: by the mouse at once, by a finger after a long press.

    The list has released the touch. `None`: rows cannot be dragged.
    """
    on_swipe: Callable[[int, bool], None] | None = None
    """A finger swiped a row to the right (true) or left; `None`: rows cannot be swiped."""
    on_release: Callable[[], None] = lambda: None
    """A pressed row was released without being dragged away."""
    on_empty_menu: Callable[[MotionEvent], None] | None = None
    """The space below the rows was pressed with the right button."""


@dataclass(frozen=True, slots=True)
class KeyPress:
    """The place of a row that a key pressed, in place of a touch."""

    x: float
    y: float

    @property
    def pos(self) -> tuple[float, float]:
        """Left and bottom, as those of a touch."""
        return self.x, self.y


class RowList(Widget):
    """Scrolls by wheel, finger, bar and `reveal`; the cost is independent of the number of rows."""

    def __init__(
        self, make: Callable[[], Slot], row_height: float, target: float, callbacks: ListCallbacks
    ) -> None:
        """Create an empty list.

        Args:
            make: Creates the drawing of one row.
            row_height: Height of a row in pixels.
            target: Minimum size of touch targets in pixels.
            callbacks: Event callbacks.
        """
        super().__init__()
        self._make, self._callbacks, self._target = make, callbacks, target
        self._scroll = Scroll(tall=round(row_height))
        self._reported: tuple[int, int] = (-1, -1)
        self._slots: list[Slot] = []
        self._filled: list[int] = []
        self._hovered_row: int | None = None
        self._kinetic = KineticScroll(self.scroll)
        self._long_press = LongPress()
        self._held: MotionEvent | None = None
        self._down_at: tuple[float, float] | None = None
        self._lift: tuple[int, float, float] | None = None
        """The row that may be dragged away, and the position of the press."""
        self._report = Clock.create_trigger(self._report_visible, -1)
        self.hovered = False
        self._rows = InstructionGroup()
        under, above = InstructionGroup(), InstructionGroup()
        with self.canvas:
            self._scissor = ScissorPush()
        self.canvas.add(under)
        self._swipe = Swipe(under)
        self.canvas.add(self._rows)
        self.canvas.add(above)
        self._bar = ScrollBar(above)
        with self.canvas:
            ScissorPop()
        self.bind(pos=self._layout, size=self._layout)
        hover.watch(self)

    # ------------------------------------------------------------ content

    @property
    def count(self) -> int:
        """Number of rows."""
        return self._scroll.count

    @property
    def row_height(self) -> int:
        """Height of a row in pixels."""
        return self._scroll.tall

    @property
    def moving(self) -> bool:
        """Whether further frames are needed: for kinetic scrolling or a pending long press."""
        return self._kinetic.running or self._long_press.waiting

    def resize(self, row_height: float, target: float) -> None:
        """Change the row height; the first row on screen stays first."""
        self._target = target
        self._scroll = self._scroll.sized(round(row_height))
        self._layout()

    def show(self, count: int) -> None:
        """Set the number of rows and redraw all rows on screen."""
        self._filled = [-1] * len(self._slots)
        self._scroll_to(self._scroll.of(count))

    def show_headings(self, headed: tuple[int, ...], head: float) -> None:
        """Leave `head` pixels above these rows, ascending: they draw a heading there."""
        if (headed, round(head)) != (self._scroll.headed, self._scroll.head):
            self._filled = [-1] * len(self._slots)
            self._scroll_to(self._scroll.under(headed, round(head)))

    def reveal(self, row: int) -> None:
        """Scroll as little as possible to show `row`."""
        self._kinetic.stop()
        self._scroll_to(self._scroll.revealing(row))

    def scroll(self, pixels: float) -> None:
        """Scroll by pixels; positive shows later rows."""
        self._scroll_to(self._scroll.by(pixels))

    def box(self, row: int) -> tuple[float, float, float, float]:
        """Return left, bottom, width and height of a row, in window pixels."""
        tall = self._scroll.tall
        bottom = round(self.top) - self._scroll.depth(row) - tall
        return round(self.x), bottom, round(self.width), tall

    def seen(self, row: int) -> tuple[float, float, float, float]:
        """Return the part of a row's box that lies within the list."""
        left, bottom, width, tall = self.box(row)
        low, high = max(bottom, round(self.y)), min(bottom + tall, round(self.top))
        return left, low, width, max(0, high - low)

    def press(self, row: int) -> None:
        """Press a row by the keyboard."""
        left, bottom, _width, tall = self.box(row)
        self._callbacks.on_press(row, KeyPress(left + tall, bottom + tall / 2))

    def open_menu(self, row: int) -> None:
        """Open the menu of a row by the keyboard."""
        self.reveal(row)
        left, bottom, _width, tall = self.box(row)
        self._callbacks.on_menu(row, KeyPress(left + 2 * tall, bottom + tall / 2))

    def nudge(self, x: float, y: float, since: float) -> bool:
        """Scroll near an edge, by `since` seconds of movement; return whether it scrolled."""
        if not self.collide_point(x, y):
            return False
        edge = min(dp(EDGE), self.height / 4)
        deep = max(y - (self.top - edge), self.y + edge - y)
        before = self._scroll
        if deep > 0:
            pixels = max(1, round(dp(FASTEST) * since * deep / edge))
            self.scroll(-pixels if y > self.center_y else pixels)
        return self._scroll != before

    def row_at(self, y: float) -> int | None:
        """Return the row at window height `y`; `None` if there is none."""
        return self._scroll.row_at(round(self.top) - y)

    # ------------------------------------------------------------ drawing

    def _layout(self, *_: object) -> None:
        self._scissor.x, self._scissor.y = round(self.x), round(self.y)
        self._scissor.width, self._scissor.height = round(self.width), round(self.height)
        scroll = self._scroll.fitted(round(self.height))
        while len(self._slots) < scroll.slots:
            slot = self._make()
            self._slots.append(slot)
            self._rows.add(slot.group)
        self._filled = [-1] * len(self._slots)
        self._scroll_to(scroll)

    def _scroll_to(self, scroll: Scroll) -> None:
        """Draw the list at a scroll position; rows that stay are moved, not redrawn."""
        self._scroll = scroll
        if not self._slots:
            return
        if self.hovered:
            self._hover_row(self.row_at(hover.mouse()[1]))
        first, size = scroll.shown[0], len(self._slots)
        left, top, tall = round(self.x), round(self.top), scroll.tall
        for row in range(first, first + size):
            at = row % size
            self._slots[at].move(left, top - scroll.depth(row) - tall)
            if self._filled[at] != row:
                self._filled[at] = row
                self._slots[at].fill(row, round(self.width), tall)
                self._slots[at].hover(over=row == self._hovered_row)
        self._bar.draw(round(self.right), top, self._target, scroll)
        if scroll.shown != self._reported:
            self._report()

    def _report_visible(self, _since: float) -> None:
        if self._scroll.shown != self._reported:
            self._reported = self._scroll.shown
            self._callbacks.on_visible(*self._reported)

    # ------------------------------------------------------------ touches

    def on_touch_down(self, touch: MotionEvent) -> bool:
        """Scroll, grab the bar, press a row, or start a drag with a finger."""
        if not self.collide_point(*touch.pos):
            return False
        interrupts = self._kinetic.running or self._held is not None
        self._kinetic.stop()
        if touch.is_mouse_scrolling:
            down = touch.button == "scrollup"  # Kivy's names are reversed
            self.scroll((1 if down else -1) * NOTCH * self._scroll.tall)
            return True
        if self._held is not None:
            self._release(self._held)  # the list follows the newest finger
        self._held = touch
        touch.grab(self)
        self._down_at = touch.pos
        kind = pointer(touch)
        if kind in {FINGER, "left"} and self._bar.hit(*touch.pos):
            self._bar.take(touch.y)
            if not self._bar.beside(touch.x):
                self._scroll_to(self._bar.follow(touch.y))
            return True
        row = self.row_at(touch.y)
        if kind == FINGER and interrupts:
            self._down_at = None  # it only stops kinetic scrolling, and may drag
        elif row is not None:
            self._press(row, touch, kind)
        elif kind == "right" and self._callbacks.on_empty_menu is not None:
            self._callbacks.on_empty_menu(touch)
        elif kind == FINGER and self._callbacks.on_empty_menu is not None:
            self._long_press.begin(partial(self._press_empty, touch))
        return True

    def _press(self, row: int, touch: MotionEvent, kind: str) -> None:
        if kind == "right":
            self._callbacks.on_menu(row, touch)
        elif kind == "left":
            self._lift = (row, touch.x, touch.y)
            self._callbacks.on_press(row, touch)
        elif kind == FINGER:
            self._long_press.begin(lambda: self._press_long(row, touch))

    def _press_empty(self, touch: MotionEvent) -> None:
        self._down_at = None
        self._release(touch)
        if self._callbacks.on_empty_menu is not None:
            self._callbacks.on_empty_menu(touch)

    def _press_long(self, row: int, touch: MotionEvent) -> None:
        self._down_at = None
        if self._callbacks.on_drag is None:
            self._release(touch)
        else:
            self._lift = (row, touch.x, touch.y)
        self._callbacks.on_menu(row, touch)

    def on_touch_move(self, touch: MotionEvent) -> bool:
        """Move the scroll bar or the rows."""
        if touch.grab_current is not self:
            return False
        if self._bar.held:
            if self._moved_away(touch, dp(2)):
                self._scroll_to(self._bar.follow(touch.y))
        elif self._lift is not None:
            self._lift_if_strayed(touch)
        elif pointer(touch) == FINGER:
            self._dragged(touch)
        return True

    def _lift_if_strayed(self, touch: MotionEvent) -> None:
        if self._lift is None or self._callbacks.on_drag is None:
            return
        row, x, y = self._lift
        if max(abs(touch.x - x), abs(touch.y - y)) >= dp(SLACK):
            self._release(touch)
            self._callbacks.on_drag(row, touch)

    def _dragged(self, touch: MotionEvent) -> None:
        tapped = self._down_at is not None
        if not self._moved_away(touch, dp(SLACK)):
            return
        self._long_press.cancel()
        across, along = touch.x - touch.ox, touch.y - touch.oy
        if tapped and self._callbacks.on_swipe is not None and abs(across) > abs(along):
            row = self.row_at(touch.oy)
            if row is not None:
                self._swipe.begin(row)
        if self._swipe.row is not None:
            self._draw_row(self._swipe.row, across)
        else:
            self._kinetic.drag(touch.dy)
            self.scroll(touch.dy)

    def _draw_row(self, row: int, away: float) -> None:
        tall, left = self._scroll.tall, round(self.x)
        bottom = round(self.top) - self._scroll.depth(row) - tall
        if self._filled[row % len(self._slots)] == row:
            self._slots[row % len(self._slots)].move(left + away, bottom)
        self._swipe.follow(away, left, bottom, round(self.width), tall)

    def _moved_away(self, touch: MotionEvent, slack: float) -> bool:
        if self._down_at is None:
            return True
        away = max(abs(touch.x - self._down_at[0]), abs(touch.y - self._down_at[1]))
        if away >= slack:
            self._down_at = None
        return self._down_at is None

    def on_touch_up(self, touch: MotionEvent) -> bool:
        """Release the touch; a finger that did not move presses the row."""
        if touch.grab_current is not self:
            return False
        tapped = self._down_at is not None
        finger, bar = pointer(touch) == FINGER, self._bar.held
        if self._swipe.row is not None:
            self._end_swipe(touch)
            return True
        lifting = self._lift is not None
        self._release(touch)
        if lifting:  # a finger opened the menu, the mouse pressed a row
            if not finger:
                self._callbacks.on_release()
            return True
        row = self.row_at(touch.y)
        if tapped and row is not None and (self._bar.beside(touch.x) if bar else finger):
            self._callbacks.on_press(row, touch)
            self._callbacks.on_release()
        elif finger and not tapped and not bar:
            self._kinetic.release()
        return True

    def _end_swipe(self, touch: MotionEvent) -> None:
        row, right, counts = self._swipe.row, self._swipe.away > 0, self._swipe.counts
        self._release(touch)
        if counts and row is not None and self._callbacks.on_swipe is not None:
            self._callbacks.on_swipe(row, right)

    def _release(self, touch: MotionEvent) -> None:
        if self._swipe.row is not None:
            self._draw_row(self._swipe.row, 0)
            self._swipe.end()
        touch.ungrab(self)
        self._long_press.cancel()
        self._bar.let_go()
        self._held = self._lift = None

    # -------------------------------------------------------------- hover

    def collide_window(self, x: float, y: float) -> bool:
        """Tell whether the mouse is over the list, and highlight the row under it."""
        inside = bool(self.collide_point(x, y)) and not hover.covered(self)
        self._hover_row(self.row_at(y) if inside else None)
        return inside

    def hover_changed(self) -> None:
        """Do nothing: `collide_window` highlights the row."""

    def _hover_row(self, row: int | None) -> None:
        if row == self._hovered_row:
            return
        before, self._hovered_row = self._hovered_row, row
        for number in (before, row):
            if number is not None and self._slots:
                at = number % len(self._slots)
                if self._filled[at] == number:
                    self._slots[at].hover(over=number == row)
        self._callbacks.on_hover(row)
