"""The playhead: a line with a flag, whose movement redraws only the strips it leaves and enters.

A frame of the window draws what lies below the playhead, keeps a picture of that, and draws the
playhead and what lies above. While nothing else changes and nothing lies above, the playhead moves
over that picture, and only the strips around its former and its new position are drawn and
presented. Copying the picture in the middle of a frame waits for the renderer: where somebody waits
for it anyway, and nothing lies above, the frame is drawn without the playhead, which follows when
the rest is rendered. Without a way to present a part of the window, or below something else, each
movement redraws the window.
"""

from __future__ import annotations

import math
from functools import partial

from kivy.core.window import Window
from kivy.graphics import (
    Callback,
    Color,
    InstructionGroup,
    Mesh,
    Rectangle,
    RenderContext,
    ScissorPop,
    ScissorPush,
)
from kivy.graphics.opengl import (
    GL_TEXTURE_2D,
    GL_TEXTURE_BINDING_2D,
    glBindTexture,
    glCopyTexSubImage2D,
    glGetIntegerv,
)
from kivy.graphics.texture import Texture
from kivy.metrics import dp
from kivy.uix.widget import Widget

from ui.glx import partial_present
from ui.rendering import rendering
from ui.theme import PALETTE
from ui.widgets.stacking import Box, overlaid

Area = tuple[int, int, int, int]
"""Left, bottom, width, height, in whole window pixels."""
NOWHERE: Area = (0, 0, 0, 0)


class Line:
    """The drawing of a playhead, in window pixels."""

    def __init__(self, group: InstructionGroup) -> None:
        self._colour = Color(rgba=PALETTE.playhead)
        self._line = Rectangle(size=(0, 0))
        self._flag = Mesh(mode="triangles", indices=[0, 1, 2])
        for one in (self._colour, self._line, self._flag):
            group.add(one)
        self.drawn: tuple[int | None, Box] = (None, (0.0, 0.0, 0.0, 0.0))
        """Position and place drawn last."""

    def draw(self, at: int | None, place: Box) -> None:
        """Draw it at window x `at`, as high as `place`; `None`: nowhere."""
        if (at, place) == self.drawn:
            return  # drawing the same again would redraw the whole window
        self.drawn = (at, place)
        if at is None:
            self._line.size = (0, 0)
            self._flag.vertices = []
            return
        _, bottom, _, height = place
        self._line.pos, self._line.size = (at - 1, bottom), (max(2, dp(1.5)), height)
        top, wing = bottom + height, dp(6)
        self._flag.vertices = [
            *(at - wing, top, 0, 0),
            *(at + wing, top, 0, 0),
            *(at, top - dp(7), 0, 0),
        ]

    @staticmethod
    def area(at: int, place: Box) -> Area:
        """Return whole pixels that contain all that `draw` draws."""
        reach = math.ceil(dp(6)) + 1
        bottom = math.floor(place[1])
        return at - reach, bottom, 2 * reach, math.ceil(place[1] + place[3]) - bottom


