"""Kind of pointer: mouse button, wheel, or finger."""

from __future__ import annotations

from kivy.input.motionevent import MotionEvent

FINGER = "finger"


def pointer(touch: MotionEvent) -> str:
    """Return `left`, `right`, `middle`, a wheel's `scroll…`, or `finger`."""
    return str(touch.button) if "button" in touch.profile else FINGER


def presses(touch: MotionEvent) -> bool:
    """Tell whether a touch presses widgets: a finger or the left button."""
    return pointer(touch) in {FINGER, "left"}
