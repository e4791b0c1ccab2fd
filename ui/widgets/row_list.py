"""A list of any length that holds only the rows on screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
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
"""Rows of one notch of the wheel."""
EDGE, FASTEST = 36, 1500
"""dp from its edges in which a list scrolls for what is carried, and how far in a second."""
SLACK = 8
"""dp a finger may stray and still have tapped."""


class Slot(Protocol):
    """The drawing of one row; moved and filled again as the list scrolls."""

    group: InstructionGroup

    def move(self, x: float, y: float) -> None:
        """Draw at this lower left corner, in window pixels."""

    def fill(self, row: int, width: float, height: float) -> None:
        """Draw row number `row`, or nothing if there is none."""

    def hover(self, *, over: bool) -> None:
        """Draw as under the mouse, or not."""


@dataclass(frozen=True, slots=True)
class ListCallbacks:
    """Whom the list tells what; all optional."""

    visible: Callable[[int, int], None] = lambda _first, _count: None
    """First row and number of rows on screen, whenever that changed; once a frame."""
    pressed: Callable[[int, MotionEvent], None] = lambda _row, _touch: None
    """A row was chosen by mouse or finger."""
    menu: Callable[[int, MotionEvent], None] = lambda _row, _touch: None
    """A row was pressed with the right button, or long."""
    over: Callable[[int | None], None] = lambda _row: None
    """The mouse is over that row now, or over none."""
    lifted: Callable[[int, MotionEvent], None] | None = None
    """A row is dragged away: by the mouse at once, by a finger after a long press; the
    touch is no longer the list's. `None`: rows stay."""
    swiped: Callable[[int, bool], None] | None = None
    """A finger drew a row to the right (true) or to the left; `None`: rows stay in place."""
    let_go: Callable[[], None] = lambda: None
    """What was pressed was let go, and not dragged away."""


