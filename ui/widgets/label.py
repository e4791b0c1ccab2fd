"""Label of one line; much lighter than Kivy's own."""

from __future__ import annotations

from kivy.graphics import Color, Rectangle
from kivy.uix.widget import Widget

from ui.theme import BODY, PALETTE, Colour, Face
from ui.widgets.text_texture import measure, texture


class TextLabel(Widget):
    """Draws one line, vertically centred; text that is too long is elided in the middle."""

    def __init__(
        self,
        text: str = "",
        face: Face = BODY,
        shade: Colour = PALETTE.text,
        align: str = "left",
        **options: object,
    ) -> None:
        super().__init__(**options)
        self._text, self._face, self._shade, self._align = text, face, shade, align
        with self.canvas:
            self._colour = Color(rgba=shade)
            self._words = Rectangle(size=(0, 0))  # empty until laid out
        self.bind(pos=self._place, size=self._place)

    @property
    def text(self) -> str:
        """The text shown."""
        return self._text

    def show(self, text: str, shade: Colour | None = None) -> None:
        """Show `text`; redraw only on change."""
        if shade is not None and shade != self._shade:
            self._shade = shade
            self._colour.rgba = shade
        if text != self._text:
            self._text = text
            self._place()

    def natural_width(self) -> float:
        """Return the width of the whole text in pixels."""
        return measure(self._text, self._face)

    def _place(self, *_: object) -> None:
        if not self._text or self.width < 1:
            self._words.size = (0, 0)
            return
        drawn = texture(self._text, self._face, int(self.width))
        spare = {"left": 0.0, "right": 1.0, "center": 0.5}[self._align]
        self._words.texture = drawn
        self._words.size = drawn.size
        self._words.pos = (
            round(self.x + spare * (self.width - drawn.width)),
            round(self.center_y - drawn.height / 2),
        )
