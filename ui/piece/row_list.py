"""A list of any length that holds only the rows on screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from kivy.graphics import Color, InstructionGroup, RoundedRectangle, ScissorPop, ScissorPush
from kivy.input.motionevent import MotionEvent
from kivy.metrics import dp
from kivy.uix.widget import Widget

from ui.piece import hover
from ui.piece.glide import Glide
from ui.piece.pointer import FINGER, pointer
from ui.theme import PALETTE, faded

NOTCH = 3
"""Rows of one notch of the wheel."""
BAR = 6
"""dp the scroll bar is wide; it can be taken from twice that far."""
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
class Heard:
    """Whom the list tells what; all optional."""

    visible: Callable[[int, int], None] = lambda _first, _count: None
    """First row and number of rows on screen, whenever that changed."""
    pressed: Callable[[int, MotionEvent], None] = lambda _row, _touch: None
    """A row was chosen by mouse or finger."""
    menu: Callable[[int, MotionEvent], None] = lambda _row, _touch: None
    """A row was pressed with the right button, or long."""


class RowList(Widget):
    """Scrolls by wheel, finger, bar and `reveal`; 100 rows and a million cost the same."""

    def __init__(self, make: Callable[[], Slot], row_height: float, heard: Heard) -> None:
        super().__init__()
        self._make, self._heard = make, heard
        self._tall = round(row_height)
        self._count = 0
        self._offset = 0.0
        self._told: tuple[int, int] = (-1, -1)
        self._slots: list[Slot] = []
        self._filled: list[int] = []
        self._over: int | None = None
        self._glide = Glide(self.scroll)
        self._down_at: tuple[float, float] | None = None
        self._bar_held: float | None = None
        self.hovered = False
        self._rows = InstructionGroup()
        with self.canvas:
            self._scissor = ScissorPush()
        self.canvas.add(self._rows)
        with self.canvas:
            self._bar_colour = Color(rgba=faded(PALETTE.second, 0.35))
            self._bar = RoundedRectangle(radius=[dp(BAR / 2)])
            ScissorPop()
        self.bind(pos=self._settle, size=self._settle)
        hover.watch(self)

    # ------------------------------------------------------------ content

    @property
    def count(self) -> int:
        """How many rows there are."""
        return self._count

    @property
    def row_height(self) -> int:
        """Pixels a row is high."""
        return self._tall

    def resize(self, row_height: float) -> None:
        """Make rows higher or lower; the first row on screen stays first."""
        first = self._offset / self._tall
        self._tall = round(row_height)
        self._offset = first * self._tall
        self._settle()

    def show(self, count: int) -> None:
        """Draw all rows on screen anew; there are `count` now."""
        self._count = count
        self._filled = [-1] * len(self._slots)
        self._clamp()
        self._draw()

    def reveal(self, row: int) -> None:
        """Scroll as little as it takes to have `row` on screen."""
        top, bottom = row * self._tall, (row + 1) * self._tall
        if top < self._offset:
            self._offset = top
        elif bottom > self._offset + self.height:
            self._offset = bottom - self.height
        self._glide.stop()
        self._clamp()
        self._draw()

    def row_at(self, y: float) -> int | None:
        """Return the row at window height `y`."""
        row = int((self.top - y + self._offset) // self._tall)
        return row if 0 <= row < self._count and self.y <= y <= self.top else None

    # ------------------------------------------------------------ drawing

    def _settle(self, *_: object) -> None:
        self._scissor.x, self._scissor.y = round(self.x), round(self.y)
        self._scissor.width, self._scissor.height = round(self.width), round(self.height)
        wanted = int(self.height // self._tall) + 2
        while len(self._slots) < wanted:
            slot = self._make()
            self._slots.append(slot)
            self._rows.add(slot.group)
        self._filled = [-1] * len(self._slots)
        self._clamp()
        self._draw()

    def _clamp(self) -> None:
        most = max(0.0, self._count * self._tall - self.height)
        self._offset = max(0.0, min(self._offset, most))

    def _draw(self) -> None:
        if not self._slots:
            return
        first = int(self._offset // self._tall)
        size = len(self._slots)
        for row in range(first, first + size):
            at = row % size
            y = round(self.top - (row + 1) * self._tall + self._offset)
            self._slots[at].move(round(self.x), y)
            if self._filled[at] != row:
                self._filled[at] = row
                self._slots[at].fill(row, self.width, self._tall)
                self._slots[at].hover(over=row == self._over)
        self._draw_bar()
        shown = (first, min(self._count, first + int(self.height // self._tall) + 1) - first)
        if shown != self._told:
            self._told = shown
            self._heard.visible(*shown)

    def _draw_bar(self) -> None:
        place = self._bar_place()
        if place is None:
            self._bar_colour.a = 0.0  # a rounded rectangle of no size is drawn as it was
            return
        self._bar_colour.a = 0.35
        y, tall = place
        self._bar.pos = (round(self.right - dp(BAR + 2)), round(y))
        self._bar.size = (dp(BAR), round(tall))

    def _bar_place(self) -> tuple[float, float] | None:
        content = self._count * self._tall
        if content <= self.height or self.height <= 0:
            return None
        tall = max(dp(32), self.height * self.height / content)
        part = self._offset / (content - self.height)
        return self.top - tall - part * (self.height - tall), tall

    def scroll(self, pixels: float) -> None:
        """Move by so many pixels; positive shows later rows."""
        self._offset += pixels
        self._clamp()
        self._draw()

    # ------------------------------------------------------------ touches

    def on_touch_down(self, touch: MotionEvent) -> bool:
        """Scroll, take the bar, choose a row, or begin to drag with a finger."""
        if not self.collide_point(*touch.pos):
            return False
        self._glide.stop()
        if touch.is_mouse_scrolling:
            down = touch.button == "scrollup"  # Kivy's names are the other way round
            self.scroll((1 if down else -1) * NOTCH * self._tall)
            return True
        touch.grab(self)
        if touch.x >= self.right - dp(BAR * 2 + 2) and self._bar_place() is not None:
            self._take_bar(touch)
            return True
        self._down_at = touch.pos
        row = self.row_at(touch.y)
        if row is not None and pointer(touch) == "right":
            self._heard.menu(row, touch)
        elif row is not None and pointer(touch) == "left":
            self._heard.pressed(row, touch)
        return True

    def _take_bar(self, touch: MotionEvent) -> None:
        place = self._bar_place()
        if place is None:
            return
        y, tall = place
        inside = y <= touch.y <= y + tall
        self._bar_held = touch.y - y if inside else tall / 2
        self._drag_bar(touch.y)

    def _drag_bar(self, y: float) -> None:
        place = self._bar_place()
        if place is None or self._bar_held is None:
            return
        tall = place[1]
        part = (self.top - tall - (y - self._bar_held)) / max(1.0, self.height - tall)
        self._offset = part * (self._count * self._tall - self.height)
        self.scroll(0)

    def on_touch_move(self, touch: MotionEvent) -> bool:
        """Let the bar or the rows follow."""
        if touch.grab_current is not self:
            return False
        if self._bar_held is not None:
            self._drag_bar(touch.y)
        elif pointer(touch) == FINGER and self._strayed(touch):
            self._glide.drag(touch.dy)
            self.scroll(touch.dy)
        return True

    def _strayed(self, touch: MotionEvent) -> bool:
        if self._down_at is None:
            return True
        if abs(touch.y - self._down_at[1]) + abs(touch.x - self._down_at[0]) > dp(SLACK):
            self._down_at = None
        return self._down_at is None

    def on_touch_up(self, touch: MotionEvent) -> bool:
        """Let go; a finger that did not stray chose a row."""
        if touch.grab_current is not self:
            return False
        touch.ungrab(self)
        if self._bar_held is not None:
            self._bar_held = None
        elif pointer(touch) == FINGER:
            row = self.row_at(touch.y)
            if self._down_at is None:
                self._glide.release()
            elif row is not None:
                self._heard.pressed(row, touch)
        self._down_at = None
        return True

    # -------------------------------------------------------------- hover

    def collide_window(self, x: float, y: float) -> bool:
        """Tell whether the mouse is on the list, and raise the row under it."""
        inside = bool(self.collide_point(x, y))
        self._raise(self.row_at(y) if inside else None)
        return inside

    def hover_changed(self) -> None:
        """Rows follow in `collide_window`."""

    def _raise(self, row: int | None) -> None:
        if row == self._over:
            return
        before, self._over = self._over, row
        for number in (before, row):
            if number is not None and self._slots:
                at = number % len(self._slots)
                if self._filled[at] == number:
                    self._slots[at].hover(over=number == row)
