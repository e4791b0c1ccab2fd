"""Text or picture inside a row: a tinted texture with a position."""

from __future__ import annotations

from kivy.graphics import Color, InstructionGroup, Rectangle
from kivy.graphics.texture import Texture

from ui.theme import Colour, Face
from ui.widgets.text_texture import texture


class Sprite:
    """One texture; positions are relative to the row."""

    def __init__(self, group: InstructionGroup, shade: Colour) -> None:
        self._colour = Color(rgba=shade)
        self._shape = Rectangle(size=(0, 0))
        group.add(self._colour)
        group.add(self._shape)

    def hide(self) -> None:
        """Draw nothing."""
        self._shape.size = (0, 0)

    def write(  # noqa: PLR0913, PLR0917 - a text has a face, a colour and a place
        self, words: str, face: Face, shade: Colour, left: float, room: float, height: float
    ) -> None:
        """Draw `words` from `left` on, shortened to `room`, centred in `height`."""
        if not words or room < 1:
            self.hide()
            return
        self.draw(texture(words, face, int(room)), shade, left, height)

    def write_to(self, words: str, face: Face, shade: Colour, right: float, height: float) -> None:
        """Draw `words` right-aligned at `right`."""
        if not words:
            self.hide()
            return
        drawn = texture(words, face)
        self.draw(drawn, shade, right - drawn.width, height)

    def draw(
        self,
        drawn: Texture,
        shade: Colour,
        left: float,
        height: float,
        size: tuple[int, int] | None = None,
    ) -> None:
        """Draw a texture from `left` on, centred in `height`, at its own size or `size`."""
        wide, tall = size or drawn.size
        self._colour.rgba = shade
        self._shape.texture = drawn
        self._shape.size = (wide, tall)
        self._shape.pos = (round(left), round((height - tall) / 2))
