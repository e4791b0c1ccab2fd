"""Interactive map: pan and zoom, audition points under the pointer, select with a lasso."""

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
from ui.map.colours import Label, colour_points
from ui.map.names import Names
from ui.map.points import Points
from ui.map.ring import Ring
from ui.map.viewport import Point, Viewport
from ui.slices import MapSlices
from ui.text.sample_list import dragged
from ui.theme import PALETTE, Sizes
from ui.widgets import hover
from ui.widgets.drag_layer import DragPayload
from ui.widgets.long_press import LongPress
from ui.widgets.pointer import FINGER, pointer
from ui.widgets.sample_payload import sample_payload

REACH, FINGER_REACH = 10, 22
"""Hit radius of a point in dp, for mouse and touch."""
SMALLEST, LARGEST = 1.5, 4.5
"""Radius of a point in dp: with many points on the whole map, and with few or zoomed in."""
MANY = 50_000
"""Number of points from which on they are drawn at minimum size."""
CLOSER = 1.18
"""Zoom factor of one wheel notch."""

SLACK, FINGER_SLACK = 4, 10
"""Maximum movement in dp of a press that opens a menu: with the right button, with a finger."""
AWAY = 8
"""Distance from the map in dp from which on a pressed point is dragged."""

Post = Callable[[intents.Intent], None]
Carry = Callable[[DragPayload, MotionEvent], None]


