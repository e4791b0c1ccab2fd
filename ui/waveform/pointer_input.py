"""All fingers and buttons on the picture, from press to release."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kivy.input.motionevent import MotionEvent
from kivy.metrics import dp

from actors.messages import intents as session
from models.audio.span import Span
from models.state.screen import Panel
from models.waveform.view import View
from ui.theme import TABLET, Sizes
from ui.waveform.gesture import Drag, Gesture, Intents, Pinch, Reach, Scene, Slide, press
from ui.widgets.long_press import LongPress
from ui.widgets.pointer import FINGER, pointer, presses


@dataclass(frozen=True, slots=True)
class Ground:
    """What the hand moves on."""

    view: View
    selection: Span | None


class PointerInput:
    """Knows which finger does what; a second finger makes a pinch of the first."""

    def __init__(
        self,
        say: Callable[[session.Intent], None],
        ground: Callable[[], Ground | None],
        menu: Callable[[tuple[float, float], float], None],
        carry: Callable[[MotionEvent, Span], bool] = lambda _touch, _span: False,
    ) -> None:
        """Take what is needed.

        Args:
            say: Takes wishes.
            ground: Returns what lies under the hand, `None` if there is nothing.
            menu: Opens the menu at a place of the window, for a pixel of the picture.
            carry: Takes a selection that was dragged out of the picture, and the touch
                with it, if there is something for it; tells whether it did.
        """
        self._say_one, self._ground, self._menu = say, ground, menu
        self._carry = carry
        self._gestures: dict[object, Gesture] = {}
        self._fingers: dict[object, float] = {}
        """Pixel of each finger that is down."""
        self._pinch: Pinch | None = None
        self._rest = LongPress()

    @property
    def busy(self) -> bool:
        """Whether anything is held."""
        return bool(self._gestures) or self._pinch is not None

    def down(self, touch: MotionEvent, x: float, sizes: Sizes, *, on_bar: bool) -> bool:
        """Begin what a press at pixel `x` begins; tell whether it did."""
        ground = self._ground()
        if ground is None:
            return False
        if pointer(touch) == FINGER:
            self._fingers[touch.uid] = x
            if len(self._fingers) > 1:
                self._begin_pinch(ground.view)
                return True
            self._rest.begin(lambda: self._rested(touch, x))
        elif pointer(touch) == "right":
            self._menu(touch.pos, x)
            return False
        gesture = self._begun(touch, x, ground, sizes, on_bar=on_bar)
        if gesture is None:  # a double tap is over when it is pressed: its release is not heard
            self._rest.cancel()
            self._fingers.pop(touch.uid, None)
            return False
        self._gestures[touch.uid] = gesture
        self._say_one(session.FocusPanel(Panel.WAVEFORM))
        return True

    def _begun(
        self, touch: MotionEvent, x: float, ground: Ground, sizes: Sizes, *, on_bar: bool
    ) -> Gesture | None:
        if pointer(touch) == "middle":
            return Drag(x)
        if not presses(touch):
            return None
        if touch.is_double_tap:
            self._say_one(session.SelectAll())
            return None
        # A finger is no more exact for a dense layout.
        exact = TABLET if pointer(touch) == FINGER else sizes
        reach = Reach(grab=dp(exact.grab), slack=dp(exact.slack))
        scene = Scene(ground.view, ground.view.frames, ground.selection, reach)
        return press(scene, x, on_bar=on_bar)

    def _begin_pinch(self, view: View) -> None:
        self.call_off()
        if len(self._fingers) == 2:  # noqa: PLR2004 - more fingers mean nothing
            self._pinch = Pinch(view, *self._fingers.values())

    def move(self, touch: MotionEvent, x: float) -> None:
        """Follow to pixel `x`, which may lie outside."""
        ground = self._ground()
        if touch.uid in self._fingers:
            self._fingers[touch.uid] = x
        if self._pinch is not None:
            self._say(self._pinch.move(*self._fingers.values()))
            return
        gesture = self._gestures.get(touch.uid)
        if gesture is None or ground is None:
            return
        if self._rest.waiting and _strayed(touch):
            self._rest.cancel()
        if isinstance(gesture, Slide) and self._carried(gesture, touch):
            return
        self._say(gesture.move(ground.view, x))

    def _carried(self, gesture: Slide, touch: MotionEvent) -> bool:
        """Give a selection away that is dragged to where it is taken; it stays selected here."""
        span = gesture.scene.selection
        if span is None or not self._carry(touch, span):
            return False
        self._rest.cancel()
        self._fingers.pop(touch.uid, None)
        del self._gestures[touch.uid]
        self._say(gesture.call_off())
        return True

    def up(self, touch: MotionEvent, x: float) -> None:
        """End what this press began."""
        ground = self._ground()
        self._rest.cancel()
        if self._fingers.pop(touch.uid, None) is not None:
            self._pinch = None
        gesture = self._gestures.pop(touch.uid, None)
        if gesture is not None and ground is not None:
            self._say(gesture.release(ground.view, x))

    def call_off(self) -> bool:
        """End what is running as if it had not begun; tell whether anything was."""
        self._rest.cancel()
        was_busy = self.busy
        for gesture in self._gestures.values():
            self._say(gesture.call_off())
        self._gestures.clear()
        self._pinch = None
        return was_busy

    def _rested(self, touch: MotionEvent, x: float) -> None:
        self.call_off()
        self._menu(touch.pos, x)

    def _say(self, intents: Intents) -> None:
        for intent in intents:
            self._say_one(intent)


def _strayed(touch: MotionEvent) -> bool:
    return abs(touch.x - touch.ox) > dp(8) or abs(touch.y - touch.oy) > dp(8)
