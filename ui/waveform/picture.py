"""The picture one plays and selects in."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from kivy.graphics import Color, InstructionGroup, Rectangle
from kivy.input.motionevent import MotionEvent
from kivy.metrics import dp
from kivy.uix.widget import Widget

from actors.messages import session
from models.audio.units import Hertz, Seconds
from models.state.editor import Editor
from models.state.screen import Panel
from models.state.transport import Transport
from models.waveform.columns import columns
from ui.piece import hover
from ui.piece.caption import Caption
from ui.piece.pointer import pointer, presses
from ui.theme import BODY, PALETTE, Sizes, faded
from ui.waveform.gesture import Drag, Gesture, Reach, Scene, press
from ui.waveform.overlay import Overlay
from ui.waveform.painter import Painter

NOTCH = 0.8
"""Zoom factor of one notch of the wheel."""
PAN = 64
"""Pixels of one notch of the wheel with Shift."""
BAR_REACH = 14
"""dp below the upper edge where the selection can be slid."""


class PictureView(Widget):
    """Draws the columns of the view and turns touches into intents."""

    def __init__(self, say: Callable[[session.Intent], None], sizes: Sizes) -> None:
        super().__init__()
        self._say, self._sizes = say, sizes
        self._editor, self._transport = Editor(), Transport()
        self._gestures: dict[object, Gesture] = {}
        self.hovered = False
        under, over = InstructionGroup(), InstructionGroup()
        with self.canvas:
            Color(rgba=PALETTE.ground)
            self._ground = Rectangle()
        self.canvas.add(under)
        self._painter = Painter(self.canvas)
        self.canvas.after.add(over)
        self._overlay = Overlay(under, over)
        self._trouble = Caption(face=BODY, shade=PALETTE.second, align="center")
        self.add_widget(self._trouble)
        self._playhead: float = 0.0
        self.bind(pos=self._settle, size=self._settle)
        hover.watch(self)

    @property
    def playhead(self) -> float:
        """The frame the playhead is drawn at."""
        return self._playhead

    def resize(self, sizes: Sizes) -> None:
        """Take the reach of another density."""
        self._sizes = sizes

    def _settle(self, *_: object) -> None:
        self._ground.pos, self._ground.size = self.pos, self.size
        self._overlay.settle(self.x, self.y, self.width, self.height)
        self._trouble.pos, self._trouble.size = self.pos, self.size
        width = max(1, int(self.width))
        if width != self._editor.width:
            self._say(session.ResizePicture(width))
        self._draw()
        self._draw_overlay()

    def show(self, editor: Editor, transport: Transport) -> None:
        """Draw what changed; the columns only if the picture or the view did."""
        before, self._editor = self._editor, editor
        earlier, self._transport = self._transport, transport
        if (
            editor.picture is not before.picture
            or editor.view != before.view
            or editor.channels is not before.channels
        ):
            self._draw()
        if editor is not before or transport.loop is not earlier.loop:
            self._draw_overlay()
        self._trouble.show(editor.trouble)

    def _draw(self) -> None:
        editor = self._editor
        if editor.picture is None or editor.view is None:
            self._painter.clear()
            return
        drawn = columns(editor.picture, editor.view, editor.channels)
        # Close up there is no energy body, only a line: that is drawn as strong as the body.
        close = not np.isfinite(drawn.rms_high).any()
        self._painter.tint(PALETTE.accent if close else faded(PALETTE.accent, 0.6))
        self._painter.show(drawn, (self.x, self.y), (self.width, self.height))

    def _draw_overlay(self) -> None:
        editor = self._editor
        rate = editor.sample.rate if editor.sample else Hertz(0)
        self._overlay.rule(editor.view, rate)
        self._overlay.select(editor.view, editor.selection, looping=self._transport.loop)

    def tick(self, now: Seconds) -> bool:
        """Move the playhead to where it is at `now`; tell whether it moves."""
        editor, transport = self._editor, self._transport
        anchor = transport.anchor
        here = editor.sample is not None and transport.sample == editor.sample.id
        if here and anchor is not None:
            self._playhead = anchor.position(now)
        else:
            self._playhead = float(editor.cursor)
        self._overlay.play(editor.view if editor.sample else None, self._playhead)
        return bool(here and anchor is not None and anchor.speed)

    # ------------------------------------------------------------ touches

    def on_touch_down(self, touch: MotionEvent) -> bool:
        """Begin a gesture, or zoom and pan with the wheel."""
        if not self.collide_point(*touch.pos) or self._editor.view is None:
            return False
        x = touch.x - self.x
        if touch.is_mouse_scrolling:
            self._wheel(touch.button, x)
            return True
        gesture = self._begun(touch, x)
        if gesture is not None:
            touch.grab(self)
            self._gestures[touch.uid] = gesture
            self._say(session.FocusPanel(Panel.WAVEFORM))
        return True

    def _begun(self, touch: MotionEvent, x: float) -> Gesture | None:
        editor = self._editor
        if editor.view is None or editor.sample is None:
            return None
        if pointer(touch) == "middle":
            return Drag(x)
        if not presses(touch):
            return None
        if touch.is_double_tap:
            self._say(session.SelectAll())
            return None
        reach = Reach(grab=dp(self._sizes.grab), slack=dp(self._sizes.slack))
        scene = Scene(editor.view, editor.view.frames, editor.selection, reach)
        return press(scene, x, on_bar=touch.y > self.top - dp(BAR_REACH))

    def _wheel(self, button: str, x: float) -> None:
        away = button == "scrollup"  # Kivy's names are the other way round
        if hover.shift_held() or button in {"scrollleft", "scrollright"}:
            later = away or button == "scrollleft"
            self._say(session.Pan(PAN if later else -PAN))
        else:
            self._say(session.Zoom(1 / NOTCH if away else NOTCH, x))

    def on_touch_move(self, touch: MotionEvent) -> bool:
        """Let the gesture follow the finger, also outside."""
        gesture = self._gestures.get(touch.uid)
        if touch.grab_current is not self or gesture is None or self._editor.view is None:
            return False
        for intent in gesture.move(self._editor.view, touch.x - self.x):
            self._say(intent)
        return True

    def on_touch_up(self, touch: MotionEvent) -> bool:
        """End the gesture."""
        if touch.grab_current is not self:
            return False
        touch.ungrab(self)
        gesture = self._gestures.pop(touch.uid, None)
        if gesture is not None and self._editor.view is not None:
            for intent in gesture.release(self._editor.view, touch.x - self.x):
                self._say(intent)
        return True

    # -------------------------------------------------------------- hover

    def collide_window(self, x: float, y: float) -> bool:
        """Tell whether the mouse is on the picture, and draw its line."""
        inside = bool(self.collide_point(*self.to_widget(x, y)))
        shown = inside and self._editor.view is not None
        self._overlay.hover(x - self.x if shown else None)
        return inside

    def hover_changed(self) -> None:
        """The line under the mouse follows in `collide_window`."""
