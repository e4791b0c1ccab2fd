"""Overview above the picture: the whole sample, and a frame around the visible part."""

from __future__ import annotations

from collections.abc import Callable

from kivy.graphics import Color, InstructionGroup, Line, Rectangle
from kivy.input.motionevent import MotionEvent
from kivy.uix.widget import Widget

from actors.messages import intents
from models.audio.units import FramePosition
from models.state.editor import Editor
from models.waveform.channels import Channels
from models.waveform.columns import columns
from models.waveform.picture import Picture
from models.waveform.view import View
from ui.theme import PALETTE, faded
from ui.waveform.hit_marks import HitMarks
from ui.waveform.painter import Painter, Shades


class Overview(Widget):
    """The whole sample; dragging the frame scrolls the view."""

    def __init__(self, post: Callable[[intents.Intent], None]) -> None:
        super().__init__()
        self._post = post
        self._editor = Editor()
        self._held: float | None = None
        self._coloured = False
        self._drawn: tuple[Picture | None, int, bool] = (None, 0, False)
        shades = Shades(peaks=faded(PALETTE.picture, 0.75), core=PALETTE.picture)
        self._painter = Painter(self.canvas, shades)
        frame = InstructionGroup()
        self.canvas.after.add(frame)
        self._hits = HitMarks(frame, numbered=False)
        frame.add(Color(rgba=faded(PALETTE.text, 0.06)))
        self._inside = Rectangle()
        frame.add(self._inside)
        self._border_colour = Color(rgba=faded(PALETTE.text, 0.7))
        frame.add(self._border_colour)
        self._border = Line(width=1)
        frame.add(self._border)
        self.bind(pos=self._settle, size=self._settle)

    def show(self, editor: Editor, *, coloured: bool) -> None:
        """Draw the sample, if it changed, in one colour or by frequency, and the frame."""
        self._editor, self._coloured = editor, coloured
        key = (editor.picture, int(self.width), coloured)
        if key != self._drawn:
            self._drawn = key
            self._draw()
        self._frame()

    def _settle(self, *_: object) -> None:
        self._drawn = (None, 0, False)
        self._draw()
        self._frame()

    def _whole(self) -> View | None:
        picture = self._editor.picture
        return View.fit(picture.frames, max(1, int(self.width))) if picture else None

    def _draw(self) -> None:
        picture, whole = self._editor.picture, self._whole()
        if picture is None or whole is None:
            self._painter.clear()
            return
        drawn = columns(picture, whole, Channels.MONO, coloured=self._coloured)
        self._painter.show(drawn, (self.x, self.y), (self.width, self.height))

    def _frame(self) -> None:
        whole, view = self._whole(), self._editor.view
        self._hits.show(whole, (self.x, self.y, self.width, self.height), self._editor.hits)
        shown = bool(whole and view and view.end - view.start < view.frames - 1)
        self._border_colour.a = 0.7 if shown else 0.0
        if not shown or whole is None or view is None:
            self._inside.size = (0, 0)
            return
        left, right = (round(whole.x_at(frame)) for frame in (view.start, view.end))
        x, width = self.x + max(0, left), max(2, right - left)
        self._inside.pos, self._inside.size = (x, self.y), (width, self.height)
        self._border.rectangle = (x + 1, self.y + 1, width - 2, self.height - 2)

    def _look(self, x: float) -> None:
        whole = self._whole()
        if whole is not None and self._held is not None:
            self._post(intents.ShowFrom(FramePosition(whole.frame_at(x - self.x - self._held))))

    def on_touch_down(self, touch: MotionEvent) -> bool:
        """Grab the frame; a press outside it centres it there first."""
        view, whole = self._editor.view, self._whole()
        if not self.collide_point(*touch.pos) or view is None or whole is None:
            return False
        if touch.is_mouse_scrolling:
            return False
        left, right = whole.x_at(view.start), whole.x_at(view.end)
        at = touch.x - self.x
        self._held = at - left if left <= at <= right else (right - left) / 2
        touch.grab(self)
        self._look(touch.x)
        return True

    def on_touch_move(self, touch: MotionEvent) -> bool:
        """Scroll to the pointer."""
        if touch.grab_current is not self:
            return False
        self._look(touch.x)
        return True

    def on_touch_up(self, touch: MotionEvent) -> bool:
        """Release the frame."""
        if touch.grab_current is not self:
            return False
        touch.ungrab(self)
        self._held = None
        return True