class MapView(Widget):
    """Points of all samples; listed ones are opaque, the focused one has a ring."""

    hovered = False

    def __init__(self, post: Post, sizes: Sizes, carry: Carry | None = None) -> None:
        """Create the map; a point that is dragged off it is passed to `carry`."""
        super().__init__()
        self._post, self._sizes, self._carry = post, sizes, carry
        self._viewport = Viewport()
        self._drawn: tuple[object, ...] = ()
        self._chart: MapLayout | None = None
        self._listed: NDArray[np.bool_] = np.zeros(0, bool)
        self._listed_rows: NDArray[np.intp] = np.zeros(0, np.intp)
        """Row indices of listed points, and their positions."""
        self._listed_places: NDArray[np.float32] = np.zeros((0, 2), np.float32)
        self._shades: NDArray[np.float32] = np.zeros((0, 4), np.float32)
        self._labels: tuple[Label, ...] = ()
        self._focus: SampleId | None = None
        self._title = self._name = ""
        self._fingers: dict[object, Point] = {}
        self._auditioned: SampleId | None = None
        self._pressed: SampleId | None = None
        """Point under the press."""
        self._selection: frozenset[SampleId] = frozenset()
        self._outline: list[Point] = []
        self.menu: Callable[[SampleId, Point], None] = lambda _sample, _at: None
        """Opens the menu of a point at a position in the window."""
        self.empty_menu: Callable[[Point], None] = lambda _at: None
        """Opens the menu of the map where there is no point."""
        self._long_press = LongPress()
        self.lasso = False
        """A drag draws a lasso without Shift, too."""
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
    def viewport(self) -> Viewport:
        """Visible part of the map."""
        return self._viewport

    def change_sizes(self, sizes: Sizes) -> None:
        """Apply the sizes of another density."""
        self._sizes = sizes

    def pixel_of(self, sample: SampleId) -> Point | None:
        """Return the pixel of a sample; `None` if it is not on the map."""
        row = None if self._chart is None else self._chart.ids.row(sample)
        if self._chart is None or row is None:
            return None
        x, y = self._chart.places[row]
        return self._viewport.pixel((float(x), float(y)))

    def show(self, state: MapSlices) -> None:
        """Draw the points of the list opaque, the others faint."""
        known = state.map
        self._chart = known.chart
        key = (known.chart, known.traits, known.colouring, state.browser.ids)
        drawn = (*key, state.browser.selection)
        if known.chart is not None and key != self._drawn[: len(key)]:
            self._colour(known.chart, state)
        if known.chart is not None and drawn != self._drawn:
            self._drawn = drawn
            self._fill(known.chart, state.browser.selection)
        self._focus, self._selection = state.browser.focus, state.browser.selection
        sample = state.editor.sample
        shown = sample is not None and sample.id == self._focus
        self._name = sample.name if sample and shown else ""
        self._title = f"{sample.name}   {clock(sample.length, 2)}" if sample and shown else ""
        self._redraw()

    def _colour(self, chart: MapLayout, state: MapSlices) -> None:
        """Compute everything about the points except the selection."""
        known = state.map
        self._listed = np.isin(chart.ids.array, state.browser.ids.array)
        self._listed_rows = np.flatnonzero(self._listed)
        self._listed_places = chart.places[self._listed_rows]
        traits, by = known.traits, known.colouring
        self._shades, self._labels = colour_points(chart, traits, by, self._listed)

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
        self._set_viewport(
            Viewport(tuple(self.pos), tuple(self.size), self._viewport.centre, self._viewport.zoom)
        )

    def _set_viewport(self, viewport: Viewport) -> None:
        self._viewport = viewport
        self._redraw()

    def _redraw(self) -> None:
        count = 1 if self._chart is None else max(1, len(self._chart.ids))
        many = max(1.0, MANY / count) ** 0.15
        radius = min(LARGEST, SMALLEST * many * self._viewport.zoom**0.35)
        self._points.set_viewport(self._viewport, dp(radius))
        self._names.draw(self._labels, self._viewport, dp(radius))
        at = None if self._focus is None else self.pixel_of(self._focus)
        self._ring.draw(at, self._title, self.right)

    # ------------------------------------------------------------ hands

    @property
    def moving(self) -> bool:
        """Whether further frames are needed, for a pending long press."""
        return self._long_press.waiting

    def fit(self) -> None:
        """Show the whole map."""
        self._set_viewport(Viewport(self._viewport.pos, self._viewport.size))

    def zoom_to(self, zoom: float) -> None:
        """Set the zoom, centred on the whole map."""
        self._set_viewport(Viewport(self._viewport.pos, self._viewport.size, zoom=zoom))

    def pan(self, x: float, y: float) -> None:
        """Move the map by pixels."""
        self._set_viewport(self._viewport.panned(x, y))

    def under(self, pixel: Point) -> SampleId | None:
        """Return the listed sample under the mouse at `pixel`; `None` if there is none."""
        return self._under(pixel, REACH)

    def _under(self, pixel: Point, reach: float) -> SampleId | None:
        if self._chart is None:
            return None
        row = self._viewport.nearest(self._listed_places, pixel, dp(reach))
        return None if row is None else self._chart.ids[int(self._listed_rows[row])]

    def collide_window(self, x: float, y: float) -> bool:
        """Draw a ring around the point under the mouse."""
        over = bool(self.collide_point(x, y)) and self.parent is not None
        found = self.under((x, y)) if over else None
        at = None if found is None else self.pixel_of(found)
        self._over_shade.rgba = (1, 1, 1, 0) if at is None else PALETTE.second
        if at is not None:
            self._over.circle = (*at, dp(5))
        return over

    def hover_changed(self) -> None:
        """Do nothing: `collide_window` moves the ring."""

    def on_touch_down(self, touch: MotionEvent) -> bool:
        """Start auditioning, panning or drawing a lasso."""
        if not self.collide_point(*touch.pos):
            return False
        if touch.is_mouse_scrolling:
            factor = CLOSER if touch.button == "scrolldown" else 1 / CLOSER
            self._set_viewport(self._viewport.zoomed(factor, touch.pos))
            return True
        self._post(intents.FocusPanel(Panel.SAMPLES))
        touch.grab(self)
        if pointer(touch) == FINGER:
            self._fingers[touch.uid] = tuple(touch.pos)
            self._long_press.begin(lambda: self._press_long(touch))
            if len(self._fingers) > 1:
                self._long_press.cancel()
        if touch.is_double_tap and self._under(touch.pos, self._reach(touch)) is None:
            self.fit()
        elif self._draws_lasso(touch):
            self._outline = [tuple(touch.pos)]
        elif self._auditions(touch):
            self._audition(touch)
            self._pressed = self._auditioned
        return True

    def on_touch_move(self, touch: MotionEvent) -> bool:
        """Audition the points under the pointer, pan, or extend the lasso."""
        if touch.grab_current is not self:
            return False
        if _strayed(touch, dp(FINGER_SLACK)):
            self._long_press.cancel()
        if len(self._fingers) > 1 and touch.uid in self._fingers:
            self._pinch(touch)
        elif self._outline:
            self._outline.append(tuple(touch.pos))
            self._line.points = [value for point in self._outline for value in point]
        elif self._auditions(touch):
            if not self._carried(touch):
                self._audition(touch)
        else:
            self.pan(touch.dx, touch.dy)
        if touch.uid in self._fingers:
            self._fingers[touch.uid] = tuple(touch.pos)
        return True

    def on_touch_up(self, touch: MotionEvent) -> bool:
        """End the gesture; a lasso selects the points inside."""
        if touch.grab_current is not self:
            return False
        self._let_go(touch)
        if pointer(touch) == "right" and not _strayed(touch, dp(SLACK)):  # else it moved the map
            self._open_menu(touch)
        outline, self._outline = self._outline, []
        self._line.points = []
        if len(outline) > 2:  # noqa: PLR2004 - fewer points have no inside
            self._select_inside(outline)
        return True

    def _let_go(self, touch: MotionEvent) -> None:
        touch.ungrab(self)
        self._long_press.cancel()
        self._fingers.pop(touch.uid, None)
        self._auditioned = self._pressed = None

    def _press_long(self, touch: MotionEvent) -> None:
        """Open the menu by a finger that rests."""
        self._let_go(touch)
        self._outline = []
        self._open_menu(touch)

    def _open_menu(self, touch: MotionEvent) -> None:
        found, at = self._under(touch.pos, self._reach(touch)), self.to_window(*touch.pos)
        if found is not None:
            self.menu(found, at)
        else:
            self.empty_menu(at)

    def _draws_lasso(self, touch: MotionEvent) -> bool:
        main = pointer(touch) in {FINGER, "left"} and len(self._fingers) < 2  # noqa: PLR2004 - two fingers move the map
        return main and (self.lasso or hover.shift_held())

    def _auditions(self, touch: MotionEvent) -> bool:
        return pointer(touch) in {FINGER, "left"} and len(self._fingers) < 2  # noqa: PLR2004 - as above

    def _reach(self, touch: MotionEvent) -> float:
        return FINGER_REACH if pointer(touch) == FINGER else REACH

    def _audition(self, touch: MotionEvent) -> None:
        found = self._under(touch.pos, self._reach(touch))
        if found is not None and found != self._auditioned:
            self._auditioned = found
            self._post(intents.PickSample(found))

    def _carried(self, touch: MotionEvent) -> bool:
        """Begin to drag the pressed point once the pointer has left the map."""
        away = max(*(self.x - touch.x, touch.x - self.right, self.y - touch.y, touch.y - self.top))
        sample = self._pressed
        if self._carry is None or sample is None or away < dp(AWAY):
            return False
        self._let_go(touch)
        many = len(self._selection) if sample in self._selection else 1
        words = dragged(self._name if sample == self._focus else "", many)
        self._carry(sample_payload(words, sample, Panel.SAMPLES), touch)
        return True

    def _pinch(self, touch: MotionEvent) -> None:
        others = [at for uid, at in self._fingers.items() if uid != touch.uid]
        before, other = self._fingers[touch.uid], others[0]
        was, now = _apart(before, other), _apart(touch.pos, other)
        middle = ((touch.x + other[0]) / 2, (touch.y + other[1]) / 2)
        viewport = self._viewport.zoomed(now / max(1.0, was), middle)
        self._set_viewport(viewport.panned((touch.x - before[0]) / 2, (touch.y - before[1]) / 2))

    def _select_inside(self, outline: list[Point]) -> None:
        if self._chart is None:
            return
        places = np.array([self._viewport.place(point) for point in outline], np.float32)
        within = points_inside(self._chart.places, places) & self._listed
        self._post(intents.SelectOnMap(SampleIds(self._chart.ids.array[within].copy())))


def _strayed(touch: MotionEvent, slack: float) -> bool:
    """Tell whether a press has moved farther than `slack` pixels."""
    return max(abs(touch.x - touch.ox), abs(touch.y - touch.oy)) >= slack


def _apart(one: Point, other: Point) -> float:
    return float(np.hypot(one[0] - other[0], one[1] - other[1]))
