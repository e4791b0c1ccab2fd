"""Centre of the window below the waveform: sample list or map, and the bars around it."""

from __future__ import annotations

from collections.abc import Callable

from kivy.clock import Clock
from kivy.metrics import dp
from kivy.uix.widget import Widget

from actors.messages import intents
from models.layout.list_room import ROWS, ListBars, list_parts
from models.layout.tree import FILL, Column, Leaf
from models.library.search.parse import parse
from models.state.app import AppState
from models.state.screen import Panel
from ui.browser.aspects import Aspects
from ui.browser.copies import Copies
from ui.browser.header import Header
from ui.browser.sample_list import Carry, SampleList
from ui.browser.understood import Understood
from ui.map.part import MapPart
from ui.slices import BrowserSlices, MapSlices, pick
from ui.text import sample_list
from ui.text.search import problem_words
from ui.theme import BODY, PALETTE, Sizes
from ui.widgets.button import PushButton
from ui.widgets.label import TextLabel
from ui.widgets.outline import Outline
from ui.widgets.placing import box_of, place

SOON, LATE = 0.1, 1.0
"""Seconds until an empty list says that it is loading; until outdated rows are hidden."""


def empty_text(state: BrowserSlices, *, late: bool = False) -> str:
    """Return why the list is empty and what to do about it; empty text if it is not.

    Args:
        state: State slices to render.
        late: The reply has been pending for a while.
    """
    if len(state.browser.ids) and not (late and is_outdated(state)):
        return ""
    if state.browser.reason:
        return sample_list.list_failed(state.browser.reason)
    if state.similarity.search is not None:
        return no_results_text(state, late=late)
    if state.duplicates.shown:
        waits = state.duplicates.waiting or state.browser.waiting
        return sample_list.FINDING_DUPLICATES if waits else sample_list.NO_DUPLICATES
    if not state.sources.known and "library" in state.parts.down:
        return sample_list.list_failed(state.parts.down["library"].reason)
    if state.browser.waiting or not state.sources.known:
        return sample_list.LOADING if late else ""
    if not state.sources.all:
        return sample_list.NO_SOURCES
    if problems := parse(state.browser.query.words).problems:
        return problem_words(problems[0])
    if state.browser.elsewhere:
        return sample_list.matches_elsewhere(state.browser.elsewhere)
    if state.browser.query.words:
        return sample_list.no_match(state.browser.query.words)
    if state.browser.query.tag is not None:
        return sample_list.NO_MARK
    if state.busy:
        return sample_list.SCANNING
    return sample_list.NO_FILES


def is_outdated(state: BrowserSlices) -> bool:
    """Tell whether the rows belong to an older query than the current one."""
    return state.browser.waiting and state.browser.outdated


def no_results_text(state: BrowserSlices, *, late: bool) -> str:
    """Return why a similarity search has no results."""
    if state.similarity.answer is None:
        return sample_list.COMPARING if late else ""
    words = state.browser.query.words
    if words and not len(state.similarity.among):
        problems = parse(words).problems
        return problem_words(problems[0]) if problems else sample_list.no_match(words)
    if state.similarity.awaits_hits:
        return sample_list.EMBEDDING_INSIDE  # the question waits: without long files, it is refused
    if state.similarity.embedding is not None:
        return sample_list.ANALYSING
    query = state.browser.query
    if query.words or query.folder or query.tag is not None:
        return sample_list.NO_SIMILAR_HERE
    return sample_list.NOT_COMPARABLE


