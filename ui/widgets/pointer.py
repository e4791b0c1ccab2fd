"""What touched the screen: a mouse button, a wheel, or a finger."""

from __future__ import annotations

from kivy.input.motionevent import MotionEvent

FINGER = "finger"


def pointer(touch: MotionEvent) -> str:
    """Return `left`, `right`, `middle`, a wheel's `scroll…`, or `finger`."""
    return str(touch.button) if "button" in touch.profile else FINGER


def presses(touch: MotionEvent) -> bool:
    """Tell whether it is a finger or the main button: what one presses things with."""
    return pointer(touch) in {FINGER, "left"}
