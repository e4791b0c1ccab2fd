"""Area that scrolls when its content is higher than itself."""

from __future__ import annotations

from kivy.graphics import Color, RoundedRectangle, ScissorPop, ScissorPush
from kivy.input.motionevent import MotionEvent
from kivy.metrics import dp
from kivy.uix.widget import Widget

from models.layout.tree import Box, Column, Margin
from ui.theme import PALETTE, faded
from ui.widgets.placing import box_of, pixels, place
from ui.widgets.pointer import FINGER, pointer
from ui.widgets.rounded import spread

NOTCH = 60
"""dp per notch of the wheel."""
SLACK = 8
"""Maximum movement of a tap in dp."""
BAR = 4
"""Width of the bar in dp, and its distance from the right edge."""


class Scroller(Widget):
    """Clips its children, and scrolls them by wheel, finger and `reveal`."""

    def __init__(self) -> None:
        super().__init__()
        self._tree = Column(())
        self._content = 0
        self._offset = 0
        """Pixels of the content above the upper edge."""
        self._begun: float | None = None
        """Height of a press that scrolls once it has moved."""
        with self.canvas.before:
            self._scissor = ScissorPush()
        with self.canvas.after:
            Color(rgba=faded(PALETTE.second, 0.5))
            self._bar = RoundedRectangle(radius=[dp(BAR / 2)], size=(0.001, 0.001))
            ScissorPop()
        self.bind(pos=self._place, size=self._place)

    def fill(self, tree: Column) -> None:
        """Set what it shows; the widgets of the tree are its children from now on."""
        self._tree = tree
        for widget in tree.leaves():
            if widget is not None and widget.parent is not self:
                if widget.parent is not None:
                    widget.parent.remove_widget(widget)
                self.add_widget(widget)
        self._place()

    @property
    def scrolls(self) -> bool:
        """Whether there is more than is seen."""
        return self._content > round(self.height)

    def reveal(self, widget: Widget) -> None:
        """Scroll as little as possible to show a widget inside of it."""
        above, below = widget.top - self.top, self.y - widget.y
        if above > 0 or below > 0:
            self._scroll(round(-above if above > 0 else below))

    @property
    def offset(self) -> int:
        """Pixels of the content above the upper edge."""
        return self._offset

    def scroll(self, by: int) -> int:
        """Move the content up by pixels; return by how many it could be moved."""
        before = self._offset
        self._scroll(by)
        return self._offset - before

    def _scroll(self, by: int) -> None:
        before = self._offset
        self._offset = max(0, min(self._offset + by, self._content - round(self.height)))
        if self._offset != before:
            self._place()

    def _least(self, width: int) -> int:
        part = self._tree.height_in(width)
        return round(part.natural if part.least is None else part.least)

    def _inner(self, box: Box) -> Box:
        """Return the box without the bar, if there is one."""
        if self._least(box.width) <= box.height:
            return box
        return box.within(Margin(right=pixels(2 * BAR)))

    def _place(self, *_: object) -> None:
        box = box_of(self)
        inner = self._inner(box)
        self._scissor.x, self._scissor.y = self.to_window(box.left, box.bottom)
        self._scissor.width, self._scissor.height = box.width, box.height
        self._content = max(box.height, self._least(inner.width))
        self._offset = max(0, min(self._offset, self._content - box.height))
        bottom = box.top + self._offset - self._content
        place(self._tree, Box(box.left, bottom, inner.width, self._content))
        if self.scrolls and box.height:
            long = max(pixels(24), round(box.height * box.height / self._content))
            deep = round((box.height - long) * self._offset / (self._content - box.height))
            at = (box.right - pixels(BAR), box.top - deep - long)
            spread(self._bar, at, (pixels(BAR), long))
        else:
            spread(self._bar, (box.right, box.top), (0, 0))

    def on_touch_down(self, touch: MotionEvent) -> bool:
        """Pass the touch to what is seen; the wheel scrolls, and so does a finger that moves."""
        if not self.collide_point(*touch.pos):
            return False
        if super().on_touch_down(touch):
            if self.scrolls and pointer(touch) == FINGER:
                self._begin(touch)
            return True
        if touch.is_mouse_scrolling:
            down = touch.button == "scrollup"  # Kivy's names are reversed
            self._scroll(pixels(NOTCH) * (1 if down else -1))
            return True
        if self.scrolls:
            self._begin(touch)
        return True

    def _begin(self, touch: MotionEvent) -> None:
        touch.grab(self)
        self._begun = touch.y

    def on_touch_move(self, touch: MotionEvent) -> bool:
        """Scroll; what was pressed is released once the finger moves."""
        if touch.grab_current is not self:
            return bool(super().on_touch_move(touch))
        if self._begun is not None and abs(touch.y - self._begun) >= dp(SLACK):
            self._begun = None
            for held in list(touch.grab_list):
                widget = held()
                if widget is not self and hasattr(widget, "call_off"):
                    touch.ungrab(widget)
                    widget.call_off()
        if self._begun is None:
            self._scroll(round(touch.dy))
        return True

    def on_touch_up(self, touch: MotionEvent) -> bool:
        """Release the touch."""
        if touch.grab_current is not self:
            return bool(super().on_touch_up(touch))
        touch.ungrab(self)
        return True
