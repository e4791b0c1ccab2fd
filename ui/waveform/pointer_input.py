"""Pointer input on the picture: all fingers and buttons, from press to release."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kivy.input.motionevent import MotionEvent
from kivy.metrics import dp

from actors.messages.intents import AddSliceMarker, FocusPanel, Intent, SelectAll, ZoomHeight
from models.audio.span import Span
from models.audio.units import Frames
from models.edit.edit import Op
from models.slices.markers import Markers
from models.state.screen import Panel
from models.waveform.view import View
from ui.theme import TABLET, Sizes
from ui.waveform.gesture import Drag, FadeDrag, Gesture, Intents, Pinch, Reach, Scene, Slide, press
from ui.widgets.long_press import LongPress
from ui.widgets.pointer import FINGER, pointer, presses

FLAT = 60
"""Vertical distance of two fingers in dp below which they do not change the height."""


@dataclass(frozen=True, slots=True)
class GestureTarget:
    """What the pointer acts on."""

    view: View
    selection: Span | None
    markers: Markers | None = None
    """Markers of the slices; `None`: slice mode is off."""


class PointerInput:
    """Maps each pointer to its gesture; a second finger turns the first into a pinch."""

    def __init__(
        self,
        post: Callable[[Intent], None],
        target: Callable[[], GestureTarget | None],
        menu: Callable[[tuple[float, float], float], None],
        carry: Callable[[MotionEvent, Span], bool] = lambda _touch, _span: False,
    ) -> None:
        """Create the input state.

        Args:
            post: Posts an intent.
            target: Returns what the pointer acts on; `None` without a sample.
            menu: Opens the menu at a window position, for a pixel of the picture.
            carry: Takes over a selection dragged out of the picture, and its touch, if a drop
                target is there; returns whether it did.
        """
        self._post, self._target, self._menu = post, target, menu
        self._carry = carry
        self._gestures: dict[object, Gesture] = {}
        self._fingers: dict[object, float] = {}
        """Pixel of each pressed finger."""
        self._heights: dict[object, float] = {}
        """y of each pressed finger."""
        self._pinch: Pinch | None = None
        self._tall = 0.0
        """Vertical distance of the fingers of a pinch."""
        self._long_press = LongPress()

    @property
    def busy(self) -> bool:
        """Whether a gesture is in progress."""
        return bool(self._gestures) or self._pinch is not None

    def begin_fade(self, touch: MotionEvent, op: Op, offset: float) -> None:
        """Start shaping a fade; `offset` is the distance of the press from the edge."""
        self._gestures[touch.uid] = FadeDrag(op, offset, touch.y, touch.y)
        self._post(FocusPanel(Panel.WAVEFORM))

    def down(self, touch: MotionEvent, x: float, sizes: Sizes, *, on_bar: bool) -> bool:
        """Start the gesture of a press at pixel `x`; return whether it started."""
        target = self._target()
        if target is None:
            return False
        if pointer(touch) == FINGER:
            self._fingers[touch.uid], self._heights[touch.uid] = x, touch.y
            if len(self._fingers) > 1:
                self._begin_pinch(target.view)
                return True
            self._long_press.begin(lambda: self._long_pressed(touch, x))
        elif pointer(touch) == "right":
            self._menu(touch.pos, x)
            return False
        gesture = self._new_gesture(touch, x, target, sizes, on_bar=on_bar)
        if gesture is None:  # a double tap ends with its press: the release is ignored
            self._long_press.cancel()
            self._fingers.pop(touch.uid, None)
            return False
        self._gestures[touch.uid] = gesture
        self._post(FocusPanel(Panel.WAVEFORM))
        return True

    def _new_gesture(
        self, touch: MotionEvent, x: float, target: GestureTarget, sizes: Sizes, *, on_bar: bool
    ) -> Gesture | None:
        if pointer(touch) == "middle":
            return Drag(x)
        if not presses(touch):
            return None
        if touch.is_double_tap:
            if target.markers is None:
                self._post(SelectAll())
            else:
                self._post(AddSliceMarker(Frames(round(target.view.frame_at(x)))))
            return None
        # A finger is no more precise in a dense layout.
        exact = TABLET if pointer(touch) == FINGER else sizes
        reach = Reach(grab=dp(exact.grab), slack=dp(exact.slack))
        frames, markers = target.view.frames, target.markers
        scene = Scene(target.view, frames, target.selection, reach, markers)
        return press(scene, x, on_bar=on_bar)

    def _begin_pinch(self, view: View) -> None:
        self.cancel()
        if len(self._fingers) == 2:  # noqa: PLR2004 - more fingers have no meaning
            self._pinch, self._tall = Pinch(view, *self._fingers.values()), self._height()

    def _height(self) -> float:
        """Return the vertical distance of two fingers, at least `FLAT`."""
        heights = [self._heights[uid] for uid in self._fingers]
        return max(dp(FLAT), abs(heights[0] - heights[-1]))

    def move(self, touch: MotionEvent, x: float) -> None:
        """Move the gesture to pixel `x`, which may lie outside."""
        target = self._target()
        if touch.uid in self._fingers:
            self._fingers[touch.uid], self._heights[touch.uid] = x, touch.y
        if self._pinch is not None:
            self._post_all(self._pinch.move(*self._fingers.values()))
            before, self._tall = self._tall, self._height()
            if self._tall != before:
                self._post(ZoomHeight(self._tall / before))
            return
        gesture = self._gestures.get(touch.uid)
        if gesture is None or target is None:
            return
        if self._long_press.waiting and _moved_away(touch):
            self._long_press.cancel()
        if isinstance(gesture, FadeDrag):
            gesture.y = touch.y
        if isinstance(gesture, Slide) and self._carried(gesture, touch):
            return
        self._post_all(gesture.move(target.view, x))

    def _carried(self, gesture: Slide, touch: MotionEvent) -> bool:
        """Hand a dragged selection over to a drop target; it stays selected here."""
        span = gesture.scene.selection
        if span is None or not self._carry(touch, span):
            return False
        self._long_press.cancel()
        self._fingers.pop(touch.uid, None)
        del self._gestures[touch.uid]
        self._post_all(gesture.cancel())
        return True

    def up(self, touch: MotionEvent, x: float) -> None:
        """End the gesture of a touch."""
        target = self._target()
        self._long_press.cancel()
        if self._fingers.pop(touch.uid, None) is not None:
            self._pinch = None
        gesture = self._gestures.pop(touch.uid, None)
        if gesture is not None and target is not None:
            self._post_all(gesture.release(target.view, x))

    def cancel(self) -> bool:
        """Cancel all gestures and restore the state before them; return whether there was one."""
        self._long_press.cancel()
        was_busy = self.busy
        for gesture in self._gestures.values():
            self._post_all(gesture.cancel())
        self._gestures.clear()
        self._pinch = None
        return was_busy

    def _long_pressed(self, touch: MotionEvent, x: float) -> None:
        self.cancel()
        self._menu(touch.pos, x)

    def _post_all(self, intents: Intents) -> None:
        for intent in intents:
            self._post(intent)


def _moved_away(touch: MotionEvent) -> bool:
    return abs(touch.x - touch.ox) > dp(8) or abs(touch.y - touch.oy) > dp(8)
