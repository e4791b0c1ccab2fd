"""Tab and Shift+Tab: through panels, buttons and fields; with an open sheet, only through that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from kivy.uix.widget import Widget

from actors.messages import intents
from models.state.screen import Panel
from ui.widgets.button import PushButton
from ui.widgets.outline import Outline
from ui.widgets.row_list import RowList
from ui.widgets.scroller import Scroller
from ui.widgets.slider import ValueSlider
from ui.widgets.splitter import Splitter
from ui.widgets.text_field import Field

STEP = 0.05
"""Of a slider, by one key press."""
MOVE = 24
"""Pixels that a key press moves a line between two panels."""
BACK, ON = {"left", "down"}, {"right", "up"}
"""Keys that decrease and increase."""
LINE = 10
"""Pixels within which two widgets are on one line."""


Name = tuple[str, str, int]
"""Class and words of a stop, and its number among equal ones."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stop that is to be found again in widgets that are made again."""

    name: Name
    at: tuple[float, float] | None = None
    """Where it was pressed, in the window; `None`: by a key."""
    share: tuple[float, float] = (0.5, 0.5)
    """The same place as a fraction of its width and height."""


class TabWalk:
    """Holds the widget that Tab reached, outlines it, and gives it its keys."""

    def __init__(
        self,
        root: Widget,
        post: Callable[[intents.Intent], None],
        groups: Callable[[], tuple[Widget, ...]],
    ) -> None:
        """Create it.

        Args:
            root: Of the window: the outline is drawn over it.
            post: Posts an intent.
            groups: Returns the panels in their order; only the sheet while one is open.
        """
        self._post, self._groups = post, groups
        self._now: Widget | None = None
        self._last: Widget | None = None
        """The stop that Tab was at last."""
        self._order: list[Widget] = []
        """All stops when Tab was pressed last: where to go on once the stop itself has vanished."""
        self._passing = False
        """Tab led on, from a field perhaps, and nothing else was done since."""
        self._gone = False
        """The stop that had the keyboard has vanished, such as a notice that leaves by itself."""
        self._row = 0
        """Of a list in a sheet."""
        self._drawn: tuple[float, ...] = ()
        self._outline = Outline(root.canvas.after)

    def mark(self, at: tuple[float, float] | None) -> Mark | None:
        """Return which stop has the keyboard, or had it last, or lies at a place.

        Args:
            at: Where the mouse or a finger pressed last; `None`: a key was pressed since.
        """
        names = list(self._named())
        if at is not None and self._now is None:
            pressed = (pair for pair in names if pair[1].collide_point(*_inner(pair[1], at)))
            name, stop = next(pressed, (None, None))
            if name is not None and stop is not None:
                wide, tall = max(1.0, stop.width), max(1.0, stop.height)
                x, y = _inner(stop, at)
                return Mark(name, at, ((x - stop.x) / wide, (y - stop.y) / tall))
        field = next((stop for _, stop in names if isinstance(stop, Field) and stop.focus), None)
        held = self._now or field or self._last
        return next((Mark(name) for name, stop in names if stop is held), None)

    def find(self, mark: Mark) -> Widget | None:
        """Return the stop that a mark is about, in widgets that were made again."""
        return next((stop for name, stop in self._named() if name == mark.name), None)

    def resume(self, stop: Widget, *, outlined: bool) -> None:
        """Let Tab go on from a stop; `outlined`: it has the keyboard."""
        self._last, self._gone, self._order = stop, False, list(self._stops())
        self._now = stop if outlined and not isinstance(stop, Field) else None
        self.follow()

    def _named(self) -> Iterator[tuple[Name, Widget]]:
        """Yield all stops with what tells them apart, whatever their place and size."""
        seen: Counter[tuple[str, str]] = Counter()
        for stop in self._stops():
            called = getattr(stop, "name", "") or getattr(stop, "command", "")
            called = called or getattr(stop, "text", "") or getattr(stop, "hint", "")
            pair = (type(stop).__name__, str(called))
            yield (*pair, seen[pair]), stop
            seen[pair] += 1

    @property
    def now(self) -> Widget | None:
        """The widget that Tab reached; `None`: a panel or a field has the keyboard."""
        return self._now

    @property
    def passing(self) -> bool:
        """Whether Tab led on last: a field that it left stays left, however late that is known."""
        return self._passing

    def leave(self) -> None:
        """Give the keyboard back to the panel."""
        self._now, self._gone, self._passing = None, False, False
        self.follow()

    def follow(self) -> None:
        """Draw the outline where the widget is now."""
        if self._now is not None and not _shown(self._now):
            self._now, self._gone = None, True
        box = () if self._now is None else self._box(self._now)
        if box != self._drawn:
            self._drawn = box
            if box:
                self._outline.draw(*box)
            else:
                self._outline.hide()

    def _box(self, widget: Widget) -> tuple[float, ...]:
        if isinstance(widget, RowList) and widget.count:
            return widget.seen(self._row)
        return (*widget.pos, *widget.size)

    def step(self, panel: Panel, *, back: bool) -> None:
        """Go to the next stop, or the one before.

        Args:
            panel: Has the keyboard focus.
            back: Shift is held.
        """
        stops = list(self._stops())
        if not stops:
            return
        away = -1 if back else 1
        at = self._at(stops, panel, back=back)
        self._order = stops
        self._go(stops[min(0, away) if at is None else (at + away) % len(stops)])

    def _at(self, stops: list[Widget], panel: Panel, *, back: bool) -> int | None:
        if self._now in stops:
            return stops.index(self._now)
        if (self._gone or self._now is not None) and self._last in self._order:
            before = self._order[: self._order.index(self._last)]
            left = next((one for one in reversed(before) if one in stops), None)
            place = -1 if left is None else stops.index(left)
            return place + 1 if back else place
        fields = (at for at, stop in enumerate(stops) if isinstance(stop, Field) and stop.focus)
        panels = (at for at, stop in enumerate(stops) if _panel(stop) is panel)
        last = stops.index(self._last) if self._last in stops else None
        return next(fields, next(panels, last))  # a field may lie within the panel

    def _go(self, stop: Widget) -> None:
        for widget in self._stops():
            if isinstance(widget, Field) and widget.focus and widget is not stop:
                widget.focus = False
                if widget.panel is not None:  # the session knows it as a panel, which it left
                    self._post(intents.FocusPanel(Panel.SAMPLES))
        panel = _panel(stop)
        self._now, self._row, self._last, self._gone = None, 0, stop, False
        self._passing = not isinstance(stop, Field)
        if isinstance(stop, Field):
            stop.focus = True
            _reveal(stop)
        elif panel is not None:
            self._post(intents.FocusPanel(panel))
        else:
            self._now = stop
            _reveal(stop)
        self.follow()

    def press(self, key: str) -> bool:
        """Give a key to the widget that Tab reached; return whether it took it."""
        widget = self._now
        if widget is None:
            if key in {"up", "down"}:
                return self._enter_list()
            return key == "enter" and self._press_primary()
        if key == "enter" and isinstance(widget, PushButton):
            self._passing = False  # it may open a field
            widget.press()
        elif isinstance(widget, ValueSlider) and key in BACK | ON:
            widget.step(STEP if key in ON else -STEP)
        elif isinstance(widget, Splitter) and key in BACK | ON:
            widget.move(MOVE if key in ON else -MOVE)
        elif isinstance(widget, RowList) and key in {"up", "down", "enter"}:
            self._press_list(widget, key)
        else:
            return False
        self.follow()
        return True

    def open_menu(self) -> None:
        """Open the menu of the row that Tab and the arrows reached in a sheet."""
        if isinstance(self._now, RowList):
            self._now.open_menu(self._row)

    def _enter_list(self) -> bool:
        """Go to the list of the open sheet by an arrow key; return whether there is one."""
        if not any(hasattr(group, "primary") for group in self._groups()):
            return False  # no sheet is open: arrows are those of the panel
        rows = next((one for one in self._stops() if isinstance(one, RowList)), None)
        if rows is not None:
            self._go(rows)
        return rows is not None

    def _press_primary(self) -> bool:
        """Press the primary button of the open sheet; return whether there is one."""
        for group in self._groups():
            button = getattr(group, "primary", None)
            if isinstance(button, PushButton):
                button.press()
                return True
        return False

    def _press_list(self, rows: RowList, key: str) -> None:
        if key == "enter":
            rows.press(self._row)
            return
        self._row = max(0, min(self._row + (1 if key == "down" else -1), rows.count - 1))
        rows.reveal(self._row)

    def _stops(self) -> Iterator[Widget]:
        """Yield what Tab reaches, panel by panel, in reading order."""
        for group in self._groups():
            found = [one for one in group.walk(restrict=True) if _stops_at(one) and _shown(one)]
            yield from _in_reading_order(found)