class Playhead:
    """Draws the playhead into `over`, above its content."""

    def __init__(self, owner: Widget, over: InstructionGroup) -> None:
        """Draw nothing yet; `owner` is the widget whose canvas `over` belongs to."""
        self._owner = owner
        self._place: Box = (0.0, 0.0, 1.0, 1.0)
        self._wanted: tuple[int | None, Box] = (None, self._place)
        """Position and place on the screen; the window's own line may be behind."""
        over.add(Callback(self._keep_below))
        self._line = Line(over)
        self._below: Texture | None = None
        self._kept: Area = NOWHERE
        """Area of the window whose picture is kept; empty: none, or no longer valid."""
        self._moves = False
        self._context = RenderContext()
        with self._context:
            self._scissor = ScissorPush()
            Color(rgba=(1, 1, 1, 1))
            self._picture = Rectangle()
        self._strip = Line(self._context)
        with self._context:
            ScissorPop()
        Window.bind(on_draw=self._catch_up)

    def move(self, at: int | None, place: Box, *, moves: bool) -> None:
        """Draw it at window x `at`, as high as `place`.

        Args:
            at: Whole window pixels; `None`: nowhere.
            place: Left, bottom, width and height of the picture it crosses, in window pixels.
            moves: Whether it will move again soon.
        """
        before, self._wanted, self._moves = self._wanted, (at, place), moves
        if before == self._wanted:
            return
        if at is None or before[0] is None or before[1] != place or not self._separate():
            if (at, place) == self._line.drawn:
                Window.canvas.ask_update()  # what is on the screen is a strip
            self._line.draw(at, place)
            return
        self._strip.draw(at, place)
        for area in _joined(Line.area(before[0], place), Line.area(at, place)):
            self._present(area)

    def _separate(self) -> bool:
        """Tell whether strips may be drawn: the rest of the window is unchanged and below."""
        return bool(
            not Window.canvas.needs_redraw
            and self._kept != NOWHERE
            and not overlaid(self._owner, self._kept)
        )

    def _present(self, area: Area) -> None:
        present, area = partial_present(), _shared(area, self._kept)
        if present is None or area[2] <= 0 or area[3] <= 0:
            return
        self._draw_strip(area)
        present(*area)

    def _draw_strip(self, area: Area) -> None:
        for name in ("projection_mat", "modelview_mat"):
            self._context[name] = Window.render_context[name]
        self._scissor.x, self._scissor.y, self._scissor.width, self._scissor.height = area
        self._context.draw()

    def _catch_up(self, *_: object) -> None:
        """Before a frame of the window: draw the line where it is on the screen."""
        self._kept = NOWHERE
        at, place = self._wanted
        area = self._area()
        if at is not None and area is not None and self._may_follow(area):
            self._line.draw(None, place)
            rendering.then(self, partial(self._finish_frame, at, place, area))
        else:
            self._line.draw(at, place)

    def _may_follow(self, area: Area) -> bool:
        """Tell whether the line may be drawn when the rest is rendered: shown, and above all."""
        shown = rendering.awaited and self._owner.get_parent_window() is not None
        return shown and not overlaid(self._owner, area)

    def _finish_frame(self, at: int, place: Box, area: Area) -> None:
        """Once a frame without a line is rendered: keep its picture, and draw the line over it."""
        self._keep(area)
        self._strip.draw(at, place)
        self._draw_strip(_shared(Line.area(at, place), area))

    def _keep_below(self, _instruction: object) -> bool:
        """Keep the picture of what has been drawn so far, if the playhead will move over it."""
        area = self._area()
        if area is not None and self._line.drawn[0] is not None:
            self._keep(area)
        return True

    def _area(self) -> Area | None:
        """Return the area whose picture is to be kept; `None`: the playhead will not move."""
        at, place = self._wanted
        if not self._moves or at is None or partial_present() is None:
            return None
        reach = math.ceil(dp(6)) + 1
        left, right = math.floor(place[0]) - reach, math.ceil(place[0] + place[2]) + reach
        _, bottom, _, height = Line.area(at, place)
        window = (0, 0, int(Window.width), int(Window.height))
        area = _shared((left, bottom, right - left, height), window)
        return area if area[2] > 0 and area[3] > 0 else None

    def _keep(self, area: Area) -> None:
        bound = glGetIntegerv(GL_TEXTURE_BINDING_2D)[0]
        below = self._texture(area[2:])
        below.bind()  # which also allocates it
        glCopyTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, *area)
        glBindTexture(GL_TEXTURE_2D, bound)
        self._picture.pos, self._picture.size = area[:2], area[2:]
        self._kept = area

    def _texture(self, size: tuple[int, int]) -> Texture:
        if self._below is None or self._below.size != size:
            # Without alpha, as the window's own may not be 1 where it is opaque.
            self._below = Texture.create(size=size, colorfmt="rgb")
            self._below.mag_filter = self._below.min_filter = "nearest"
            self._picture.texture = self._below
        return self._below


def _shared(one: Area, other: Area) -> Area:
    left, bottom = max(one[0], other[0]), max(one[1], other[1])
    right = min(one[0] + one[2], other[0] + other[2])
    top = min(one[1] + one[3], other[1] + other[3])
    return left, bottom, right - left, top - bottom


def _joined(one: Area, other: Area) -> tuple[Area, ...]:
    """Return areas of the same height that contain both: one, if they overlap."""
    if abs(one[0] - other[0]) > one[2]:
        return one, other
    left = min(one[0], other[0])
    return ((left, one[1], max(one[0], other[0]) + one[2] - left, one[3]),)
