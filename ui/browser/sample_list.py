"""List of samples, with context menu, drag, swipe and tooltips."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Protocol

from kivy.graphics import InstructionGroup
from kivy.input.motionevent import MotionEvent
from kivy.metrics import dp

from actors.messages import intents
from models.audio.clock import clock, size_words
from models.audio.units import SampleId, SourceId
from models.edit.edit import Op
from models.library.collection import Collection
from models.library.file_name import display_path
from models.library.tag import Tag
from models.similarity.result import SimilarityResult
from models.state.browser import Browser
from models.state.duplicates import Duplicates
from models.state.screen import Panel
from models.types.sound_type import SoundType
from models.waveform.thumbnail import Thumbnail
from ui.browser.columns import coding, date
from ui.browser.sample_choices import MenuRow, sample_choices
from ui.browser.sample_row import HEADING, RowState, SampleRow, copy_words
from ui.edits.edit_menu import row_choices
from ui.text import duplicates, sample_list, sample_menu, similarity
from ui.text.quantity import percent
from ui.text.sound_types import TYPES
from ui.theme import Sizes
from ui.widgets import hover
from ui.widgets.drag_layer import DragPayload
from ui.widgets.menu import Choice, Menu
from ui.widgets.row_list import ListCallbacks, RowList
from ui.widgets.sample_payload import sample_payload
from ui.widgets.tooltip import Tooltip

Carry = Callable[[DragPayload, MotionEvent], None]


class Drawing(Protocol):
    """A row widget that draws `RowState`s."""

    sizes: Sizes
    group: InstructionGroup

    def draw(self, row: int, row_state: RowState, width: float, height: float) -> None:
        """Draw row `row`."""

    def empty(self, width: float, height: float) -> None:
        """Draw an empty row."""

    def move(self, x: float, y: float) -> None:
        """Move the lower left corner to (x, y) in window pixels."""

    def hover(self, *, over: bool) -> None:
        """Set whether the row is drawn as hovered."""


class _Slot:
    """Fetches the look of a row from the list; redraws only on change."""

    def __init__(self, owner: SampleList, row: Drawing) -> None:
        self._owner, self._row = owner, row
        self.group: InstructionGroup = row.group
        self.move, self.hover = row.move, row.hover
        self._drawn: tuple[object, ...] = ()

    def fill(self, row: int, width: float, height: float) -> None:
        """Draw row `row`, or nothing beyond the last row."""
        row_state = self._owner.row_state(row) if row < self._owner.count else None
        drawn = (row, row_state, width, height, self._owner.sizes)
        if drawn == self._drawn:
            return
        self._drawn = drawn
        self._row.sizes = self._owner.sizes
        if row_state is None:
            self._row.empty(width, height)
        else:
            self._row.draw(row, row_state, width, height)


class SampleList(RowList):
    """Posts which rows are visible and which row is focused."""

    def __init__(
        self,
        post: Callable[[intents.Intent], None],
        sizes: Sizes,
        panel: Panel = Panel.SAMPLES,
        make: Callable[[Sizes], Drawing] = SampleRow,
        carry: Carry | None = None,
    ) -> None:
        """Create an empty list.

        Args:
            post: Posts an intent.
            sizes: Sizes of the current density.
            panel: Panel that the list belongs to.
            make: Creates the drawing of one row.
            carry: Receives rows that are dragged away; `None`: rows cannot be dragged.
        """
        self.sizes = sizes
        self._post, self._panel = post, panel
        self._collections: tuple[Collection, ...] = ()
        self._browser = Browser()
        self._thumbnails: Mapping[SampleId, Thumbnail] = MappingProxyType({})
        self._playing: SampleId | None = None
        self.answer: SimilarityResult | None = None
        """Result of a similarity search, for the match of each row; drawn by `show_samples`."""
        self.duplicates: Duplicates | None = None
        """Duplicate groups, for the relation of each row to its group; drawn by `show_samples`."""
        self.protected: frozenset[SourceId] = frozenset()
        """The read-only sources, for menus."""
        self.empty_choices: Callable[[], tuple[Choice, ...]] = self._empty_choices
        """Returns the menu of the space below the rows."""
        self._active = False
        self._revealed = 0
        """The last focus that was scrolled to, see `Browser.reveal`."""
        self._pressed_selected = False
        """The pressed row is part of the selection."""
        self._menu_at = (0.0, 0.0)
        """Where the menu was opened: further ones open there."""
        self._tip = Tooltip()
        self._carry = carry
        callbacks = ListCallbacks(
            on_visible=self._on_screen,
            on_press=self._choose,
            on_release=self._released,
            on_menu=self._open_menu,
            on_empty_menu=self._open_empty_menu,
            on_hover=self._hovered,
            on_drag=self._drag_started if carry is not None else None,
            on_swipe=self._mark_swiped,
        )
        super().__init__(
            lambda: _Slot(self, make(self.sizes)), dp(sizes.row), dp(sizes.target), callbacks
        )

    @property
    def panel(self) -> Panel:
        """Panel that the list belongs to."""
        return self._panel

    @property
    def moving(self) -> bool:
        """Whether an animation needs further frames."""
        return super().moving or self._tip.waiting

    def _layout(self, *_: object) -> None:
        """Lay out the rows; the focused one stays in sight where the list becomes lower."""
        row, before = self._browser.row, self._scroll
        within = before.room - before.tall
        seen = row is not None and row < before.count and 0 <= before.depth(row) <= within
        super()._layout()
        if seen and row is not None and self.height >= self.row_height:
            self.reveal(row)

    def change_sizes(self, sizes: Sizes) -> None:
        """Apply the sizes of another density."""
        self.sizes = sizes
        self.resize(dp(sizes.row), dp(sizes.target))

    def row_state(self, row: int) -> RowState:
        """Return how to draw row `row`."""
        browser = self._browser
        identity = browser.ids[row]
        return RowState(
            browser.window.row(row),
            self._thumbnails.get(identity),
            focused=identity == browser.focus,
            selected=identity in browser.selection,
            active=self._active,
            playing=identity == self._playing,
            matching=self.answer is not None or self.duplicates is not None,
            match=None if self.answer is None else self.answer.match(identity),
            copy=self._copy(identity),
            place=self._found_at(identity),
            places=self.answer is not None and bool(self.answer.hits),
            best=self.duplicates is not None and self.duplicates.is_best(identity),
            heading=self._heading(identity),
        )

    def _found_at(self, sample: SampleId) -> str:
        hits = () if self.answer is None else self.answer.hits
        own = [one for one in hits if one.sample == sample]
        return similarity.place_words(clock(own[0].start, 0), len(own) - 1) if own else ""

    def _heading(self, sample: SampleId) -> str:
        """Return the heading of a group above its first row: how many files, and the proof."""
        known = self.duplicates
        if known is None or not known.leads(sample):
            return ""
        group = known.group_of[sample]
        listed = [one for one in group.members if self._browser.ids.row(one.sample) is not None]
        return duplicates.group_heading(len(listed), group, known.merit(group))

    def _group_rows(self) -> tuple[int, ...]:
        """Return the rows that begin a group."""
        if self.duplicates is None:
            return ()
        rows = (self._browser.ids.row(one) for one in self.duplicates.first_of.values())
        return tuple(sorted(row for row in rows if row is not None))

    def _copy(self, sample: SampleId) -> str:
        member = self.duplicates.member(sample) if self.duplicates else None
        if self.duplicates is None or member is None:
            return ""
        group, ids = self.duplicates.group_of[sample], self._browser.ids
        best = self.duplicates.is_best(sample)
        identical = any(ids.row(one.sample) is not None for one in group.identical_to(member))
        linked = any(ids.row(one.sample) is not None for one in group.names(member))
        return copy_words(member, best=best, identical=identical, linked=linked)

    def show_samples(
        self,
        browser: Browser,
        thumbnails: Mapping[SampleId, Thumbnail],
        playing: SampleId | None,
        collections: tuple[Collection, ...] = (),
        *,
        active: bool,
    ) -> None:
        """Draw the current rows; scroll to the focus when a key moved it."""
        before, self._browser = self._browser, browser
        self._collections = collections
        self._thumbnails, self._playing, self._active = thumbnails, playing, active
        shifted = self._shifted(before)
        self.show(len(browser.ids))
        self.show_headings(self._group_rows(), dp(HEADING))
        if shifted:
            self.scroll(shifted * self.row_height)
        if browser.ids is not before.ids:
            self._tip.leave()
        # Also the rows that come: those before may have been scrolled while they were awaited.
        if browser.query != before.query or browser.shown != before.shown:
            self.reveal(0)
        if browser.reveal != self._revealed and browser.row is not None:
            self.reveal(browser.row)
            # Rows of another list that is still to come: the focus may be elsewhere in it.
            self._revealed = self._revealed if browser.outdated else browser.reveal

    def _shifted(self, before: Browser) -> int:
        """Return by how many rows the focus moved down in the same list, as others came or went.

        The list scrolls by as many, so the focused row keeps its position on screen.
        """
        now = self._browser
        same = now.focus == before.focus and now.query == before.query and not now.fresh
        other_order = now.shown != before.shown
        if not same or other_order or now.ids is before.ids:
            return 0
        if now.row is None or before.row is None or not self.seen(before.row)[3]:
            return 0
        return now.row - before.row

    def _on_screen(self, first: int, count: int) -> None:
        self._post(intents.ShowRows(first, count, self._panel))

    def _choose(self, row: int, _touch: MotionEvent) -> None:
        self._post(intents.FocusPanel(self._panel))
        if hover.shift_held():
            self._post(intents.ExtendTo(row, self._panel))
        elif hover.control_held():
            self._post(intents.ToggleSelected(row, self._panel, beside=True))
        else:
            # The selection may be dragged away: keep it until the button is released.
            self._pressed_selected = self._browser.ids[row] in self._browser.selection
            self._post(intents.FocusRow(row, self._panel, keep=self._pressed_selected))

    def _released(self) -> None:
        if self._pressed_selected:
            self._pressed_selected = False
            self._post(intents.ClearRows(self._panel))

    def _mark_swiped(self, row: int, right: bool) -> None:  # noqa: FBT001 - fixed signature
        tag = Tag.KEEP if right else Tag.TRASH
        self._post(intents.MarkSample(self._browser.ids[row], tag, self._panel, alone=True))

    @property
    def key_panel(self) -> Panel:
        """The panel whose keys it has."""
        return self._panel

    def open_focused_menu(self) -> bool:
        """Open the menu of the focused row by the keyboard; return whether there is one."""
        row = self._browser.row
        if row is None or not 0 <= row < len(self._browser.ids):
            return False
        self.open_menu(row)
        return True

    def _open_menu(self, row: int, touch: MotionEvent) -> None:
        self._post(intents.FocusPanel(self._panel))
        self._open_menu_at(row, self.to_window(*touch.pos))

    def open_sample_menu(self, sample: SampleId, at: tuple[float, float]) -> None:
        """Open the menu of a listed sample at a position in the window."""
        row = self._browser.ids.row(sample)
        if row is not None:
            self._open_menu_at(row, at)

    def _open_menu_at(self, row: int, at: tuple[float, float]) -> None:
        self._menu_at = at
        chosen = self._browser.ids[row] in self._browser.selection
        Menu.open(at, self.sizes, self._choices(row, chosen=chosen))

    def _open_empty_menu(self, touch: MotionEvent) -> None:
        """Open the menu of the space below the rows."""
        if len(self._browser.ids):
            self._post(intents.FocusPanel(self._panel))
        Menu.open(self.to_window(*touch.pos), self.sizes, self.empty_choices())

    def select_choices(self) -> tuple[Choice, ...]:
        """Return the line that selects all rows, if there are any."""
        every = Choice(
            sample_list.SELECT_ALL, partial(self._post, intents.SelectAllRows()), "select-rows"
        )
        return (every,) if len(self._browser.ids) else ()

    def _empty_choices(self) -> tuple[Choice, ...]:
        paste = Choice(sample_list.PASTE, partial(self._post, intents.PasteFiles()), "paste")
        return (*self.select_choices(), paste)

    def _choices(self, row: int, *, chosen: bool) -> tuple[Choice, ...]:
        sample = self._browser.ids[row]
        return sample_choices(
            self._post,
            MenuRow(
                sample,
                self._panel,
                row=row,
                many=len(self._browser.selection) if chosen else 1,
                known=self._browser.window.row(row),
                selected=chosen,
                answered=self.answer is not None,
                duplicates=self.duplicates is not None,
                collections=self._collections,
                collection=self._browser.query.collection,
                protected=(known := self._browser.window.row(row)) is not None
                and known.source in self.protected,
            ),
            partial(self._open_types, row),
            partial(self._open_edits, row),
        )

    def _open_edits(self, row: int, many: int) -> None:
        sample, panel = self._browser.ids[row], self._panel

        def make(op: Op, sheet: bool) -> intents.Intent:  # noqa: FBT001 - as `row_choices` has it
            if sheet:
                return intents.BeginEdit(op, sample, panel)
            return intents.EditRows(op, sample, panel)

        Menu.open(self._menu_at, self.sizes, row_choices(self._post, make, many))

    def _open_types(self, row: int) -> None:
        sample = self._browser.ids[row]
        choices = [
            Choice(TYPES[kind], partial(self._post, intents.CorrectType(sample, kind)))
            for kind in SoundType
        ]
        detected = intents.CorrectType(sample, None)
        choices.append(Choice(sample_menu.AUTO_TYPE, partial(self._post, detected)))
        Menu.open(self._menu_at, self.sizes, tuple(choices))

    def _drag_started(self, row: int, touch: MotionEvent) -> None:
        if self._carry is None or row >= len(self._browser.ids):
            return
        Menu.shut()  # a long press opened it before the drag began
        self._pressed_selected = False
        sample, known = self._browser.ids[row], self._browser.window.row(row)
        selected = self._browser.selection
        many = len(selected) if sample in selected else 1
        words = sample_list.dragged(known.name if known else "", many)
        self._carry(sample_payload(words, sample, self._panel), touch)

    @property
    def _is_members(self) -> bool:
        return self._panel is Panel.MEMBERS

    def on_parent(self, *_: object) -> None:
        """Close the tooltip when the map replaces the list."""
        if self.parent is None:
            self._tip.leave()

    def _hovered(self, row: int | None) -> None:
        if row is None:
            self._tip.leave()
        else:
            self._tip.rest(lambda: self._path(row))

    def _path(self, row: int) -> str:
        # The app may have stopped, or the map, a sheet or a menu may cover the list by now.
        if self.get_root_window() is None or hover.covered(self):
            return ""
        sample = self._browser.window.row(row)
        if sample is None:
            return ""
        parts = {} if self.answer is None else self.answer.aspect_scores(sample.id)
        more = [
            sample_list.aspect_match(similarity.ASPECTS[aspect], percent(part))
            for aspect, part in parts.items()
        ]
        if self.duplicates is not None:  # details of duplicates, also if their columns are dropped
            more = [one for one in (size_words(sample.size), date(sample), coding(sample)) if one]
        return display_path(sample.path) + (f"\n{' · '.join(more)}" if more else "")
