"""The frame of the window: panels, lines between them, strips of hidden ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kivy.metrics import dp
from kivy.uix.widget import Widget

from actors.messages import intents
from models.layout.docks import Docks, docks, panel_width, waveform_height
from models.layout.part import Part
from models.layout.tree import FILL, Box, Column, Leaf, Node, Row
from models.state.app import AppState
from models.state.screen import Panel
from models.state.window_layout import Dock, WindowLayout
from ui.keymap import toggle_panel
from ui.shell.edge_strip import EdgeStrip
from ui.text.common import RESIZE
from ui.theme import DESKTOP, Sizes
from ui.widgets.placing import box_of, pixels, place
from ui.widgets.splitter import Splitter

FOCUSED = {
    Panel.SOURCES: Dock.SOURCES,
    Panel.FOLDERS: Dock.SOURCES,
    Panel.COLLECTIONS: Dock.COLLECTIONS,
    Panel.MEMBERS: Dock.COLLECTIONS,
    Panel.WAVEFORM: Dock.WAVEFORM,
}
"""The panel that the keyboard focus needs."""
Post = Callable[[intents.Intent], None]


@dataclass(frozen=True, slots=True)
class Panels:
    """The widgets of the frame."""

    top: Widget
    side: Widget
    waveform: Widget
    browser: Widget
    collections: Widget
    faults: Widget
    status: Widget


class Frame:
    """Adds what is shown to the root, removes what is not, and places it."""

    def __init__(self, root: Widget, post: Post, panels: Panels) -> None:
        self._root, self._post, self._panels = root, post, panels
        self._sizes: Sizes = DESKTOP
        self._layout = WindowLayout()
        self._asked: tuple[Dock, ...] = ()
        self._dragged: Dock | None = None
        """The panel that opened under a drag."""
        self.docks = Docks()
        """Panels on the screen."""
        self._edges = {
            Dock.SOURCES: self._edge("right", "chevron_right", Dock.SOURCES),
            Dock.COLLECTIONS: self._edge("left", "chevron_left", Dock.COLLECTIONS),
            Dock.WAVEFORM: self._edge("bottom", "chevron_down", Dock.WAVEFORM),
        }
        self._lines = {
            Dock.SOURCES: self._line("sources_width", self._side_at, upright=True),
            Dock.COLLECTIONS: self._line("collections_width", self._collections_at, upright=True),
            Dock.WAVEFORM: self._line("waveform_height", self._waveform_at, upright=False),
        }
        self._widgets = {
            Dock.SOURCES: panels.side,
            Dock.COLLECTIONS: panels.collections,
            Dock.WAVEFORM: panels.waveform,
        }

    def _edge(self, edge: str, icon: str, dock: Dock) -> EdgeStrip:
        pressed = lambda: self._post(toggle_panel(self.docks, dock))  # noqa: E731 - short
        return EdgeStrip(edge, icon, pressed, f"toggle-{dock.value}", self._sizes)

    def _line(self, name: str, length: Callable[[float], float], *, upright: bool) -> Splitter:
        def change(value: float | None) -> None:
            whole = None if value is None else round(value)
            self._post(intents.ChangeSetting(f"window.{name}", whole))

        moved = lambda at: change(length(at) / dp(1))  # noqa: E731 - short
        return Splitter(moved, lambda: change(None), upright=upright, hint=RESIZE)

    def _side_at(self, x: float) -> float:
        return x - self._line_half - self._root.x

    def _collections_at(self, x: float) -> float:
        return float(self._root.right - x) - self._line_half

    def _waveform_at(self, y: float) -> float:
        return float(self._panels.top.y - y) - self._line_half

    @property
    def _line_half(self) -> float:
        return float(dp(self._sizes.splitter)) / 2

    def resize(self, sizes: Sizes) -> None:
        """Apply the sizes of another density."""
        self._sizes = sizes
        for edge in self._edges.values():
            edge.resize(sizes)

    def show(self, state: AppState) -> None:
        """Show the panels that the state asks for."""
        focus = FOCUSED.get(state.screen.focus)
        asked = (*((focus,) if focus else ()), *sorted(state.screen.opened, key=list(Dock).index))
        if (state.settings.window, asked) != (self._layout, self._asked):
            self._layout, self._asked = state.settings.window, asked
            self.place()

    def drag(self, at: tuple[float, float] | None) -> None:
        """Open the panel whose strip something is dragged over, until the drag ends.

        Args:
            at: Position of the pointer; `None`: nothing is dragged.
        """
        dragged = None if at is None else self._dragged
        for dock, edge in self._edges.items():
            if at is not None and edge.parent is not None and edge.collide_point(*at):
                dragged = dock
        if dragged is not self._dragged:
            self._dragged = dragged
            self.place()

    def _chosen(self) -> Docks:
        asked = (self._dragged, *self._asked) if self._dragged else self._asked
        usual = {Dock.SOURCES: float(self._sizes.left), Dock.COLLECTIONS: float(self._sizes.right)}
        return docks(self._layout, self._root.width / dp(1), self._sizes.edge, usual, asked)

    def place(self) -> None:
        """Place everything in the root."""
        self.docks = self._chosen()
        for dock in Dock:
            there = dock in self.docks.shown
            self._put(self._widgets[dock], there)
            self._put(self._lines[dock], there)
            self._put(self._edges[dock], not there)
        place(self._tree(), box_of(self._root))

    def _put(self, widget: Widget, there: bool) -> None:  # noqa: FBT001 - whether it is there
        if there is not (widget.parent is self._root):
            if there:  # below the sheets and what is dragged
                self._root.add_widget(widget, len(self._root.children))
            else:
                self._root.remove_widget(widget)

    def _tree(self) -> Node:
        panels, sizes = self._panels, self._sizes
        faults = getattr(panels.faults, "wanted_height", 0)
        bars = [pixels(sizes.top), pixels(sizes.bottom) + faults]
        middle = max(0, round(self._root.height) - sum(bars))
        least = getattr(panels.browser, "least_height", 0) / dp(1) + sizes.splitter
        tall = pixels(waveform_height(self._layout, middle / dp(1), least))
        wave = self._bar(Dock.WAVEFORM, tall)
        between = Column((*wave, Leaf(panels.browser)), across=FILL, along=FILL)
        beside = Row(
            (*self._side(Dock.SOURCES), between, *self._side(Dock.COLLECTIONS)), along=FILL
        )
        return Column(
            (
                Leaf(panels.top, FILL, Part(bars[0])),
                beside,
                Leaf(panels.faults, FILL, Part(faults)),
                Leaf(panels.status, FILL, Part(pixels(sizes.bottom))),
            )
        )

    def _side(self, dock: Dock) -> tuple[Leaf, ...]:
        """Return a side panel and its line, or its strip."""
        if dock not in self.docks.shown:
            return (Leaf(self._edges[dock], Part(pixels(self._sizes.edge))),)
        usual = self._sizes.left if dock is Dock.SOURCES else self._sizes.right
        wide = panel_width(self._layout, dock, self._root.width / dp(1), usual)
        panel = Leaf(self._widgets[dock], Part(pixels(wide)))
        line = Leaf(self._lines[dock], Part(pixels(self._sizes.splitter)))
        return (panel, line) if dock is Dock.SOURCES else (line, panel)

    def _bar(self, dock: Dock, tall: int) -> tuple[Leaf, ...]:
        if dock not in self.docks.shown:
            return (Leaf(self._edges[dock], FILL, Part(pixels(self._sizes.edge))),)
        line = pixels(self._sizes.splitter)
        panel = Leaf(self._widgets[dock], FILL, Part(tall))
        return (panel, Leaf(self._lines[dock], FILL, Part(line)))

    @property
    def lines_and_edges(self) -> tuple[Widget, ...]:
        """Lines between panels and strips of hidden ones that are on the screen."""
        every: tuple[Widget, ...] = (*self._edges.values(), *self._lines.values())
        return tuple(one for one in every if one.parent is not None)

    @property
    def middle(self) -> Box:
        """Waveform and list."""
        browser = box_of(self._panels.browser)
        return Box(
            browser.left, browser.bottom, browser.width, round(self._panels.top.y) - browser.bottom
        )
