"""What a double tap is: two taps on one place, soon after each other. A drag is no tap.

Kivy's own asks only where touches began: two drags from one place, such as an edge
moved and moved again, would be a double tap. And its mouse takes a click with Shift for one.
"""

from __future__ import annotations

from kivy.core.window import Window
from kivy.input.motionevent import MotionEvent
from kivy.input.postproc import kivy_postproc_modules
from kivy.input.postproc.doubletap import InputPostprocDoubleTap
from kivy.metrics import dp

NAME = "doubletap"
"""Of Kivy's module for the same."""
SPENT = "spent"
"""Key in `touch.ud`: no tap can be the second of this one."""
SLACK = 8.0
"""dp that a tap may move."""

Events = list[tuple[str, MotionEvent]]


class Taps(InputPostprocDoubleTap):
    """Marks the second of two taps as `is_double_tap`."""

    def process(self, events: Events) -> Events:
        """Mark what began, and remember what went too far for a tap, wherever it ends."""
        for kind, touch in events:
            if kind == "begin" and touch.is_touch:
                touch.is_double_tap = False
            elif touch.is_touch and _strayed(touch):
                touch.ud[SPENT] = True
        processed: Events = super().process(events)
        return processed

    def find_double_tap(self, ref: MotionEvent) -> MotionEvent | None:
        """Return the tap that `ref` is the second of."""
        first = super().find_double_tap(ref)
        if first is None or first.ud.get(SPENT):
            return None
        # Kivy drops old touches when the next frame is drawn, which may be late.
        if ref.time_start - first.time_start > self.double_tap_time:
            return None
        first.ud[SPENT] = True
        return first


def listen() -> None:
    """Take the place of Kivy's own from the next app on."""
    if not isinstance(kivy_postproc_modules.get(NAME), Taps):
        kivy_postproc_modules[NAME] = Taps()


def _strayed(touch: MotionEvent) -> bool:
    """Tell whether a touch is too far from where it began, both parts of the window."""
    x, y = (touch.sx - touch.osx) * Window.width, (touch.sy - touch.osy) * Window.height
    return bool(max(abs(x), abs(y)) > dp(SLACK))
