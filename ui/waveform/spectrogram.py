"""Spectrogram renderer: levels as a texture, coloured by a shader."""

from __future__ import annotations

import math

from kivy.graphics import BindTexture, Canvas, Color, InstructionGroup, Rectangle, RenderContext
from kivy.graphics.texture import Texture
from kivy.metrics import dp

from models.waveform.spectrum import LOWEST, Spectrum
from models.waveform.view import View
from ui.theme import NUMBER, PALETTE, faded
from ui.waveform.ramp import SHADES, ramp
from ui.widgets.text_texture import texture

FRAGMENT = """
$HEADER$
uniform sampler2D shades;
uniform float columns;
void main(void) {
    float time = (floor(tex_coord0.x * columns) + 0.5) / columns;
    float level = texture2D(texture0, vec2(time, tex_coord0.y)).r;
    gl_FragColor = vec4(texture2D(shades, vec2((level * 255.0 + 0.5) / 256.0, 0.5)).rgb, 1.0);
}
"""
"""Nearest neighbour in time, linear in pitch (by the texture's filter)."""
MARKS = ((100.0, "100 Hz"), (1_000.0, "1 kHz"), (10_000.0, "10 kHz"))
TICK = 6
"""Length of the tick beside a label, in dp."""
PAD = 3
"""Padding of a label's background in dp."""

Pair = tuple[float, float]


class Spectrogram:
    """Draws into `canvas`; does nothing when neither spectrum, view nor place have changed."""

    def __init__(self, canvas: Canvas) -> None:
        """Append to `canvas`, above its content.

        Args:
            canvas: In window pixels, without scale or rotation.
        """
        shared = {"use_parent_projection": True, "use_parent_modelview": True}
        self._context = RenderContext(fs=FRAGMENT, **shared)
        self._context["shades"], self._context["columns"] = 1, 1.0
        shades = Texture.create(size=(SHADES, 1), colorfmt="rgb")
        shades.blit_buffer(ramp(), colorfmt="rgb", bufferfmt="ubyte")
        self._context.add(Color(1, 1, 1, 1))
        self._context.add(BindTexture(texture=shades, index=1))
        self._picture = Rectangle(size=(0, 0))
        self._context.add(self._picture)
        self._marks = InstructionGroup()
        canvas.add(self._context)
        canvas.add(self._marks)
        self._levels: Texture | None = None
        self._uploaded: Spectrum | None = None
        self._shown: tuple[Spectrum, View, Pair, Pair] | None = None

    def clear(self) -> None:
        """Draw nothing."""
        self._shown = None
        self._picture.size = (0, 0)
        self._marks.clear()

    def show(self, spectrum: Spectrum, pos: Pair, size: Pair, view: View | None = None) -> None:
        """Draw `spectrum` from `pos` on, low pitches at the bottom.

        Args:
            spectrum: Its levels are uploaded when it changed.
            pos: Window pixels; rounded to whole pixels.
            size: Window pixels.
            view: Current view, if it may differ from that of `spectrum`, whose columns are then
                drawn where they lie in it.
        """
        view, before = view or spectrum.view, self._shown
        pos, size = (float(round(pos[0])), float(round(pos[1]))), (size[0], size[1])
        if before is not None and before[0] is spectrum and before[1:] == (view, pos, size):
            return
        self._shown = (spectrum, view, pos, size)
        if spectrum is not self._uploaded:
            self._upload(spectrum)
        self._place(spectrum, view, pos, size)
        if before is None or before[0].highest != spectrum.highest or before[2:] != (pos, size):
            self._mark(spectrum.highest, pos, size)

    def _upload(self, spectrum: Spectrum) -> None:
        rows, columns = spectrum.levels.shape
        if self._levels is None or self._levels.size != (columns, rows):
            self._levels = Texture.create(size=(columns, rows), colorfmt="luminance")
            self._levels.min_filter = self._levels.mag_filter = "linear"
            self._picture.texture = self._levels
        levels = spectrum.levels.tobytes()
        self._levels.blit_buffer(levels, colorfmt="luminance", bufferfmt="ubyte")
        self._context["columns"] = float(columns)
        self._uploaded = spectrum

    def _place(self, spectrum: Spectrum, view: View, pos: Pair, size: Pair) -> None:
        drawn, scale = spectrum.view, size[0] / view.width
        left, right = (view.x_at(frame) * scale for frame in (drawn.start, drawn.end))
        if view == drawn:  # avoids a rounding error
            left, right = 0.0, size[0]
        first, last = max(0.0, left), min(size[0], right)
        if first >= last or right <= left:
            self._picture.size = (0, 0)
            return
        begin, end = ((x - left) / (right - left) for x in (first, last))
        self._picture.tex_coords = (begin, 0.0, end, 0.0, end, 1.0, begin, 1.0)
        self._picture.pos = (pos[0] + first, pos[1])
        self._picture.size = (last - first, size[1])

    def _mark(self, highest: float, pos: Pair, size: Pair) -> None:
        self._marks.clear()
        for pitch, words in MARKS:
            if not LOWEST < pitch < highest:
                continue
            drawn = texture(words, NUMBER)
            y = round(pos[1] + size[1] * math.log(pitch / LOWEST) / math.log(highest / LOWEST))
            at = (pos[0] + round(dp(TICK + PAD)), round(y - drawn.height / 2))
            if not pos[1] <= at[1] <= pos[1] + size[1] - drawn.height:
                continue
            patch = (drawn.width + 2 * round(dp(PAD)), drawn.height)
            self._marks.add(Color(rgba=faded(PALETTE.ground, 0.6)))
            self._marks.add(Rectangle(pos=(at[0] - round(dp(PAD)), at[1]), size=patch))
            self._marks.add(Color(rgba=PALETTE.second))
            self._marks.add(Rectangle(pos=(pos[0], y), size=(round(dp(TICK)), 1)))
            self._marks.add(Rectangle(texture=drawn, pos=at, size=drawn.size))
