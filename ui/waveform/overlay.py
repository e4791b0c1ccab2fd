"""Overlays of the picture: selection, loop bar, playhead, hover line, ruler.

Moving any of them does not redraw the waveform.
"""

from __future__ import annotations

from kivy.graphics import Color, InstructionGroup, Rectangle, RoundedRectangle
from kivy.metrics import dp
from kivy.uix.widget import Widget

from models.audio.clock import clock
from models.audio.span import Span
from models.audio.units import Hertz, Seconds
from models.edit.edit import Edit
from models.metadata.loop import Loop
from models.metadata.marker import Marker
from models.state.slicing import Slicing
from models.waveform.ruler import beats, marks
from models.waveform.view import View
from ui.theme import NUMBER, PALETTE, Colour, faded
from ui.waveform.fade_handles import FadeHandles
from ui.waveform.hit_marks import HitMarks
from ui.waveform.marks import Marks
from ui.waveform.playhead import Playhead
from ui.waveform.slice_marks import SliceMarks
from ui.widgets.text_texture import texture

APART = 90
"""Minimum distance of two ruler marks in dp."""
BAR = 5
"""Height of the loop bar in dp."""
STRIP = faded(PALETTE.ground, 0.86)
"""Ground of figures over waves and spectrogram."""
FIGURE = PALETTE.second
FAR_OUT = 1e6
"""Pixel limit for edges outside the view (keeps GL coordinates exact)."""


def ruler_height() -> float:
    """Return the height in pixels of the strip of figures at the bottom."""
    return float(texture("0", NUMBER).height + dp(4))


class Box:
    """A tinted rectangle that can be moved or hidden."""

    def __init__(self, group: InstructionGroup, shade: Colour, radius: float = 0.0) -> None:
        self._colour, self._opacity = Color(rgba=shade), shade[3]
        self._shape = RoundedRectangle(radius=[radius]) if radius else Rectangle()
        group.add(self._colour)
        group.add(self._shape)
        self.hide()

    def draw(self, x: float, y: float, width: float, height: float) -> None:
        """Draw it at this position and size."""
        self._colour.a = self._opacity
        self._shape.pos, self._shape.size = (x, y), (width, height)

    def hide(self) -> None:
        """Draw nothing."""
        self._colour.a = 0.0  # a rounded rectangle of size 0 would be drawn at its old size
        self._shape.size = (0, 0)

    def tint(self, shade: Colour) -> None:
        """Set its colour."""
        self._colour.rgba, self._opacity = shade, shade[3]