def _stops_at(widget: Any) -> bool:
    panel = _panel(widget) is not None
    if isinstance(widget, RowList):  # an empty one cannot have the keyboard
        return widget.count > 0 and (panel or bool(getattr(widget, "walked", False)))
    if panel:
        return bool(widget.reachable)
    return isinstance(widget, PushButton | ValueSlider | Splitter | Field)


def _inner(widget: Widget, at: tuple[float, float]) -> tuple[float, float]:
    """Return a place in the window in the coordinates of a widget."""
    x, y = widget.to_widget(*at)
    return float(x), float(y)


def _panel(widget: Any) -> Panel | None:
    """Return the panel whose keyboard focus a widget takes."""
    panel: Panel | None = getattr(widget, "key_panel", None)
    return panel


def _shown(widget: Any) -> bool:
    if widget.width < 1 or widget.height < 1 or widget.disabled:
        return False
    while widget is not None and widget.parent is not widget:
        if getattr(widget, "opacity", 1) == 0:
            return False
        widget = widget.parent
    return widget is not None


def _in_reading_order(stops: list[Widget]) -> Iterator[Widget]:
    """Yield stops by lines from the top, then from the left; what closes a sheet is last.

    What scrolls is read where it scrolls, whatever it has been scrolled to.
    """
    lines: list[list[tuple[float, ...]]] = []
    places = [(*_place(stop), at) for at, stop in enumerate(stops)]
    for place in sorted(places):
        first = lines[-1][0] if lines else place
        same = all(now - then <= LINE for now, then in zip(place[1:3], first[1:3], strict=True))
        if lines and same and place[0] == first[0]:
            lines[-1].append(place)
        else:
            lines.append([place])
    for line in lines:
        yield from (stops[int(place[-1])] for place in sorted(line, key=lambda one: one[3:]))


def _place(stop: Any) -> tuple[float, ...]:
    """Return whether a stop is last, how far down its frame is, it is in that, and its left."""
    scroller = _scroller(stop)
    last = float(getattr(stop, "last_stop", False))
    if scroller is None:
        return (last, -stop.center_y, 0.0, stop.x)
    return (last, -scroller.center_y, scroller.top + scroller.offset - stop.center_y, stop.x)


def _scroller(widget: Any) -> Scroller | None:
    """Return what a widget scrolls in."""
    above = widget.parent
    while above is not None and above is not above.parent:
        if isinstance(above, Scroller):
            return above
        above = above.parent
    return None


def _reveal(widget: Widget) -> None:
    scroller = _scroller(widget)
    if scroller is not None:
        scroller.reveal(widget)
