"""The picture that hangs at the pointer while a drag is outside the window."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from kivy.metrics import dp

from models.audio.units import Pixels
from ui.theme import BODY, PALETTE
from ui.widgets.text_texture import texture

WIDEST, TALL, INSET = 260, 30, 10
"""In dp: maximum width of the words, height of the picture, margin left and right."""


@dataclass(frozen=True, slots=True)
class DragPicture:
    """Opaque pixels."""

    width: Pixels
    height: Pixels
    pixels: bytes
    """RGBA, top row first."""


def draw_words(words: str) -> DragPicture:
    """Return words on a raised ground, as the window itself draws what is dragged."""
    drawn = texture(words, BODY, round(dp(WIDEST)))
    wide, tall = drawn.size
    alpha = np.frombuffer(drawn.pixels, np.uint8).reshape(tall, wide, 4)[..., 3]
    height, inset = max(round(dp(TALL)), tall), round(dp(INSET))
    cover = np.zeros((height, wide + 2 * inset, 1))
    bottom = (height - tall) // 2
    cover[bottom : bottom + tall, inset : inset + wide, 0] = alpha / 255
    ground, ink = (np.array(shade[:3]) * 255 for shade in (PALETTE.raised, PALETTE.text))
    rgba = np.full((height, wide + 2 * inset, 4), 255, np.uint8)
    rgba[..., :3] = np.rint(ground + (ink - ground) * cover)
    return DragPicture(Pixels(rgba.shape[1]), Pixels(height), rgba.tobytes())