class Overlay:
    """Draws into `under` and `over`, in window pixels, inside `left, bottom, width, height`."""

    def __init__(self, owner: Widget, under: InstructionGroup, over: InstructionGroup) -> None:
        """Draw nothing yet; `owner` is the widget whose canvas the groups belong to."""
        self._grid = InstructionGroup()
        under.add(self._grid)
        self._tint = Box(under, PALETTE.selected)
        self._labels = InstructionGroup()
        over.add(self._labels)
        self._slices = SliceMarks(under, over)
        self._hits = HitMarks(over)
        self._fades = FadeHandles(over)
        self._marks = Marks(over)
        self._edges = (Box(over, PALETTE.accent), Box(over, PALETTE.accent))
        self._handles = (Box(over, PALETTE.accent, dp(2)), Box(over, PALETTE.accent, dp(2)))
        self._bar = Box(over, faded(PALETTE.accent, 0.5))
        self._hover = Box(over, faded(PALETTE.text, 0.25))
        self._hover_ground = Box(over, STRIP)
        over.add(Color(rgba=PALETTE.text))
        self._hover_label = Rectangle(size=(0, 0))
        over.add(self._hover_label)
        self._playhead = Playhead(owner, over)
        self._sign_ground = Box(over, STRIP)
        over.add(Color(rgba=PALETTE.text))
        self._sign = Rectangle(size=(0, 0))
        over.add(self._sign)
        self._signed = ""
        self._place = (0.0, 0.0, 1.0, 1.0)
        self._hovered: tuple[float | None, str] = (None, "")

    def set_area(self, left: float, bottom: float, width: float, height: float) -> None:
        """Set the area to draw in."""
        self._place = (left, bottom, width, height)
        self._marks.set_area(left, bottom, width, height)
        self._slices.set_area(left, bottom, width, height)
        self._place_sign()

    def draw_sign(self, words: str) -> None:
        """Write the snap and the magnification above the ruler's left end, if not the default."""
        if words != self._signed:
            self._signed = words
            self._place_sign()

    def _place_sign(self) -> None:
        left, bottom, width, _ = self._place
        drawn = texture(self._signed, NUMBER) if self._signed else None
        if drawn is None or drawn.width > width - dp(12):
            self._sign_ground.hide()
            self._sign.size = (0, 0)
            return
        # Above are the bar and the handles of a selection, and names of loops and markers.
        at = (round(left + dp(6)), round(bottom + ruler_height() + dp(4)))
        self._sign_ground.draw(at[0] - dp(3), at[1], drawn.width + dp(6), drawn.height)
        self._sign.texture, self._sign.pos, self._sign.size = drawn, at, drawn.size

    def draw_markers(
        self, view: View | None, loops: tuple[Loop, ...], markers: tuple[Marker, ...]
    ) -> None:
        """Draw the loops and markers stored in the file."""
        self._marks.show(view, loops, markers)

    def draw_slices(self, view: View | None, onsets: tuple[int, ...], slicing: Slicing) -> None:
        """Draw the onsets, and in slice mode the markers and slices."""
        self._slices.show(view, onsets, slicing)

    def draw_hits(self, view: View | None, hits: tuple[Span, ...]) -> None:
        """Draw the places that a search found."""
        self._hits.show(view, self._place, hits)

    def draw_fades(
        self, view: View | None, span: Span | None, fade: Edit | None, inset: float
    ) -> None:
        """Draw the handles of the selection, and the fade that is being shaped."""
        self._fades.show(view, self._place, span, fade, inset)

    def draw_ruler(self, view: View | None, rate: Hertz, tempo: float | None = None) -> None:
        """Draw the grid with times, or with bars and beats at `tempo` BPM."""
        self._grid.clear()
        self._labels.clear()
        if view is None:
            return
        left, bottom, width, height = self._place
        self._grid.add(Color(rgba=faded(PALETTE.line, 0.55)))
        # One strip for all figures: they stay readable over waves and spectrogram.
        self._labels.add(Color(rgba=STRIP))
        self._labels.add(Rectangle(pos=(left, bottom), size=(width, ruler_height())))
        self._labels.add(Color(rgba=FIGURE))
        if tempo is None:
            times = marks(view, rate, dp(APART))
            labels = [(m.x, clock(Seconds(m.time + 1e-9), m.digits)) for m in times]
        else:
            labels = [(mark.x, mark.words) for mark in beats(view, rate, tempo, dp(APART))]
        for mark_x, label in labels:
            x = left + round(mark_x)
            self._grid.add(Rectangle(pos=(x, bottom), size=(1, height)))
            words = texture(label, NUMBER)
            if mark_x + words.width + dp(6) < width:
                at = (round(x + dp(4)), round(bottom + dp(2)))
                self._labels.add(Rectangle(texture=words, pos=at, size=words.size))

    def draw_selection(
        self,
        view: View | None,
        span: Span | None,
        loop: Span | None = None,
        *,
        looping: bool,
        bar: bool = True,
    ) -> None:
        """Draw the selection with edges, handles and bar; the bar shows the loop.

        Args:
            view: Visible span.
            span: Selection.
            loop: Loop stored in the file, used without a selection.
            looping: Whether loop mode is on.
            bar: Draw the bar of the selection; slices have flags and numbers there.
        """
        if view is None:
            self._clear()
            return
        left, bottom, width, height = self._place
        if span is None:
            self._clear()
            if looping:
                self._bar.tint(PALETTE.loop)
                begin = max(0.0, _near(view.x_at(loop.start))) if loop else 0.0
                end = min(width, _near(view.x_at(loop.end))) if loop else width
                inside = max(0.0, end - begin)
                self._bar.draw(left + begin, bottom + height - dp(BAR), inside, dp(BAR))
            return
        begin, end = (_near(view.x_at(frame)) for frame in (span.start, span.end))
        shown_begin, shown_end = max(0.0, begin), min(width, end)
        inside = max(0.0, shown_end - shown_begin)
        self._tint.draw(left + shown_begin, bottom, inside, height)
        self._bar.tint(PALETTE.loop if looping else faded(PALETTE.accent, 0.5))
        if bar:
            self._bar.draw(left + shown_begin, bottom + height - dp(BAR), inside, dp(BAR))
        else:
            self._bar.hide()
        handle = (dp(10), dp(36))
        for edge, grip, x in zip(self._edges, self._handles, (begin, end), strict=True):
            if 0 <= x <= width:
                edge.draw(left + round(x) - 1, bottom, max(2, dp(1.5)), height)
                grip.draw(
                    left + round(x) - handle[0] / 2,
                    bottom + height / 2 - handle[1] / 2,
                    *handle,
                )
            else:
                edge.hide()
                grip.hide()

    def _clear(self) -> None:
        for box in (self._tint, self._bar, *self._edges, *self._handles):
            box.hide()

    def draw_playhead(self, view: View | None, frame: float, *, moves: bool) -> None:
        """Draw the playhead at `frame`; `moves`: it will move again soon."""
        left, _, width, _ = self._place
        x = view.x_at(frame) if view is not None else -1.0
        at = round(left) + round(x) if 0 <= x <= width else None
        self._playhead.move(at, self._place, moves=moves)

    def draw_hover_line(self, x: float | None, words: str = "") -> None:
        """Draw the line under the mouse, `x` pixels from the left edge, and its time."""
        left, bottom, width, height = self._place
        if (x, words) == self._hovered:
            return
        self._hovered = (x, words)
        if x is None:
            self._hover.hide()
            self._hover_ground.hide()
            self._hover_label.size = (0, 0)
            return
        self._hover.draw(left + round(x), bottom, 1, height)
        drawn = texture(words, NUMBER)
        room = x + dp(6) + drawn.width < width
        at = left + round(x) + (dp(6) if room else -dp(6) - drawn.width)
        self._hover_label.texture, self._hover_label.size = drawn, drawn.size
        y = round(bottom + height - dp(10) - drawn.height)
        self._hover_label.pos = (round(at), y)
        self._hover_ground.draw(round(at) - dp(3), y, drawn.width + dp(6), drawn.height)


def _near(x: float) -> float:
    return max(-FAR_OUT, min(FAR_OUT, x))
