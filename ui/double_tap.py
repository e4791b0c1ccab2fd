"""Double-tap detection: two taps at one place in quick succession; a drag is not a tap.

Kivy's own compares only where touches began: two drags from one place, such as an edge moved twice,
would be a double tap. It also takes a mouse click with Shift for one.
"""

from __future__ import annotations

from kivy.core.window import Window
from kivy.input.motionevent import MotionEvent
from kivy.input.postproc import kivy_postproc_modules
from kivy.input.postproc.doubletap import InputPostprocDoubleTap
from kivy.metrics import dp

NAME = "doubletap"
"""Name of the Kivy module that this replaces."""
SPENT = "spent"
"""Key in `touch.ud`: the touch cannot be the first of a double tap."""
SLACK = 8.0
"""Maximum movement of a tap in dp."""

Events = list[tuple[str, MotionEvent]]


class Taps(InputPostprocDoubleTap):
    """Sets `is_double_tap` on the second of two taps."""

    def process(self, events: Events) -> Events:
        """Reset new touches, and exclude those that move too far for a tap, wherever they end."""
        for kind, touch in events:
            if kind == "begin" and touch.is_touch:
                touch.is_double_tap = False
            elif touch.is_touch and _moved_away(touch):
                touch.ud[SPENT] = True
        processed: Events = super().process(events)
        return processed

    def find_double_tap(self, ref: MotionEvent) -> MotionEvent | None:
        """Return the first tap of the double tap that `ref` completes; `None` if there is none."""
        first = super().find_double_tap(ref)
        if first is None or first.ud.get(SPENT):
            return None
        # Kivy expires old touches only when it draws the next frame, which may be late.
        if ref.time_start - first.time_start > self.double_tap_time:
            return None
        first.ud[SPENT] = True
        return first


def install() -> None:
    """Replace Kivy's detection from the next app on."""
    if not isinstance(kivy_postproc_modules.get(NAME), Taps):
        kivy_postproc_modules[NAME] = Taps()


def _moved_away(touch: MotionEvent) -> bool:
    """Tell whether a touch moved too far from its start in either direction, in window pixels."""
    x, y = (touch.sx - touch.osx) * Window.width, (touch.sy - touch.osy) * Window.height
    return bool(max(abs(x), abs(y)) > dp(SLACK))
