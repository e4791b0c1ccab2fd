"""Root widget: layout of the panels, and distribution of the state."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from kivy.input.motionevent import MotionEvent
from kivy.metrics import dp
from kivy.uix.widget import Widget

from actors.messages import intents
from models.audio.units import FramePosition, Seconds
from models.handoff.paste_use import PasteUse
from models.layout.docks import Docks
from models.library.file_name import display_name
from models.state.app import AppState
from models.state.hover import Hover
from models.state.screen import Panel, Sheet
from models.state.window_layout import Dock
from ui.browser.part import BrowserPart
from ui.browser.side import SidePart
from ui.collections.part import CollectionsPart
from ui.keymap import WindowAction, toggle_panel
from ui.keypress import Keymap
from ui.shell import incoming
from ui.shell.fault_bar import FaultBar
from ui.shell.folder_picker import Read
from ui.shell.frame import Frame, Panels
from ui.shell.lost_sheet import LostSheet
from ui.shell.sheet import SheetFrame
from ui.shell.sheets import SHEETS, Around
from ui.shell.status_bar import StatusBar
from ui.shell.top_bar import TopBar
from ui.shell.undo_bar import UndoBar
from ui.slices import (
    BrowserSlices,
    CollectionsSlices,
    MapSlices,
    SideSlices,
    TopBarSlices,
    Watch,
    WaveformSlices,
)
from ui.tab_walk import Mark, TabWalk
from ui.text import drop as drop_text
from ui.theme import DESKTOP, SIZES, Sizes
from ui.waveform.part import WaveformPart
from ui.widgets.button_tip import ButtonTip
from ui.widgets.drag_layer import Box, DragLayer
from ui.widgets.flash import Flash
from ui.widgets.kinetic_scroll import KineticScroll
from ui.widgets.menu import Choice, Menu
from ui.widgets.placing import pixels
from ui.widgets.text_field import Field

Post = Callable[[intents.Intent], None]
LOST = object()
"""Stands for the sheet of a lost session."""


@dataclass(frozen=True, slots=True)
class SheetPlace:
    """Where a sheet was scrolled to, and what had the keyboard in it."""

    offset: float
    """dp."""
    mark: Mark | None


class Root(Widget):
    """Lays out all panels and passes each its slices of the state.

    It draws nothing itself: what no panel covers has the colour to which the window is cleared.
    """

    def __init__(
        self,
        post: Post,
        browse: Callable[[], None] | None,
        read: Read,
        quit_app: Callable[[], None],
    ) -> None:
        super().__init__()
        self._post, self._browse, self._read, self._quit_app = post, browse, read, quit_app
        self._sizes = DESKTOP
        self._state: AppState | None = None
        self._pending = ""
        self._keymap = Keymap()
        self._top = TopBar(post, self._sizes, lambda: self.walk_keys.passing)
        self._status = StatusBar(post, self._sizes)
        self._fault_bar = FaultBar(lambda: post(intents.ChangeSetting("place.address", "")))
        self._drag_layer = DragLayer(post)
        add = lambda: post(intents.ToggleSheet(Sheet.ADD))  # noqa: E731 - short
        carry, hide = self._drag_layer.begin, partial(partial, self._hide)
        self._side = SidePart(post, self._sizes, add, carry, hide(Dock.SOURCES))
        self._waveform = WaveformPart(
            post, self._sizes, self._drag_layer.offer, hide(Dock.WAVEFORM)
        )
        self._browser = BrowserPart(post, self._sizes, carry)
        self._collections = CollectionsPart(post, self._sizes, carry, hide(Dock.COLLECTIONS))
        self._drag_layer.targets = (self._collections, self._side, self._top)
        self._parts = (
            *(self._browser, self._waveform, self._side),
            *(self._collections, self._top, self._status),
        )
        for part in self._parts:
            self.add_widget(part)
        bars = {"top": self._top, "status": self._status, "faults": self._fault_bar}
        self._frame = Frame(
            self,
            post,
            Panels(
                **bars,
                side=self._side,
                waveform=self._waveform,
                browser=self._browser,
                collections=self._collections,
            ),
        )
        self._watches = (
            Watch(TopBarSlices, self._top.show),
            Watch(WaveformSlices, self._waveform.show),
            Watch(BrowserSlices, self._browser.show),
            Watch(MapSlices, self._browser.show_map),
            Watch(SideSlices, self._side.show),
            Watch(CollectionsSlices, self._collections.show),
        )
        self.add_widget(self._fault_bar)
        self._undo = UndoBar(post, self._sizes)
        self.add_widget(self._undo)
        self.add_widget(self._drag_layer)
        self._sheet: SheetFrame | None = None
        self._shown_sheet: Sheet | object | None = None
        self._pressed: tuple[float, float] | None = None
        """Where the mouse or a finger pressed last; `None`: a key was pressed since."""
        self._places: dict[Sheet, SheetPlace] = {}
        """Of sheets that are returned to."""
        self.walk_keys = TabWalk(self, post, self._walked)
        """What Tab reached, and its keys."""
        Field.walk = lambda back: self.act(
            WindowAction.PREVIOUS_STOP if back else WindowAction.NEXT_STOP
        )
        self.bind(pos=self._place, size=self._place)

    @property
    def editing(self) -> bool:
        """Whether a text field has the keyboard focus."""
        sheet = self._sheet is not None and self._sheet.editing
        return bool(self._top.editing or sheet or self._waveform.editing)

    @property
    def playhead(self) -> FramePosition:
        """Frame at which the playhead is drawn."""
        return self._waveform.playhead

    def _hide(self, dock: Dock) -> None:
        self._post(toggle_panel(self._frame.docks, dock))

    def take_folder(self, path: bytes) -> None:
        """Handle a dropped or chosen path: export folder, weights, new source, or query file."""
        if self._sheet is not None and self._sheet.take(path):
            return
        if os.path.isfile(path):  # noqa: PTH113 - paths of any bytes
            self._post(intents.FindSimilar(path=path))
        else:
            self._post(intents.AddSource(path))

    def take_drop(self, paths: tuple[bytes, ...], x: float, y: float) -> None:
        """Handle dropped files and folders; (x, y) is a window position."""
        folders = any(map(os.path.isdir, paths))
        if folders or self._sheet is not None:
            for path in paths:
                self.take_folder(path)
            return
        drop = self._drag_layer.effect_at(incoming.file_payload(paths), x, y)
        drop = drop or incoming.find_similar(paths, self._middle)
        self._post(drop.intent)

    @property
    def _middle(self) -> Box:
        """Waveform and list."""
        box = self._frame.middle
        return (box.left, box.bottom, box.width, box.height)

    @property
    def docks(self) -> Docks:
        """Panels on the screen."""
        return self._frame.docks

    def _show_hover(self, hover: Hover | None) -> None:
        if hover is None or self._sheet is not None:
            self._drag_layer.end_hover()
            return
        x, y, paths = hover.x, self.height - hover.y, hover.paths
        if hover.folders:
            side = (*self._side.pos, *self._side.size)
            payload, otherwise = incoming.folder_payload(paths), incoming.add_sources(paths, side)
        else:
            payload = incoming.file_payload(paths)
            otherwise = incoming.find_similar(paths, self._middle)
        self._drag_layer.hover(payload, x, y, otherwise)

    def _ask_paste(self, state: AppState) -> None:
        """Ask what pasted files are for."""
        asked = state.handoff.paste
        source = None if asked is None else state.sources.find(asked.source)
        if asked is None or source is None or not asked.paths:
            return
        count, folder = len(asked.paths), display_name(asked.folder) or source.name
        offered = (
            (drop_text.copy_into(count, folder), PasteUse.COPY),
            (drop_text.find_similar(count), PasteUse.SIMILAR),
        )
        choices = tuple(
            Choice(words, partial(self._post, intents.AnswerPaste(use))) for words, use in offered
        )
        Menu.open(self._browser.center, self._sizes, choices)

    def _walked(self) -> tuple[Widget, ...]:
        """Return where Tab goes: through the open sheet, else through all panels."""
        if self._sheet is not None:
            return (self._sheet,)
        order = (self._top, self._side, self._waveform, self._browser)
        lines = self._frame.lines_and_edges
        return (*order, self._collections, *lines, self._status)

    def act(self, action: WindowAction) -> None:
        """Carry out an action of the window."""
        state = self._state or AppState()
        if action is WindowAction.OPEN_MENU:
            self._open_menu(state.screen.focus)
        else:
            self._pressed = None
            back = action is WindowAction.PREVIOUS_STOP
            self.walk_keys.step(state.screen.focus, back=back)

    def _open_menu(self, panel: Panel) -> None:
        """Open the menu of what has the keyboard focus."""
        if self._sheet is not None:
            self.walk_keys.open_menu()
            return
        if panel is Panel.WAVEFORM:
            self._waveform.open_menu()
        for part in (self._browser, self._side, self._collections):
            if part.open_menu(panel):
                break

    @property
    def places(self) -> Mapping[Sheet, SheetPlace]:
        """Where the open sheet, and those that are returned to, are scrolled to."""
        sheet, kind = self._sheet, self._shown_sheet
        if sheet is None or not isinstance(kind, Sheet):
            return self._places
        return {**self._places, kind: self._place_of(sheet)}

    def resume(self, places: Mapping[Sheet, SheetPlace]) -> None:
        """Take over from a root that is replaced; applied as soon as the sheet is made again."""
        self._places = dict(places)

    def _place_of(self, sheet: SheetFrame) -> SheetPlace:
        return SheetPlace(sheet.body.offset / dp(1), self.walk_keys.mark(self._pressed))

    def _restore(self, kind: Sheet, sheet: SheetFrame) -> None:
        """Scroll a sheet that was made again to where it was, and give its stop the keyboard."""
        place = self._places.pop(kind, None)
        if place is None:
            return
        sheet.body.scroll(pixels(place.offset))
        stop = None if place.mark is None else self.walk_keys.find(place.mark)
        if place.mark is None or stop is None:
            return
        self.walk_keys.resume(stop, outlined=place.mark.at is None)
        if place.mark.at is None:
            return
        self._pressed = place.mark.at
        across, along = place.mark.share
        x, y = stop.to_window(stop.x + across * stop.width, stop.y + along * stop.height)
        sheet.shift(place.mark.at[0] - x, place.mark.at[1] - y)
        sheet.body.reveal(stop)

    def close(self) -> None:
        """Let go of the keyboard and of gestures, before another root takes its place."""
        self.cancel_gesture()
        for widget in self.walk(restrict=True):
            if isinstance(widget, Field):
                widget.focus = False

    def cancel_gesture(self) -> bool:
        """Cancel a running gesture and undo its effect; return whether there was one."""
        return self._drag_layer.cancel() or self._waveform.cancel_gesture()

    def show(self, state: AppState, pending: str, keymap: Keymap) -> None:
        """Render what changed since the last call."""
        before = self._state
        if state is before and pending == self._pending and keymap is self._keymap:
            return
        if before is None or keymap is not self._keymap:
            ButtonTip.describe, Menu.keys_of = keymap.tooltip, keymap.keys_of
        self._state, self._pending, self._keymap = state, pending, keymap
        KineticScroll.reduced = Flash.reduced = state.settings.reduced_motion
        if before is None or before.density is not state.density:
            self._resize(SIZES[state.density])
        self._frame.show(state)
        for watch in self._watches:
            watch.show(state)
        if before is None or before.handoff is not state.handoff:
            self._drag_layer.show(state.handoff)
        if before is not None and before.handoff.paste is not state.handoff.paste:
            self._ask_paste(state)
        if before is None or before.hover is not state.hover:
            self._show_hover(state.hover)
        self._status.show(
            *(state.screen, state.key_panel, state.transport.output),
            *(keymap.continuations(pending) if pending else (), pending),
        )
        if self._fault_bar.show(state.parts, state.cluster, state.settings.place.address):
            self._place()
        self._undo.show(state.screen.notice, *self._status.place_of_words, aside=bool(pending))
        self._show_sheet(state)

    def tick(self, now: Seconds) -> Seconds | None:
        """Advance animations; return when the next frame is due: `now` while anything glides."""
        moving = self._browser.moving or self._side.moving or self._collections.moving
        self._frame.drag(self._drag_layer.at)
        self.walk_keys.follow()
        dragging, step = self._drag_layer.tick(now), self._waveform.tick(now)
        return now if dragging or moving else step

    def _show_sheet(self, state: AppState) -> None:
        wanted = LOST if state.parts.lost else state.screen.sheet
        shown = self._shown_sheet if self._sheet is not None else None
        if wanted is not shown:
            below = state.screen.beneath
            if self._sheet is not None and below is not None and shown is below:
                self._places[below] = self._place_of(self._sheet)
            self.walk_keys.leave()
            if self._sheet is not None:
                self.remove_widget(self._sheet)
            self._sheet, self._shown_sheet = self._make_sheet(state), wanted
            if self._sheet is not None:
                self.add_widget(self._sheet)
                self._place()
        if self._sheet is not None and isinstance(wanted, Sheet):
            SHEETS[wanted].follow(self._sheet, state)
            self._restore(wanted, self._sheet)

    def _make_sheet(self, state: AppState) -> SheetFrame | None:
        if state.parts.lost:
            return LostSheet(state.parts, self._quit_app)
        if state.screen.sheet is None:
            return None
        around = Around(
            self._post, self._browse, self._read, self._keymap, lambda: self._status.said
        )
        return SHEETS[state.screen.sheet].make(state, around)

    def _resize(self, sizes: Sizes) -> None:
        self._sizes = sizes
        for part in (*self._parts, self._undo, self._frame):
            part.resize(sizes)
        self._place()

    def _place(self, *_: object) -> None:
        self._frame.place()
        self._undo.move(*self._status.place_of_words)
        if self._sheet is not None:
            self._sheet.pos, self._sheet.size = self.pos, self.size

    def on_touch_down(self, touch: MotionEvent) -> bool:
        """Route all touches to the sheet while one is open."""
        self.walk_keys.leave()
        self._pressed = (touch.x, touch.y)
        if self._sheet is not None:
            return bool(self._sheet.on_touch_down(touch))
        return bool(super().on_touch_down(touch))
