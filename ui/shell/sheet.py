"""Frame of a modal sheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kivy.graphics import Color, Line, Rectangle, RoundedRectangle
from kivy.input.motionevent import MotionEvent
from kivy.metrics import dp
from kivy.uix.widget import Widget

from models.layout.part import Part
from models.layout.tree import FILL, Box, Column, Flow, Leaf, Margin, Node, Row
from ui.text.common import CLOSE
from ui.theme import PALETTE, TITLE, faded
from ui.widgets.button import BARE, PushButton
from ui.widgets.label import TextLabel
from ui.widgets.paragraph import Paragraph
from ui.widgets.placing import pixels, place
from ui.widgets.scroller import Scroller
from ui.widgets.text_field import Field
from ui.widgets.tooltip import Tooltip

HEAD = 52
"""Height of the line with the title in dp."""
BUTTON = 44
"""Height of buttons in dp."""
INSET, GAP = 20, 6
"""In dp: margin at the sides, distance of two rows."""
BELOW = 16
"""Margin at the bottom of the card in dp."""
OUTSIDE = 12
"""Least margin around the card in dp."""


class SheetFrame(Widget):
    """Darkens the window and shows a card in its centre; a press outside closes it.

    A sheet adds its widgets and says by `content` and `actions` in which rows they lie. The content
    scrolls where the window is too low for it.
    """

    covers = True

    def __init__(self, title: str, close: Callable[[], None], card: tuple[float, float]) -> None:
        """Create the sheet; `card` is its width and, where its content grows, its height in dp."""
        super().__init__()
        Tooltip.cover()
        self._close, self._wanted = close, card
        with self.canvas.before:
            Color(rgba=faded(PALETTE.ground, 0.72))
            self._shade = Rectangle()
            Color(rgba=PALETTE.control)
            self._card = RoundedRectangle(radius=[dp(10)])
            Color(rgba=PALETTE.strong_line)
            self._border = Line(width=1)
        self._title = TextLabel(title, TITLE)
        self._cross = PushButton(close, icon="close", style=BARE, hint=CLOSE)
        self._cross.last_stop = True
        self._body = Scroller()
        for widget in (self._title, self._cross, self._body):
            self.add_widget(widget)
        self._built = False
        self._moved = (0, 0)
        """Pixels that it lies beside the centre."""
        self.bind(pos=self.place, size=self.place)

    def content(self) -> Sequence[Node]:
        """Return the rows below the title."""
        return ()

    def actions(self) -> Sequence[PushButton | None]:
        """Return the buttons below the content, from left to right; the last ones matter most."""
        return ()

    @property
    def primary(self) -> PushButton | None:
        """The highlighted button: Enter presses it while nothing in the sheet has the keyboard."""
        return next((one for one in self.actions() if one is not None and one.primary), None)

    @property
    def editing(self) -> bool:
        """Whether one of its fields has the keyboard focus."""
        return any(isinstance(one, Field) and one.focus for one in self.walk(restrict=True))

    def take(self, _path: bytes) -> bool:
        """Take a file or folder that was dropped or chosen; return whether it is for the sheet."""
        return False

    @property
    def body(self) -> Scroller:
        """The part that scrolls."""
        return self._body

    @property
    def card(self) -> tuple[int, int, int, int]:
        """Left, bottom, width, height of the card, in pixels."""
        width = self.card_width
        column, foot = self._column(), self._foot()
        part = column.height_in(width - 2 * pixels(INSET))
        natural = pixels(HEAD) + part.natural + foot.height_in(width).natural
        if part.grow:
            natural = max(natural, pixels(self._wanted[1]))
        height = min(round(natural), round(self.height) - 2 * pixels(OUTSIDE))
        outside, (right, up) = pixels(OUTSIDE), self._moved
        left = round(self.center_x - width / 2) + right
        bottom = round(self.center_y - height / 2) + up
        left = max(outside, min(left, round(self.width) - width - outside))
        bottom = max(outside, min(bottom, round(self.height) - height - outside))
        return left, bottom, width, height

    @property
    def card_width(self) -> int:
        """Width of the card in pixels."""
        return min(pixels(self._wanted[0]), round(self.width) - 2 * pixels(OUTSIDE))

    def shift(self, right: float, up: float) -> None:
        """Move what is on the card by pixels as far as it can be: by scrolling, then as a whole."""
        up -= self._body.scroll(round(up))
        self._moved = (self._moved[0] + round(right), self._moved[1] + round(up))
        self.place()

    def _column(self) -> Column:
        if not self._built:
            return Column(())
        return Column(tuple(self.content()), gap=pixels(GAP))

    def _foot(self) -> Column:
        shown = [one for one in self.actions() if one is not None] if self._built else []
        buttons = tuple(
            Leaf(one, Part(one.natural_width() + dp(12)), Part(pixels(BUTTON))) for one in shown
        )
        inset = pixels(INSET)
        margin = Margin(inset, pixels(BELOW), inset, pixels(12 if buttons else 0))
        flow = Flow(buttons, pixels(10), pixels(GAP), align=1.0)
        return Column((flow,) if buttons else (), margin=margin, across=FILL)

    def place(self, *_: object) -> None:
        """Lay out the widgets."""
        self._built = self._built or self.parent is not None
        if not self._built:
            return
        left, bottom, width, height = self.card
        self._shade.pos, self._shade.size = self.pos, self.size
        self._card.pos, self._card.size = (left, bottom), (width, height)
        self._border.rounded_rectangle = (left, bottom, width, height, dp(10))
        inset, head = pixels(INSET), pixels(HEAD)
        square = min(pixels(BUTTON), head)
        title = Row(
            (Leaf(self._title), Leaf(self._cross, Part(square), Part(square))),
            margin=Margin(left=inset, right=pixels(4)),
            along=Part(head),
        )
        body = Row((Leaf(self._body),), margin=Margin(left=inset, right=inset), along=FILL)
        place(Column((title, body, self._foot())), Box(left, bottom, width, height))
        self._body.fill(self._column())

    def on_touch_down(self, touch: MotionEvent) -> bool:
        """Consume the touch; outside the card, close the sheet."""
        left, bottom, width, height = self.card
        inside = left <= touch.x <= left + width and bottom <= touch.y <= bottom + height
        if not super().on_touch_down(touch) and not inside:
            self._close()
        return True

    def on_touch_move(self, touch: MotionEvent) -> bool:
        """Consume the touch."""
        super().on_touch_move(touch)
        return True

    def on_touch_up(self, touch: MotionEvent) -> bool:
        """Consume the touch."""
        super().on_touch_up(touch)
        return True


def line(label: Paragraph) -> Leaf:
    """Return the row of a text, as high as it needs."""
    return Leaf(label, FILL, label.height_in)


def row(widget: Widget, height: float = BUTTON) -> Leaf:
    """Return the row of a widget of that height in dp."""
    return Leaf(widget, FILL, Part(pixels(height)))


def growing(widget: Widget, natural: float, least: float) -> Leaf:
    """Return the row of a widget that takes the height that is left; lengths in dp."""
    return Leaf(widget, FILL, Part(pixels(natural), pixels(least), grow=1))