class RowList(Widget):
    """Scrolls by wheel, finger, bar and `reveal`; 100 rows and a million cost the same."""

    def __init__(
        self, make: Callable[[], Slot], row_height: float, target: float, heard: ListCallbacks
    ) -> None:
        """Make an empty list.

        Args:
            make: Makes the drawing of one row.
            row_height: Pixels a row is high.
            target: Pixels that anything to be hit is large at least.
            heard: Whom to tell.
        """
        super().__init__()
        self._make, self._heard, self._target = make, heard, target
        self._scroll = Scroll(tall=round(row_height))
        self._told: tuple[int, int] = (-1, -1)
        self._slots: list[Slot] = []
        self._filled: list[int] = []
        self._over: int | None = None
        self._glide = KineticScroll(self.scroll)
        self._long = LongPress()
        self._held: MotionEvent | None = None
        self._down_at: tuple[float, float] | None = None
        self._lift: tuple[int, float, float] | None = None
        """The row that may be dragged away, and where it was taken."""
        self._tell = Clock.create_trigger(self._tell_visible, -1)
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
        self.bind(pos=self._settle, size=self._settle)
        hover.watch(self)

    # ------------------------------------------------------------ content

    @property
    def count(self) -> int:
        """How many rows there are."""
        return self._scroll.count

    @property
    def row_height(self) -> int:
        """Pixels a row is high."""
        return self._scroll.tall

    @property
    def moving(self) -> bool:
        """Whether it needs frames by itself: it glides, or waits for a long press."""
        return self._glide.running or self._long.waiting

    def resize(self, row_height: float, target: float) -> None:
        """Make rows higher or lower; the first row on screen stays first."""
        self._target = target
        self._scroll = self._scroll.sized(round(row_height))
        self._settle()

    def show(self, count: int) -> None:
        """Draw all rows on screen anew; there are `count` now."""
        self._filled = [-1] * len(self._slots)
        self._go(self._scroll.of(count))

    def reveal(self, row: int) -> None:
        """Scroll as little as it takes to have `row` on screen."""
        self._glide.stop()
        self._go(self._scroll.revealing(row))

    def scroll(self, pixels: float) -> None:
        """Scroll on; positive shows later rows."""
        self._go(self._scroll.by(pixels))

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

    def nudge(self, x: float, y: float, since: float) -> bool:
        """Scroll on, `since` seconds later, if that is near an edge; tell whether it did."""
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
        """Return the row at window height `y`."""
        return self._scroll.row_at(round(self.top) - y)

    # ------------------------------------------------------------ drawing

    def _settle(self, *_: object) -> None:
        self._scissor.x, self._scissor.y = round(self.x), round(self.y)
        self._scissor.width, self._scissor.height = round(self.width), round(self.height)
        scroll = self._scroll.fitted(round(self.height))
        while len(self._slots) < scroll.slots:
            slot = self._make()
            self._slots.append(slot)
            self._rows.add(slot.group)
        self._filled = [-1] * len(self._slots)
        self._go(scroll)

    def _go(self, scroll: Scroll) -> None:
        """Draw the list so far scrolled; rows that stay are moved, not drawn again."""
        self._scroll = scroll
        if not self._slots:
            return
        if self.hovered:
            self._over_changed(self.row_at(hover.mouse()[1]))
        first, size = scroll.shown[0], len(self._slots)
        left, top, tall = round(self.x), round(self.top), scroll.tall
        for row in range(first, first + size):
            at = row % size
            self._slots[at].move(left, top - scroll.depth(row) - tall)
            if self._filled[at] != row:
                self._filled[at] = row
                self._slots[at].fill(row, round(self.width), tall)
                self._slots[at].hover(over=row == self._over)
        self._bar.draw(round(self.right), top, self._target, scroll)
        if scroll.shown != self._told:
            self._tell()

    def _tell_visible(self, _since: float) -> None:
        if self._scroll.shown != self._told:
            self._told = self._scroll.shown
            self._heard.visible(*self._told)

    # ------------------------------------------------------------ touches

    def on_touch_down(self, touch: MotionEvent) -> bool:
        """Scroll, take the bar, choose a row, or begin to drag with a finger."""
        if not self.collide_point(*touch.pos):
            return False
        interrupts = self._glide.running or self._held is not None
        self._glide.stop()
        if touch.is_mouse_scrolling:
            down = touch.button == "scrollup"  # Kivy's names are the other way round
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
                self._go(self._bar.follow(touch.y))
            return True
        row = self.row_at(touch.y)
        if kind == FINGER and interrupts:
            self._down_at = None  # it only stops what went on, and may drag
        elif row is not None:
            self._press(row, touch, kind)
        return True

    def _press(self, row: int, touch: MotionEvent, kind: str) -> None:
        if kind == "right":
            self._heard.menu(row, touch)
        elif kind == "left":
            self._lift = (row, touch.x, touch.y)
            self._heard.pressed(row, touch)
        elif kind == FINGER:
            self._long.begin(lambda: self._press_long(row, touch))

    def _press_long(self, row: int, touch: MotionEvent) -> None:
        self._down_at = None
        if self._heard.lifted is None:
            self._release(touch)
        else:
            self._lift = (row, touch.x, touch.y)
        self._heard.menu(row, touch)

    def on_touch_move(self, touch: MotionEvent) -> bool:
        """Let the bar or the rows follow."""
        if touch.grab_current is not self:
            return False
        if self._bar.held:
            if self._strayed(touch, dp(2)):
                self._go(self._bar.follow(touch.y))
        elif self._lift is not None:
            self._lift_if_strayed(touch)
        elif pointer(touch) == FINGER:
            self._dragged(touch)
        return True

    def _lift_if_strayed(self, touch: MotionEvent) -> None:
        if self._lift is None or self._heard.lifted is None:
            return
        row, x, y = self._lift
        if max(abs(touch.x - x), abs(touch.y - y)) >= dp(SLACK):
            self._release(touch)
            self._heard.lifted(row, touch)

    def _dragged(self, touch: MotionEvent) -> None:
        tapped = self._down_at is not None
        if not self._strayed(touch, dp(SLACK)):
            return
        self._long.cancel()
        across, along = touch.x - touch.ox, touch.y - touch.oy
        if tapped and self._heard.swiped is not None and abs(across) > abs(along):
            row = self.row_at(touch.oy)
            if row is not None:
                self._swipe.begin(row)
        if self._swipe.row is not None:
            self._draw_row(self._swipe.row, across)
        else:
            self._glide.drag(touch.dy)
            self.scroll(touch.dy)

    def _draw_row(self, row: int, away: float) -> None:
        tall, left = self._scroll.tall, round(self.x)
        bottom = round(self.top) - self._scroll.depth(row) - tall
        if self._filled[row % len(self._slots)] == row:
            self._slots[row % len(self._slots)].move(left + away, bottom)
        self._swipe.follow(away, left, bottom, round(self.width), tall)

    def _strayed(self, touch: MotionEvent, slack: float) -> bool:
        if self._down_at is None:
            return True
        away = max(abs(touch.x - self._down_at[0]), abs(touch.y - self._down_at[1]))
        if away >= slack:
            self._down_at = None
        return self._down_at is None

    def on_touch_up(self, touch: MotionEvent) -> bool:
        """Let go; a finger that did not stray chose a row."""
        if touch.grab_current is not self:
            return False
        tapped = self._down_at is not None
        finger, bar = pointer(touch) == FINGER, self._bar.held
        if self._swipe.row is not None:
            self._end_swipe(touch)
            return True
        lifting = self._lift is not None
        self._release(touch)
        if lifting:  # a finger opened the menu, the mouse chose a row
            if not finger:
                self._heard.let_go()
            return True
        row = self.row_at(touch.y)
        if tapped and row is not None and (self._bar.beside(touch.x) if bar else finger):
            self._heard.pressed(row, touch)
            self._heard.let_go()
        elif finger and not tapped and not bar:
            self._glide.release()
        return True

    def _end_swipe(self, touch: MotionEvent) -> None:
        row, right, counts = self._swipe.row, self._swipe.away > 0, self._swipe.counts
        self._release(touch)
        if counts and row is not None and self._heard.swiped is not None:
            self._heard.swiped(row, right)

    def _release(self, touch: MotionEvent) -> None:
        if self._swipe.row is not None:
            self._draw_row(self._swipe.row, 0)
            self._swipe.end()
        touch.ungrab(self)
        self._long.cancel()
        self._bar.let_go()
        self._held = self._lift = None

    # -------------------------------------------------------------- hover

    def collide_window(self, x: float, y: float) -> bool:
        """Tell whether the mouse is on the list, and raise the row under it."""
        inside = bool(self.collide_point(x, y)) and not hover.covered(self)
        self._over_changed(self.row_at(y) if inside else None)
        return inside

    def hover_changed(self) -> None:
        """Rows follow in `collide_window`."""

    def _over_changed(self, row: int | None) -> None:
        if row == self._over:
            return
        before, self._over = self._over, row
        for number in (before, row):
            if number is not None and self._slots:
                at = number % len(self._slots)
                if self._filled[at] == number:
                    self._slots[at].hover(over=number == row)
        self._heard.over(row)