class BrowserPart(Widget):
    """Sample list or map, with header and action bars."""

    def __init__(
        self, post: Callable[[intents.Intent], None], sizes: Sizes, carry: Carry | None = None
    ) -> None:
        super().__init__()
        self._understood = Understood(post, sizes)
        self._header = Header(post, sizes, self._understood)
        self._list = SampleList(post, sizes, carry=carry)
        self._empty = TextLabel(face=BODY, shade=PALETTE.second, align="center")
        self._everywhere = PushButton(
            lambda: post(intents.SearchEverywhere()),
            sample_list.SEARCH_EVERYWHERE,
            "search",
            hint=sample_list.SEARCH_EVERYWHERE_HINT,
        )
        self._aspects = Aspects(post, sizes)
        self._copies = Copies(post, sizes)
        self._map = MapPart(post, sizes, carry)
        self._map.view.menu = self._list.open_sample_menu
        bars = (self._header, self._aspects, self._copies)
        for widget in (self._list, *bars, self._empty):
            self.add_widget(widget)
        self._outline = Outline(self.canvas.after)
        self._state = pick(BrowserSlices, AppState())
        self._active = False
        self._placed: tuple[int, ...] = ()
        """Heights of the bars when they were placed."""
        self.bind(pos=self._place, size=self._place)

    def resize(self, sizes: Sizes) -> None:
        """Apply the sizes of another density."""
        self._header.change_sizes(sizes)
        self._understood.change_sizes(sizes)
        self._aspects.change_sizes(sizes)
        self._copies.change_sizes(sizes)
        self._map.change_sizes(sizes)
        self._list.change_sizes(sizes)
        self._place()

    def show(self, state: BrowserSlices) -> None:
        """Show list, counts and focus."""
        active = state.screen.focus is Panel.SAMPLES
        playing = state.transport.sample if state.transport.active else None
        self._state, self._active = state, active
        collections = state.collections.all
        self._list.answer = state.similarity.answer if state.similarity.search else None
        self._list.duplicates = state.duplicates if state.duplicates.shown else None
        self._list.protected = state.sources.protected
        self._list.show_samples(
            state.browser, state.thumbnails, playing, collections, active=active
        )
        self._understood.show(state.similarity, state.transport, state.browser.focus)
        self._header.show(state)
        self._aspects.show(state.similarity, state.browser.focus)
        self._copies.show(state.duplicates)
        self._change_to(self._map if state.map.shown else self._list)
        self._empty.show("" if state.map.shown else empty_text(state))
        offered = not state.map.shown and bool(self._empty.text) and state.browser.elsewhere > 0
        if offered is not (self._everywhere.parent is self):
            (self.add_widget if offered else self.remove_widget)(self._everywhere)
            self._place()
        Clock.unschedule(self._show_late)
        self._list.opacity = 1
        if not state.map.shown and empty_text(state, late=True) != self._empty.text:
            Clock.schedule_once(self._show_late, LATE if is_outdated(state) else SOON)
        if self._heights() != self._placed:
            self._place()
        self._frame()

    def show_map(self, state: MapSlices) -> None:
        """Render the map, if it is shown in place of the list."""
        if state.map.shown:
            self._map.show(state)

    def _heights(self) -> tuple[int, ...]:
        """Return the heights of the bars in pixels: of two also while they are folded."""
        header, aspects = self._header, self._aspects
        heights = (
            *(header.natural_height(), header.folded_height()),
            *(aspects.natural_height(), aspects.folded_height()),
            self._copies.natural_height(),
        )
        return tuple(map(round, heights))

    def _change_to(self, wanted: Widget) -> None:
        """Show either the list or the map."""
        if wanted.parent is None:
            self.remove_widget(self._map if wanted is self._list else self._list)
            self.add_widget(wanted, index=len(self.children))
            self._place()

    def open_menu(self, panel: Panel) -> bool:
        """Open the menu of the focused row by the keyboard; return whether it is of this panel."""
        return panel is Panel.SAMPLES and self._list.open_focused_menu()

    @property
    def moving(self) -> bool:
        """Whether an animation needs further frames."""
        return self._list.moving or self._map.view.moving

    def _show_late(self, _since: float) -> None:
        self._list.opacity = 0 if is_outdated(self._state) else 1
        self._empty.show(empty_text(self._state, late=True))

    def _frame(self) -> None:
        if self._active:
            self._outline.draw(*self.pos, *self.size)
        else:
            self._outline.hide()

    @property
    def least_height(self) -> int:
        """Height in pixels in which rows are seen below what was understood of a search."""
        around = self._header.least_height()
        return round(around) + ROWS * self._list.row_height

    def _place_bars(self, shown: Widget) -> None:
        self._placed = self._heights()
        bars = (self._header, shown, self._copies, self._aspects)
        parts = list_parts(box_of(self).height, self._list.row_height, ListBars(*self._placed))
        leaves = (Leaf(one, FILL, part) for one, part in zip(bars, parts, strict=True))
        place(Column(tuple(leaves)), box_of(self))

    def _place(self, *_: object) -> None:
        shown = self._map if self._map.parent is self else self._list
        self._place_bars(shown)
        if self._heights() != self._placed:  # in another width sliders take other lines
            self._place_bars(shown)
        for widget in (self._list, self._map, self._empty):
            if widget is not shown:
                widget.pos, widget.size = shown.pos, shown.size
        self._everywhere.size = (self._everywhere.natural_width() + dp(12), dp(44))
        self._everywhere.pos = (
            round(self._list.center_x - self._everywhere.width / 2),
            round(self._list.center_y - dp(64)),
        )
        self._frame()
