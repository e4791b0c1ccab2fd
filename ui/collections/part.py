"""Right side panel: collections above, samples of the chosen one below."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType

from kivy.input.motionevent import MotionEvent
from kivy.metrics import dp

from actors.messages import intents
from models.audio.units import CollectionId, SampleId, Ticket
from models.edit.edit import Op
from models.layout.part import Part
from models.layout.tree import FILL, Column, Leaf, Margin
from models.library.collection import collections_by_key
from models.state.app import AppState
from models.state.screen import Panel
from models.waveform.thumbnail import Thumbnail
from ui.browser.name_list import NameList
from ui.browser.name_row import INSET, Named
from ui.browser.sample_list import Carry, SampleList
from ui.collections.member_row import MemberRow
from ui.edits.edit_menu import row_choices
from ui.slices import CollectionsSlices, pick
from ui.text import collections as text
from ui.text.common import RENAME, RESIZE, SEND, SEND_TO
from ui.theme import BODY, HEADING, NUMBER, PALETTE, Sizes
from ui.widgets.bar import Bar
from ui.widgets.button import BARE, CHIP, PushButton
from ui.widgets.drag_layer import DragPayload, Drop
from ui.widgets.flash import Flash
from ui.widgets.heading import heading
from ui.widgets.label import TextLabel
from ui.widgets.menu import Choice, Menu, grouped
from ui.widgets.outline import Outline
from ui.widgets.placing import box_of, has_room, pixels, place
from ui.widgets.row_list import ListCallbacks
from ui.widgets.splitter import Splitter

Post = Callable[[intents.Intent], None]
NO_PICTURES: Mapping[SampleId, Thumbnail] = MappingProxyType({})


def rows(state: CollectionsSlices) -> tuple[Named, ...]:
    """Return the rows of the collections, with their number keys."""
    keys = {one.id: number for number, one in collections_by_key(state.collections.all).items()}
    chosen, active = state.collections.focus, state.screen.focus is Panel.COLLECTIONS
    return tuple(
        Named(
            one.name,
            one.count,
            str(keys.get(one.id, "")),
            chosen=one.id == chosen,
            active=active,
        )
        for one in state.collections.all
    )


def hint(state: CollectionsSlices) -> str:
    """Return what to do when nothing is listed; else empty."""
    if not state.collections.all:
        return text.NONE_YET
    if state.members.reason:
        return text.NO_LIBRARY
    if not len(state.members.ids) and not state.members.waiting:
        return text.empty_collection(str(state.collections.key(state.collections.focus) or ""))
    return ""


class CollectionsPart(Bar):
    """Collections and their members."""

    def __init__(
        self,
        post: Post,
        sizes: Sizes,
        carry: Carry | None = None,
        hide: Callable[[], None] = lambda: None,
    ) -> None:
        """Create the panel; `hide` hides it."""
        super().__init__("left")
        self._post, self._sizes = post, sizes
        self._state = pick(CollectionsSlices, AppState())
        self._title = TextLabel(text.COLLECTIONS, HEADING, PALETTE.second)
        self._inside = TextLabel("", HEADING, PALETTE.second)
        self._key = PushButton(
            lambda: post(intents.FocusPanel(Panel.COLLECTIONS)),
            "gC",
            style=CHIP,
            face=NUMBER,
            command="go-collections",
        )
        self._inside_key = PushButton(
            lambda: post(intents.FocusPanel(Panel.MEMBERS)),
            "gc",
            style=CHIP,
            face=NUMBER,
            command="go-collection",
        )
        self._add = PushButton(
            lambda: post(intents.BeginNaming()), icon="plus", style=BARE, command="new-collection"
        )
        self._hide = PushButton(
            hide, icon="chevron_right", style=BARE, command="toggle-collections"
        )
        lifted = self._drag_started if carry is not None else None
        callbacks = ListCallbacks(
            on_press=self._pressed,
            on_menu=self._open_menu,
            on_drag=lifted,
            on_empty_menu=self._open_empty_menu,
        )
        self._carry = carry
        self._collections = NameList(dp(sizes.row), dp(sizes.target), callbacks)
        self._collections.key_panel = Panel.COLLECTIONS
        self._members = SampleList(post, sizes, Panel.MEMBERS, MemberRow, carry)
        self._members.empty_choices = self._empty_choices
        self._hint = TextLabel("", BODY, PALETTE.third, align="center")
        for widget in (
            *(self._title, self._key, self._add, self._hide, self._collections),
            *(self._inside, self._inside_key, self._members, self._hint),
        ):
            self.add_widget(widget)
        reset = intents.ChangeSetting("window.collections_height", None)
        self._divider = Splitter(
            self._divider_moved, partial(post, reset), upright=False, hint=RESIZE
        )
        self.add_widget(self._divider)
        self._outline = Outline(self.canvas.after)
        self._flash = Flash(self.canvas.after)
        self.bind(pos=self._place, size=self._place)

    def resize(self, sizes: Sizes) -> None:
        """Apply the sizes of another density."""
        self._sizes = sizes
        for button in (self._key, self._inside_key, self._add, self._hide):
            button.reach = dp(sizes.target)
        self._collections.resize(dp(sizes.row), dp(sizes.target))
        self._members.change_sizes(sizes)
        self._place()

    def show(self, state: CollectionsSlices) -> None:
        """Show collections, members and focus."""
        before, self._state = self._state, state
        self._collections.show_names(rows(state))
        chosen = state.collections.chosen
        self._inside.show(text.members_heading(chosen.name) if chosen else "")
        self._members.show_samples(
            state.members,
            NO_PICTURES,
            state.transport.sample if state.transport.active else None,
            state.collections.all,
            active=state.screen.focus is Panel.MEMBERS,
        )
        self._hint.show(hint(state))
        window = state.settings.window is not before.settings.window
        if window or state.collections != before.collections:
            self._place()
        if state.collections.flash != before.collections.flash:
            row = state.collections.row(state.collections.flashed)
            if row is not None:
                self._collections.reveal(row)
                self._flash.begin(*self._collections.box(row))
        self._frame()

    @property
    def moving(self) -> bool:
        """Whether an animation needs further frames."""
        self._flash.fade()
        return self._collections.moving or self._members.moving or self._flash.running

    def nudge(self, x: float, y: float, since: float) -> bool:
        """Scroll a list during a drag near its edge; return whether one scrolled.

        Args:
            x: Pointer position in window pixels.
            y: Pointer position in window pixels.
            since: Seconds since the last call.
        """
        if self.parent is None:
            return False
        return self._collections.nudge(x, y, since) or self._members.nudge(x, y, since)

    def drop(self, payload: DragPayload, x: float, y: float) -> Drop | None:
        """Return the effect of a drop at (x, y): add samples, or reorder members."""
        if self.parent is None or payload.into is None:
            return None
        if self._collections.collide_point(x, y):
            row = self._collections.row_at(y)
            if row is None:
                return None
            one = self._state.collections.all[row]
            return Drop(self._collections.seen(row), payload.into(one.id), one.name)
        chosen = self._state.collections.chosen
        if chosen is None or not self._members.collide_point(x, y):
            return None
        if payload.among is None:
            box = (*self._members.pos, *self._members.size)
            return Drop(box, payload.into(chosen.id), chosen.name)
        return self._between(payload.among, y)

    def _between(self, among: Callable[[int], intents.Intent], y: float) -> Drop:
        """Return the effect of dropping members between two rows."""
        count = self._members.count
        row = self._members.row_at(y)
        at = count if row is None else row
        left, bottom, width, tall = self._members.box(min(at, count - 1))
        if row is not None and y < bottom + tall / 2:
            at += 1
        edge = bottom + tall if at <= (count - 1 if row is None else row) else bottom
        return Drop((left, edge - 1, width, 3), among(at))

    def open_menu(self, panel: Panel) -> bool:
        """Open the menu of the chosen row by the keyboard; return whether it is of this panel."""
        if panel is Panel.MEMBERS:
            return self._members.open_focused_menu()
        if panel is not Panel.COLLECTIONS or self._collections.chosen is None:
            return False
        self._collections.open_menu(self._collections.chosen)
        return True

    def _pressed(self, row: int, _touch: MotionEvent) -> None:
        self._post(intents.FocusPanel(Panel.COLLECTIONS))
        self._post(intents.ChooseCollection(self._state.collections.all[row].id))

    def _drag_started(self, row: int, touch: MotionEvent) -> None:
        one = self._state.collections.all[row]
        Menu.shut()  # a long press opened it before the drag began
        if self._carry is not None:
            self._carry(DragPayload(one.name, outward=partial(_outward, one.id)), touch)

    def _open_menu(self, row: int, touch: MotionEvent) -> None:
        one = self._state.collections.all[row].id

        def choice(
            words: str, intent: intents.Intent, command: str, *, danger: bool = False
        ) -> Choice:
            return Choice(words, partial(self._post, intent), command, danger=danger)

        count = self._state.collections.count(one)
        batches = (
            Choice(text.EDIT_ALL, partial(self._open_edits, one, count)),
            Choice(text.RENAME_ALL, partial(self._post, intents.BeginRenaming(collection=one))),
        )
        choices = grouped(
            (
                choice(text.LIST, intents.ListCollection(one), "list-collection"),
                choice(RENAME, intents.BeginNaming(one), "rename-collection"),
            ),
            (
                choice(text.EXPORT, intents.BeginExport(one), "export-collection"),
                choice(SEND, intents.SendFiles(collection=one), "send"),
                choice(SEND_TO, intents.SendFiles(collection=one, choose=True), "send-to"),
            ),
            batches if count else (),
            (choice(text.REMOVE, intents.RemoveCollection(one), "remove-collection", danger=True),),
        )
        self._menu_at = self.to_window(*touch.pos)
        Menu.open(self._menu_at, self._sizes, choices)

    def _open_empty_menu(self, touch: MotionEvent) -> None:
        Menu.open(self.to_window(*touch.pos), self._sizes, self._empty_choices())

    def _empty_choices(self) -> tuple[Choice, ...]:
        """Return the menu of the space below the rows."""
        new = Choice(text.NEW, partial(self._post, intents.BeginNaming()), "new-collection")
        return (new, *self._members.select_choices())

    def _open_edits(self, collection: CollectionId, count: int) -> None:
        def make(op: Op, sheet: bool) -> intents.Intent:  # noqa: FBT001 - as `row_choices` has it
            if sheet:
                return intents.BeginEdit(op, collection=collection)
            return intents.EditMembers(op, collection)

        Menu.open(self._menu_at, self._sizes, row_choices(self._post, make, count))

    def _place(self, *_: object) -> None:
        sizes, line = self._sizes, pixels(self._sizes.splitter)
        height = self._state.settings.window.collections_height
        count = max(1, len(self._state.collections.all))
        most = round(self.height * (0.4 if height is None else 0.7))
        wanted = pixels(count * sizes.row if height is None else max(sizes.row, height))
        chosen = self._state.collections.chosen is not None
        place(
            Column(
                (
                    heading(self._title, self._key, sizes, INSET, (self._add, self._hide)),
                    Leaf(self._collections, FILL, Part(min(wanted, most))),
                    Leaf(self._divider, FILL, Part(line)),
                    heading(self._inside, self._inside_key, sizes, INSET),
                    Leaf(self._members, FILL),
                ),
                margin=Margin(left=1),
            ),
            box_of(self),
        )
        if not chosen:
            self._inside_key.opacity = 0
        elif has_room(self._inside_key):
            self._inside_key.opacity = 1
        below = self._members if chosen else self._collections
        row = min(pixels(sizes.row), round(below.height))
        self._hint.pos, self._hint.size = (below.x, below.top - row), (below.width, row)
        self._frame()

    def _divider_moved(self, y: float) -> None:
        tall = (self._collections.top - y - self._divider.height / 2) / dp(1)
        self._post(intents.ChangeSetting("window.collections_height", round(max(1.0, tall))))

    def _frame(self) -> None:
        lists = {Panel.COLLECTIONS: self._collections, Panel.MEMBERS: self._members}
        shown = lists.get(self._state.screen.focus)
        if shown is None:
            self._outline.hide()
        else:
            self._outline.draw(*shown.pos, *shown.size)


def _outward(collection: CollectionId, ticket: Ticket) -> intents.Intent:
    return intents.DragCollection(ticket, collection)
