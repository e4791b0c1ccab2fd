"""Header of the list: counts, and column titles that sort."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kivy.graphics import Color, Rectangle
from kivy.input.motionevent import MotionEvent
from kivy.metrics import dp

from actors.messages import intents
from models.audio.clock import thousands
from models.layout.part import Part
from models.layout.tree import Box, Leaf, Margin, Row
from models.library.counts import Counts
from models.library.file_name import display_name
from models.library.query import Query
from models.library.search.parse import parse
from models.state.screen import Panel
from models.state.similarity import Similarity
from ui.browser.columns import COPIES, MATCH, SAMPLES, Column, layout, table
from ui.browser.filters import CHOSEN, Filters
from ui.browser.understood import Understood
from ui.slices import BrowserSlices
from ui.text import duplicates, sample_list, similarity
from ui.text.common import ALL_SOURCES
from ui.text.notices import search_heading
from ui.text.search import problem_words, respelling_words
from ui.theme import HEADING, NUMBER, PALETTE, SMALL, Sizes
from ui.widgets.bar import Bar
from ui.widgets.button import BARE, PushButton
from ui.widgets.label import TextLabel
from ui.widgets.menu import Choice, Menu
from ui.widgets.placing import box_of, pixels
from ui.widgets.placing import place as place_all
from ui.widgets.placing import text as text_leaf
from ui.widgets.pointer import pointer, presses

PROGRESS = 2
"""Height in dp of the line that shows how much is decided."""
ROW = 22
"""Height of the column titles in dp."""
FINGER = 40
"""Minimum target size in dp of a touch density; buttons then stand above the titles."""


def result_title(state: BrowserSlices) -> str:
    """Return the title of a result list, as `similar to kick.wav` or `duplicates`; else empty."""
    if state.duplicates.shown:
        return duplicates.INCOMPLETE if state.duplicates.cut_short else duplicates.DUPLICATES
    search = state.similarity.search
    return search_heading(search.asked) if search else ""


def _unanalysed(asked: Similarity) -> int:
    """Return how many samples an answer leaves out as they are still being analysed."""
    triage = asked.search is not None and asked.search.asked.triage is not None
    if asked.embedding is None or asked.answer is None or triage:
        return 0
    return max(0, len(asked.among) - asked.answer.compared)


def summary(state: BrowserSlices) -> str:
    """Return a summary of the list, as `“snare” · 128 of 56 888`."""
    browser = state.browser
    query = browser.shown
    source = state.sources.find(query.source)
    total = source.count if source else sum(source.count for source in state.sources.all)
    total = max(total, len(browser.ids))  # during a scan the list may be ahead of the counts
    shown = len(browser.ids)
    if state.similarity.search is not None:
        if state.similarity.search.asked.inside:
            return similarity.places_found(len(state.similarity.hits), shown)
        compared = state.similarity.answer.compared if state.similarity.answer else 0
        figures = sample_list.part_of_total(shown, max(compared, shown))
        waiting = _unanalysed(state.similarity)
        return f"{similarity.waiting(waiting)} · {figures}" if waiting else figures
    narrowed = query.words or query.folder or query.tag is not None
    figures = sample_list.part_of_total(shown, total) if narrowed else thousands(shown)
    if browser.counts is not None and browser.counts.decided:
        figures = f"{figures} · {sample_list.decided(browser.counts.decided)}"
    return f"“{query.words}” · {figures}" if query.words else figures


class Header(Bar):
    """Filters, counts and column titles; a click on a title sorts, a second one reverses.

    Between them stands what was understood of a search: titles stay beside their columns.
    """

    def __init__(
        self, post: Callable[[intents.Intent], None], sizes: Sizes, understood: Understood
    ) -> None:
        super().__init__("bottom", PALETTE.ground)
        self._post, self._sizes, self._understood = post, sizes, understood
        self._query, self._counts = Query(), Counts()
        self._filters = Filters(post, sizes)
        self._where = TextLabel(face=SMALL, shade=PALETTE.second, align="right")
        self._count = TextLabel(face=NUMBER, shade=PALETTE.second, align="right")
        self._titles = {
            column.name: TextLabel(
                column.title, HEADING, PALETTE.third, align="right" if column.right else "left"
            )
            for column in (*SAMPLES, *COPIES)
        }
        self._matching = self._copies = self._sortable = self._places = False
        self._mapped = False
        self._views = [
            (PushButton(partial(post, intents.ShowMap(on)), words, style=BARE, command="map"), on)
            for words, on in ((sample_list.LIST, False), (sample_list.MAP, True))
        ]
        heads = (self._filters, self._where, self._count, self._understood)
        for widget in (*heads, *self._titles.values()):
            self.add_widget(widget)
        with self.canvas.after:
            self._progress: list[Rectangle] = []
            for shade in (PALETTE.keep, PALETTE.trash):
                Color(rgba=shade)
                self._progress.append(Rectangle(size=(0, 0)))
        for button, _ in self._views:
            self.add_widget(button)
        self.bind(pos=self._place, size=self._place)

    def natural_height(self) -> float:
        """Return the height in pixels."""
        titles = 0 if self._mapped else self._row
        return float(dp(self._summary + titles)) + self._understood.natural_height()

    def least_height(self) -> float:
        """Return the height in pixels with column titles and chips, also of what is not shown."""
        return float(dp(self._summary + self._row)) + self._understood.chips_height()

    def folded_height(self) -> float:
        """Return the height in pixels without why the focused sound was found."""
        return self.natural_height() - self._understood.reasons_height()

    @property
    def _row(self) -> int:
        """Height of the titles in dp: at least the target size of a touch density."""
        return ROW if self._sizes.target < FINGER else self._sizes.target

    @property
    def _summary(self) -> int:
        """Height of the line with filters and counts, in dp."""
        return max(34, self._sizes.target + 4)

    def change_sizes(self, sizes: Sizes) -> None:
        """Apply the sizes of another density."""
        self._sizes = sizes
        self._filters.change_sizes(sizes)
        self._place()

    def show(self, state: BrowserSlices) -> None:
        """Show counts and sort order."""
        # What stands in the rows, also while the next list is awaited.
        source = state.sources.find(state.browser.shown.source)
        where = source.name if source else ALL_SOURCES if state.sources.all else ""
        folder = state.browser.shown.folder
        self._where.show(f"{where} / {display_name(folder)}" if folder else where, PALETTE.second)
        self._show_problem(state)
        self._count.show(summary(state))
        self._filters.show(state.browser, result_title(state))
        self._query, self._counts = state.browser.query, state.browser.counts or Counts()
        self._matching = state.similarity.search is not None or state.duplicates.shown
        self._copies = state.duplicates.shown
        self._places = bool(state.similarity.hits)
        best = state.similarity.search is not None and state.similarity.by_match
        self._sortable = state.similarity.search is not None
        self._mapped = state.map.shown
        for button, on in self._views:
            button.show(button.text, style=CHOSEN if on is state.map.shown else BARE)
        for label in self._titles.values():
            label.opacity = 0 if state.map.shown else 1
        self._place()
        for column in table(copies=self._copies):
            chosen = column.sort is not None and column.sort is self._query.sort and not best
            arrow = (" ↓" if self._query.descending else " ↑") if chosen else ""
            if column.name == MATCH and best:
                chosen, arrow = True, " ↓"
            shade = PALETTE.second if chosen else PALETTE.third
            self._titles[column.name].show(column.title + arrow, shade)

    def _show_problem(self, state: BrowserSlices) -> None:
        """Show the parse error or respelling of the search in place of the source."""
        problems = parse(state.browser.query.words).problems
        respelled = state.browser.respelled
        # While it is typed the reason stands below the search field.
        if problems and state.screen.focus is not Panel.SEARCH:
            self._where.show(problem_words(problems[0]), PALETTE.trash)
            self._count.show(summary(state).rpartition(" · ")[2])
        elif respelled:
            self._where.show(respelling_words(respelled), PALETTE.accent)

    def _place(self, *_: object) -> None:
        inset, gap = pixels(self._sizes.inset), pixels(10)
        tall, high = pixels(self._summary), pixels(max(26, self._sizes.target))
        views = Row(
            tuple(
                Leaf(one, Part(max(one.natural_width(), dp(self._sizes.target))), Part(high))
                for one, _on in self._views
            )
        )
        count = text_leaf(self._count, least=None, drop=1)
        taken = views.width.natural + count.width.natural + 2 * gap
        wide = self._filters.fit(max(0.0, self.width - 2 * inset - taken))
        filters = Leaf(self._filters, Part(wide, pixels(64)))
        box = box_of(self)
        top = Box(box.left, box.top - tall, box.width, tall)
        margin = Margin(left=inset, right=inset)
        place_all(Row((filters, Leaf(self._where), count, views), gap, margin), top)
        titles = 0 if self._mapped else pixels(self._row)
        between = min(
            round(self._understood.natural_height()), max(0, round(self.height) - tall - titles)
        )
        self._understood.pos = (round(self.x), top.bottom - between)
        self._understood.size = (round(self.width), between)
        self._draw_progress(top.bottom)
        places = layout(
            self.width / dp(1),
            self._sizes,
            matching=self._matching,
            copies=self._copies,
            places=self._places,
        )
        for column_name, title in self._titles.items():
            place = places.get(column_name)
            if place is None:
                title.pos, title.size = (round(self.x), self.y), (0, 0)
                continue
            title.pos = (round(self.x + dp(place.left)), self.y)
            title.size = (dp(place.width), dp(self._row))

    def _draw_progress(self, y: float) -> None:
        """Draw which part of the samples is kept and rejected, along the whole line of filters."""
        counts, x = self._counts, round(self.x)
        for shape, many in zip(self._progress, (counts.kept, counts.rejected), strict=True):
            wide = round(self.width * many / counts.total) if counts.total else 0
            shape.pos, shape.size = (x, round(y)), (wide, dp(PROGRESS) if wide else 0)
            x += wide

    def on_touch_down(self, touch: MotionEvent) -> bool:
        """Sort by the clicked title."""
        if not self.collide_point(*touch.pos) or touch.is_mouse_scrolling:
            return False
        if super().on_touch_down(touch):
            return True
        if pointer(touch) == "right":
            self._open_menu(touch)
            return True
        low = touch.y - self.y < dp(self._row) and not self._mapped
        for column in table(copies=self._copies):
            title = self._titles[column.name]
            if not (low and title.x <= touch.x < title.right and presses(touch)):
                continue
            if column.sort is not None:
                self._post(intents.SortBy(column.sort))
            elif column.name == MATCH and self._sortable:
                self._post(intents.SortByMatch())
        return True

    def _open_menu(self, touch: MotionEvent) -> None:
        """Open the menu that sorts, also by columns for which there is no room; a map has none."""
        if self._mapped:
            return
        choices = [
            Choice(
                sample_list.sort_by(column.title, self._arrow(column)),
                partial(self._post, intents.SortBy(column.sort)),
            )
            for column in table(copies=self._copies)
            if column.sort is not None
        ]
        Menu.open(self.to_window(*touch.pos), self._sizes, tuple(choices))

    def _arrow(self, column: Column) -> str:
        if column.sort is not self._query.sort:
            return ""
        return " ↓" if self._query.descending else " ↑"
