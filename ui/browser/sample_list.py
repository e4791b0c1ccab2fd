"""List of samples, with context menu, drag, swipe and tooltips."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from types import MappingProxyType
from typing import Protocol

from kivy.graphics import InstructionGroup
from kivy.input.motionevent import MotionEvent
from kivy.metrics import dp

from actors.messages import intents
from models.audio.clock import size_words
from models.audio.units import SampleId
from models.edit.edit import Op
from models.library.collection import Collection
from models.library.file_name import display_path, encode_path
from models.library.tag import Tag
from models.similarity.result import SimilarityResult
from models.state.browser import Browser
from models.state.duplicates import Duplicates
from models.state.file_naming import Naming, Thing
from models.state.screen import Panel
from models.types.sound_type import SoundType
from models.waveform.thumbnail import Thumbnail
from ui.browser.columns import coding, date
from ui.browser.sample_row import RowState, SampleRow, copy_words
from ui.edits.edit_menu import row_choices
from ui.text import duplicates as duplicate_text
from ui.text import sample_list, sample_menu, similarity
from ui.text.common import FIND_SIMILAR, REVEAL, SEND_TO
from ui.text.edits import EDIT_MENU
from ui.text.quantity import percent
from ui.text.sound_types import TYPES
from ui.text.sources import FORGET_MISSING
from ui.theme import Sizes
from ui.widgets import hover
from ui.widgets.drag_layer import DragPayload
from ui.widgets.menu import Choice, Menu
from ui.widgets.row_list import ListCallbacks, RowList
from ui.widgets.sample_payload import sample_payload
from ui.widgets.tooltip import Tooltip

NUMBERED = 9
"""Number of collections in the context menu: those with a number key."""


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
        self._active = False
        self._pressed_selected = False
        """The pressed row is part of the selection."""
        self._tip = Tooltip()
        self._carry = carry
        callbacks = ListCallbacks(
            on_visible=self._on_screen,
            on_press=self._choose,
            on_release=self._released,
            on_menu=self._open_menu,
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
            best=self.duplicates is not None and self.duplicates.is_best(identity),
            leads=self.duplicates is not None and self.duplicates.leads(identity),
        )

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
        if shifted:
            self.scroll(shifted * self.row_height)
        if browser.ids is not before.ids:
            self._tip.leave()
        if browser.query != before.query:
            self.reveal(0)
        if browser.reveal != before.reveal and browser.row is not None:
            self.reveal(browser.row)

    def _shifted(self, before: Browser) -> int:
        """Return by how many rows the focus moved down in the same list, as others came or went.

        The list scrolls by as many, so the focused row keeps its position on screen.
        """
        now = self._browser
        same = now.focus == before.focus and now.query == before.query and not now.fresh
        sorted_anew = now.shown != before.shown
        if not same or sorted_anew or now.ids is before.ids:
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
            self._post(intents.ToggleSelected(row, self._panel))
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
        chosen = self._browser.ids[row] in self._browser.selection
        self._post(intents.FocusPanel(self._panel))
        Menu.open(self.to_window(*touch.pos), self.sizes, tuple(self._choices(row, chosen=chosen)))

    def _choices(self, row: int, *, chosen: bool) -> Iterator[Choice]:
        sample = self._browser.ids[row]
        many = len(self._browser.selection) if chosen else 1
        offered: list[tuple[str, intents.Intent]] = [
            (sample_menu.PLAY, intents.FocusRow(row, self._panel, keep=chosen)),
            (sample_menu.keep(many), intents.MarkSample(sample, Tag.KEEP, self._panel)),
            (sample_menu.reject(many), intents.MarkSample(sample, Tag.TRASH, self._panel)),
            (
                sample_menu.clear_mark(many),
                intents.MarkSample(sample, Tag.NEUTRAL, self._panel),
            ),
        ]
        offered += self._finding(sample)
        offered += [
            (
                sample_menu.add_to(one.name, many),
                intents.AddSamplesTo(one.id, sample, self._panel),
            )
            for one in self._collections[:NUMBERED]
        ]
        offered += [
            (sample_menu.copy(many), intents.CopyFiles(sample, self._panel)),
            (sample_menu.send(many), intents.SendFiles(sample, self._panel)),
            (SEND_TO, intents.SendFiles(sample, self._panel, choose=True)),
            (REVEAL, intents.RevealFiles(sample, self._panel)),
            (sample_menu.open_in_editor(many), intents.OpenFiles(sample, self._panel)),
        ]
        if self._panel is Panel.SAMPLES:
            offered += self._filing(row, many)
            yield Choice(sample_menu.set_type(many), partial(self._open_types, row))
        yield Choice(EDIT_MENU, partial(self._open_edits, row, many))
        if self._is_members:
            offered.append((sample_menu.remove(many), intents.RemoveOneFromCollection(sample)))
        offered += [
            (
                sample_menu.DESELECT if chosen else sample_menu.SELECT,
                intents.ToggleSelected(row, self._panel),
            ),
        ]
        for text, intent in offered:
            yield Choice(text, partial(self._post, intent))

    def _open_edits(self, row: int, many: int) -> None:
        sample, panel = self._browser.ids[row], self._panel

        def make(op: Op, sheet: bool) -> intents.Intent:  # noqa: FBT001 - as `row_choices` has it
            if sheet:
                return intents.BeginEdit(op, sample, panel)
            return intents.EditRows(op, sample, panel)

        left, bottom, _, height = self.box(row)
        at = (left + dp(200), bottom + height / 2)
        Menu.open(at, self.sizes, row_choices(self._post, make, many))

    def _open_types(self, row: int) -> None:
        sample = self._browser.ids[row]
        choices = [
            Choice(TYPES[kind], partial(self._post, intents.CorrectType(sample, kind)))
            for kind in SoundType
        ]
        detected = intents.CorrectType(sample, None)
        choices.append(Choice(sample_menu.AUTO_TYPE, partial(self._post, detected)))
        left, bottom, _, height = self.box(row)
        Menu.open((left + dp(200), bottom + height / 2), self.sizes, tuple(choices))

    def _finding(self, sample: SampleId) -> list[tuple[str, intents.Intent]]:
        found: list[tuple[str, intents.Intent]] = [
            (FIND_SIMILAR, intents.FindSimilar(sample=sample)),
        ]
        if self.duplicates is None:
            found.append((sample_menu.FIND_DUPLICATES, intents.FindDuplicates()))
        else:
            found.append((duplicate_text.KEEP_THIS, intents.KeepThis(sample)))
        if self.answer is not None:
            found += [
                (sample_menu.MORE_LIKE, intents.RefineSimilar(sample, wanted=True)),
                (sample_menu.LESS_LIKE, intents.RefineSimilar(sample, wanted=False)),
            ]
        return found

    def _filing(self, row: int, many: int) -> list[tuple[str, intents.Intent]]:
        sample = self._browser.window.row(row)
        if sample is None:
            return []
        name = encode_path(sample.path.rpartition(b"/")[2])
        naming = Naming(Thing.SAMPLE, name, sample=sample.id)
        rename = intents.BeginRename(naming) if many == 1 else intents.BeginRenaming(sample.id)
        return [
            (sample_menu.rename(many), rename),
            (
                (FORGET_MISSING, intents.AskToForget(sample.path, missing_only=True))
                if sample.missing
                else (sample_menu.delete(many), intents.DeleteSamples(sample.id))
            ),
        ]

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
        # The app may have stopped, or the map or a menu may cover the list by now.
        if self.get_root_window() is None or Menu.current is not None:
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
