"""Line between two panels; dragging it changes their sizes."""

from __future__ import annotations

from collections.abc import Callable

from kivy.core.window import Window
from kivy.graphics import Color, Rectangle
from kivy.input.motionevent import MotionEvent
from kivy.uix.widget import Widget

from ui.theme import PALETTE
from ui.widgets import hover
from ui.widgets.pointer import presses


class Splitter(Widget):
    """Calls `on_move` with the position it is dragged to; a double click calls `on_reset`."""

    def __init__(
        self,
        on_move: Callable[[float], None],
        on_reset: Callable[[], None],
        *,
        upright: bool,
        hint: str,
    ) -> None:
        """Create the line.

        Args:
            on_move: Receives the wanted centre in window pixels: x of an upright one, else y.
            on_reset: Called for the default sizes.
            upright: It stands between a left and a right panel.
            hint: What it does.
        """
        super().__init__()
        self._on_move, self._on_reset, self._upright = on_move, on_reset, upright
        self.hint, self.hovered = hint, False
        self._grip: float | None = None
        """Distance of the press from the centre while it is dragged."""
        with self.canvas:
            self._colour = Color(rgba=PALETTE.ground)
            self._ground = Rectangle()
            Color(rgba=PALETTE.line)
            self._line = Rectangle()
        self.bind(pos=self._draw, size=self._draw)
        hover.watch(self)

    @property
    def upright(self) -> bool:
        """Whether it stands between a left and a right panel."""
        return self._upright

    def move(self, pixels: float) -> None:
        """Move it by pixels: to the right, or up."""
        self._on_move((self.center_x if self._upright else self.center_y) + pixels)

    def collide_window(self, x: float, y: float) -> bool:
        """Tell whether the mouse is over it."""
        return bool(self.parent and self.collide_point(x, y)) and not hover.covered(self)

    def hover_changed(self) -> None:
        """Highlight it, and change the pointer."""
        self._draw()
        if self._grip is None:
            self._point()

    def _point(self) -> None:
        shape = "size_we" if self._upright else "size_ns"
        Window.set_system_cursor(shape if self.hovered or self._grip is not None else "arrow")

    def _draw(self, *_: object) -> None:
        held = self.hovered or self._grip is not None
        self._colour.rgba = PALETTE.strong_line if held else PALETTE.ground
        self._ground.pos, self._ground.size = self.pos, self.size
        if self._upright:
            self._line.pos, self._line.size = (round(self.center_x), self.y), (1, self.height)
        else:
            self._line.pos, self._line.size = (self.x, round(self.center_y)), (self.width, 1)

    def _at(self, touch: MotionEvent) -> float:
        return float(touch.x if self._upright else touch.y)

    def on_touch_down(self, touch: MotionEvent) -> bool:
        """Take it, or reset the sizes by a double click."""
        if not self.collide_point(*touch.pos) or touch.is_mouse_scrolling or not presses(touch):
            return False
        if touch.is_double_tap:
            self._on_reset()
            return True
        touch.grab(self)
        self._grip = self._at(touch) - (self.center_x if self._upright else self.center_y)
        self._draw()
        return True

    def on_touch_move(self, touch: MotionEvent) -> bool:
        """Drag the line."""
        if touch.grab_current is not self:
            return False
        self._on_move(self._at(touch) - (self._grip or 0.0))
        return True

    def on_touch_up(self, touch: MotionEvent) -> bool:
        """Release it."""
        if touch.grab_current is not self:
            return False
        touch.ungrab(self)
        self._grip = None
        self._draw()
        self._point()
        return True
