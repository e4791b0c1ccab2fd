"""Textures of texts that are not plain."""

from __future__ import annotations

import math
from functools import cache, partial

import numpy as np
from kivy.core.text import Label as CoreLabel
from kivy.graphics.texture import Texture
from kivy.metrics import sp
from numpy.typing import NDArray

from models.text.wrapping import wrap
from ui.theme import Face
from ui.widgets.font import font_file
from ui.widgets.shaping.harfbuzz import ShapingError as ShapingError  # noqa: PLC0414 - for those who import this late
from ui.widgets.shaping.line import Line, pixels, shape

BEYOND = 0.4
"""Of the height of a line, how far marks may reach out of it above and below; the rest is cut."""


def line(text: str, face: Face) -> Line:
    """Return a text of one line, shaped at the size of now.

    Raises:
        ui.widgets.shaping.harfbuzz.ShapingError: If a font cannot be used.
    """
    return shape(text, face.font, _size(face))


def width(text: str, face: Face) -> int:
    """Return the width of a text in whole pixels."""
    return pixels(line(text, face))


def shaped_texture(text: str, face: Face) -> Texture:
    """Return a text in white; its baseline is where that of plain text is, if both are centred."""
    return _white(_drawn(text, face, round(BEYOND * _height(face.font, _size(face))[0])))


def paragraph_texture(text: str, face: Face, width: int) -> Texture:
    """Return a text of as many lines as it needs in a width of so many pixels, in white."""
    lines = wrap(text, width, partial(_exact, face=face))
    drawn = [_drawn(one, face, 0) for one in lines]
    widest = max(one.shape[1] for one in drawn)
    return _white(np.vstack([np.pad(one, ((0, 0), (0, widest - one.shape[1]))) for one in drawn]))


def _exact(text: str, face: Face) -> float:
    return line(text, face).width


def _size(face: Face) -> int:
    return round(sp(face.size))


def _drawn(text: str, face: Face, beyond: int) -> NDArray[np.uint8]:
    """Return opacities of a line, higher by `beyond` at most on both sides if its glyphs are."""
    drawn = line(text, face)
    height, ascent = _height(face.font, _size(face))
    above, below = drawn.reach()
    spare = math.ceil(max(0.0, above - ascent, below - (height - ascent)))
    spare = min(spare, beyond)
    return drawn.draw(max(1, pixels(drawn)), ascent + spare, height - ascent + spare)


def _white(opacity: NDArray[np.uint8]) -> Texture:
    """Return opacities of pixels, top row first, as a white texture of that size."""
    rgba = np.full((*opacity.shape, 4), 255, np.uint8)
    rgba[..., 3] = opacity
    made = Texture.create(size=(opacity.shape[1], opacity.shape[0]), colorfmt="rgba")
    made.blit_buffer(rgba.tobytes(), colorfmt="rgba", bufferfmt="ubyte")
    made.flip_vertical()
    return made


@cache
def _height(family: str, size: int) -> tuple[int, int]:
    """Return height and ascent of a plain line."""
    label = CoreLabel(font_name=font_file(family), font_size=size)
    return label.get_extents("x")[1], label.get_ascent()
