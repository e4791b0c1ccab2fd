"""The texture of plain colours, which Kivy gives to every rectangle and line without a picture."""

from __future__ import annotations

from kivy.graphics import Rectangle

SAMPLING = "nearest"


def sample_nearest() -> None:
    """Let one texel be read for each pixel instead of four; all of them are white.

    That is a third of the work of a frame on a software renderer. Call it once there is a window.
    """
    texture = Rectangle().texture
    texture.min_filter = texture.mag_filter = SAMPLING
