"""Text that wraps."""

from __future__ import annotations

import math
from functools import lru_cache

from kivy.core.text import Label as CoreLabel
from kivy.graphics.texture import Texture
from kivy.metrics import sp

from models.layout.part import Part
from ui.theme import Face
from ui.widgets.font import font_for
from ui.widgets.label import TextLabel
from ui.widgets.text_texture import if_shaped, measure


class Paragraph(TextLabel):
    """A label of as many lines as its width needs."""

    def height_in(self, width: int) -> Part:
        """Return the height in pixels that it needs at a width."""
        if width < 1 or not self.text:
            return Part(_line(self._face))
        if measure(self.text, self._face) <= width:
            return Part(_line(self._face))
        return Part(_wrapped(self.text, self._face, width, sp(1)).height + 2)

    def _place(self, *_: object) -> None:
        width = int(self.width)
        if width < 1 or not self.text or measure(self.text, self._face) <= width:
            super()._place()
            return
        drawn = _wrapped(self.text, self._face, width, sp(1))
        self._words.texture, self._words.size = drawn, drawn.size
        self._words.pos = (round(self.x), round(self.top - drawn.height))


def _line(face: Face) -> int:
    return math.ceil(sp(face.size) * 1.6)


@lru_cache(maxsize=64)
def _wrapped(text: str, face: Face, width: int, _scale: float) -> Texture:
    shaped = if_shaped(text, lambda shaping: shaping.paragraph_texture(text, face, width))
    return _plain(text, face, width) if shaped is None else shaped


def _plain(text: str, face: Face, width: int) -> Texture:
    label = CoreLabel(
        text=text,
        font_name=font_for(text, face.font),
        font_size=round(sp(face.size)),
        text_size=(width, None),
    )
    label.refresh()
    return label.texture
