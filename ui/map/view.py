"""The map: look around, hear what lies under the hand, draw a line around what belongs together."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from kivy.graphics import Color, Line, ScissorPop, ScissorPush
from kivy.input.motionevent import MotionEvent
from kivy.metrics import dp
from kivy.uix.widget import Widget
from numpy.typing import NDArray

from actors.messages import intents
from models.audio.clock import clock
from models.audio.units import SampleId
from models.library.samples import SampleIds
from models.map.chart import MapLayout
from models.map.lasso import points_inside
from models.state.screen import Panel
from ui.map.colours import Label, coloured
from ui.map.names import Names
from ui.map.points import Points
from ui.map.ring import Ring
from ui.map.viewport import Point, Viewport
from ui.slices import MapSlices
from ui.theme import PALETTE, Sizes
from ui.widgets import hover
from ui.widgets.pointer import FINGER, pointer

REACH, FINGER_REACH = 10, 22
"""dp within which a point is hit, by mouse and by finger."""
SMALLEST, LARGEST = 1.5, 4.5
"""dp of the radius of a point, of many on the whole map, and of few or from close by."""
MANY = 50_000
"""Points that are drawn smallest."""
CLOSER = 1.18
"""Factor of one step of the wheel."""

Say = Callable[[intents.Intent], None]


class MapView(Widget):
    """Points; the list tells which of them are strong, and its focus has a ring."""

    hovered = False

    def __init__(self, say: Say, sizes: Sizes) -> None:
        super().__init__()
        self._say, self._sizes = say, sizes
        self._ground = Viewport()
        self._drawn: tuple[object, ...] = ()
        self._chart: MapLayout | None = None
        self._listed: NDArray[np.bool_] = np.zeros(0, bool)
        self._strong: NDArray[np.intp] = np.zeros(0, np.intp)
        """Rows of points that are listed, and where these lie."""
        self._strong_places: NDArray[np.float32] = np.zeros((0, 2), np.float32)
        self._shades: NDArray[np.float32] = np.zeros((0, 4), np.float32)
        self._labels: tuple[Label, ...] = ()
        self._focus: SampleId | None = None
        self._title = ""
        self._fingers: dict[object, Point] = {}
        self._heard: SampleId | None = None
        self._outline: list[Point] = []
        self.lasso = False
        """A drag draws a line, also without Shift."""
        with self.canvas:
            self._scissor = ScissorPush()
        self._points = Points(self.canvas)
        self._names = Names(self.canvas)
        with self.canvas:
            self._over_shade = Color(rgba=(1, 1, 1, 0))
            self._over = Line(width=1)
        self._ring = Ring(self.canvas)
        with self.canvas:
            Color(rgba=PALETTE.accent)
            self._line = Line(width=dp(1))
            ScissorPop()
        self.bind(pos=self._place, size=self._place)
        hover.watch(self)

    @property
    def ground(self) -> Viewport:
        """What is looked at."""
        return self._ground

    def change_sizes(self, sizes: Sizes) -> None:
        """Take the sizes of another density."""
        self._sizes = sizes

    def pixel_of(self, sample: SampleId) -> Point | None:
        """Return where a sample is drawn, `None` if it has no place."""
        row = None if self._chart is None else self._chart.ids.row(sample)
        if self._chart is None or row is None:
            return None
        x, y = self._chart.places[row]
        return self._ground.pixel((float(x), float(y)))

    def show(self, state: MapSlices) -> None:
        """Draw the points of the list strong, the others faint."""
        known = state.map
        self._chart = known.chart
        told = (known.chart, known.traits, known.colouring, state.browser.ids)
        drawn = (*told, state.browser.selection)
        if known.chart is not None and told != self._drawn[: len(told)]:
            self._colour(known.chart, state)
        if known.chart is not None and drawn != self._drawn:
            self._drawn = drawn
            self._fill(known.chart, state.browser.selection)
        self._focus = state.browser.focus
        sample = state.editor.sample
        shown = sample is not None and sample.id == self._focus
        self._title = f"{sample.name}   {clock(sample.length, 1)}" if sample and shown else ""
        self._look()

    def _colour(self, chart: MapLayout, state: MapSlices) -> None:
        """Find out what points tell but for which are selected."""
        known = state.map
        self._listed = np.isin(chart.ids.array, state.browser.ids.array)
        self._strong = np.flatnonzero(self._listed)
        self._strong_places = chart.places[self._strong]
        traits, by = known.traits, known.colouring
        self._shades, self._labels = coloured(chart, traits, by, self._listed)

    def _fill(self, chart: MapLayout, selection: frozenset[SampleId]) -> None:
        shades = self._shades
        if selection:
            shades = shades.copy()
            shades[np.isin(chart.ids.array, np.array(sorted(selection), np.int64))] = PALETTE.text
        self._points.fill(chart.places, shades)

    # ------------------------------------------------------------ looking

    def _place(self, *_: object) -> None:
        self._scissor.x, self._scissor.y = round(self.x), round(self.y)
        self._scissor.width, self._scissor.height = round(self.width), round(self.height)
        self._go(
            Viewport(tuple(self.pos), tuple(self.size), self._ground.centre, self._ground.zoom)
        )

    def _go(self, ground: Viewport) -> None:
        self._ground = ground
        self._look()

    def _look(self) -> None:
        count = 1 if self._chart is None else max(1, len(self._chart.ids))
        many = max(1.0, MANY / count) ** 0.15
        radius = min(LARGEST, SMALLEST * many * self._ground.zoom**0.35)
        self._points.look(self._ground, dp(radius))
        self._names.look(self._labels, self._ground, dp(radius))
        at = None if self._focus is None else self.pixel_of(self._focus)
        self._ring.look(at, self._title, self.right)

    # ------------------------------------------------------------ hands

    def zoom_to(self, zoom: float) -> None:
        """Look from so close at the middle."""
        self._go(Viewport(self._ground.pos, self._ground.size, zoom=zoom))

    def pan(self, x: float, y: float) -> None:
        """Move the map by pixels."""
        self._go(self._ground.panned(x, y))

    def under(self, pixel: Point) -> SampleId | None:
        """Return the sample of the list that the mouse hits there."""
        return self._under(pixel, REACH)

    def _under(self, pixel: Point, reach: float) -> SampleId | None:
        if self._chart is None:
            return None
        row = self._ground.nearest(self._strong_places, pixel, dp(reach))
        return None if row is None else self._chart.ids[int(self._strong[row])]

    def collide_window(self, x: float, y: float) -> bool:
        """Draw a ring around what the mouse is over."""
        over = bool(self.collide_point(x, y)) and self.parent is not None
        found = self.under((x, y)) if over else None
        at = None if found is None else self.pixel_of(found)
        self._over_shade.rgba = (1, 1, 1, 0) if at is None else PALETTE.second
        if at is not None:
            self._over.circle = (*at, dp(5))
        return over

    def hover_changed(self) -> None:
        """Nothing else: the ring follows the mouse."""

    def on_touch_down(self, touch: MotionEvent) -> bool:
        """Begin to hear, to move the map, or to draw a line."""
        if not self.collide_point(*touch.pos):
            return False
        if touch.is_mouse_scrolling:
            factor = CLOSER if touch.button == "scrolldown" else 1 / CLOSER
            self._go(self._ground.zoomed(factor, touch.pos))
            return True
        self._say(intents.FocusPanel(Panel.SAMPLES))
        touch.grab(self)
        if pointer(touch) == FINGER:
            self._fingers[touch.uid] = tuple(touch.pos)
        if touch.is_double_tap and self._under(touch.pos, self._reach(touch)) is None:
            self._go(Viewport(self._ground.pos, self._ground.size))
        elif self._draws(touch):
            self._outline = [tuple(touch.pos)]
        elif self._hears(touch):
            self._hear(touch)
        return True

    def on_touch_move(self, touch: MotionEvent) -> bool:
        """Hear what comes under the hand, move the map, or draw on."""
        if touch.grab_current is not self:
            return False
        if len(self._fingers) > 1 and touch.uid in self._fingers:
            self._pinch(touch)
        elif self._outline:
            self._outline.append(tuple(touch.pos))
            self._line.points = [value for point in self._outline for value in point]
        elif self._hears(touch):
            self._hear(touch)
        else:
            self.pan(touch.dx, touch.dy)
        if touch.uid in self._fingers:
            self._fingers[touch.uid] = tuple(touch.pos)
        return True

    def on_touch_up(self, touch: MotionEvent) -> bool:
        """Let go: a line that was drawn selects."""
        if touch.grab_current is not self:
            return False
        touch.ungrab(self)
        self._fingers.pop(touch.uid, None)
        self._heard = None
        outline, self._outline = self._outline, []
        self._line.points = []
        if len(outline) > 2:  # noqa: PLR2004 - less has no inside
            self._surround(outline)
        return True

    def _draws(self, touch: MotionEvent) -> bool:
        main = pointer(touch) in {FINGER, "left"} and len(self._fingers) < 2  # noqa: PLR2004 - two fingers move the map
        return main and (self.lasso or hover.shift_held())

    def _hears(self, touch: MotionEvent) -> bool:
        return pointer(touch) in {FINGER, "left"} and len(self._fingers) < 2  # noqa: PLR2004 - as above

    def _reach(self, touch: MotionEvent) -> float:
        return FINGER_REACH if pointer(touch) == FINGER else REACH

    def _hear(self, touch: MotionEvent) -> None:
        found = self._under(touch.pos, self._reach(touch))
        if found is not None and found != self._heard:
            self._heard = found
            self._say(intents.PickSample(found))

    def _pinch(self, touch: MotionEvent) -> None:
        others = [at for uid, at in self._fingers.items() if uid != touch.uid]
        before, other = self._fingers[touch.uid], others[0]
        was, now = _apart(before, other), _apart(touch.pos, other)
        middle = ((touch.x + other[0]) / 2, (touch.y + other[1]) / 2)
        ground = self._ground.zoomed(now / max(1.0, was), middle)
        self._go(ground.panned((touch.x - before[0]) / 2, (touch.y - before[1]) / 2))

    def _surround(self, outline: list[Point]) -> None:
        if self._chart is None:
            return
        places = np.array([self._ground.place(point) for point in outline], np.float32)
        within = points_inside(self._chart.places, places) & self._listed
        self._say(intents.SelectOnMap(SampleIds(self._chart.ids.array[within].copy())))


def _apart(one: Point, other: Point) -> float:
    return float(np.hypot(one[0] - other[0], one[1] - other[1]))
