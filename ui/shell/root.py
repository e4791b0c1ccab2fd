"""The window's content: where every part stands."""

from __future__ import annotations

import os
from collections.abc import Callable

from kivy.graphics import Color, Rectangle
from kivy.input.motionevent import MotionEvent
from kivy.metrics import dp
from kivy.uix.widget import Widget

from actors.messages import intents
from models.audio.units import FramePosition, Seconds
from models.library.file_name import encoded
from models.state.app import AppState
from models.state.collections import Collections
from models.state.screen import Panel, Sheet
from ui.browser.part import BrowserPart
from ui.browser.side import SidePart
from ui.collections.part import CollectionsPart
from ui.keypress import Keymap
from ui.shell.add_sheet import AddSheet, Read
from ui.shell.export_sheet import ExportSheet
from ui.shell.forget_sheet import ForgetSheet
from ui.shell.import_sheet import ImportSheet
from ui.shell.key_sheet import KeySheet
from ui.shell.lost_sheet import LostSheet
from ui.shell.models_sheet import ModelsSheet
from ui.shell.name_sheet import NameSheet
from ui.shell.options_sheet import OptionsSheet
from ui.shell.rename_sheet import RenameSheet
from ui.shell.sheet import SheetFrame
from ui.shell.sound_sheet import SoundSheet
from ui.shell.status_bar import StatusBar
from ui.shell.top_bar import TopBar
from ui.shell.trouble_bar import TroubleBar
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
from ui.theme import DESKTOP, PALETTE, TABLET, Sizes
from ui.waveform.part import WaveformPart
from ui.widgets.drag_layer import DragLayer

ROOMY = 1200
"""dp from which on the right side stands beside the list at all times."""
Say = Callable[[intents.Intent], None]


class Root(Widget):
    """Gives each part its place and its slice of the state."""

    def __init__(
        self, say: Say, browse: Callable[[], None] | None, read: Read, leave: Callable[[], None]
    ) -> None:
        super().__init__()
        self._say, self._browse, self._read, self._leave = say, browse, read, leave
        self._sizes = DESKTOP
        self._state: AppState | None = None
        self._pending = ""
        self._keymap = Keymap()
        with self.canvas.before:
            Color(rgba=PALETTE.ground)
            self._ground = Rectangle()
        self._top = TopBar(say, self._sizes)
        self._status = StatusBar(say, self._sizes)
        self._trouble = TroubleBar()
        self._drag_layer = DragLayer(say)
        add = lambda: say(intents.ToggleSheet(Sheet.ADD))  # noqa: E731 - short
        self._side = SidePart(say, self._sizes, add, self._drag_layer.begin)
        self._waveform = WaveformPart(say, self._sizes, self._drag_layer.offer)
        self._browser = BrowserPart(say, self._sizes, self._drag_layer.begin)
        self._collections = CollectionsPart(say, self._sizes, self._drag_layer.begin)
        self._drag_layer.takers = (self._collections, self._side)
        self._wide = True
        self._parts = (
            *(self._browser, self._waveform, self._side),
            *(self._collections, self._top, self._status),
        )
        for part in self._parts:
            self.add_widget(part)
        self._watches = (
            Watch(TopBarSlices, self._top.show),
            Watch(WaveformSlices, self._waveform.show),
            Watch(BrowserSlices, self._browser.show),
            Watch(MapSlices, self._browser.show_map),
            Watch(SideSlices, self._side.show),
            Watch(CollectionsSlices, self._collections.show),
        )
        self.add_widget(self._trouble)
        self._undo = UndoBar(say, self._sizes)
        self.add_widget(self._undo)
        self.add_widget(self._drag_layer)
        self._sheet: SheetFrame | None = None
        self.bind(pos=self._place, size=self._place)

    @property
    def editing(self) -> bool:
        """Whether keys go into a text field."""
        sheet = self._sheet
        if isinstance(sheet, ExportSheet):
            return sheet.editing
        adding = isinstance(sheet, AddSheet | NameSheet | RenameSheet) and sheet.field.focus
        return bool(self._top.editing or adding)

    @property
    def playhead(self) -> FramePosition:
        """The frame the playhead is drawn at."""
        return self._waveform.playhead

    def take_folder(self, path: bytes) -> None:
        """Take what was dropped or picked: a folder to export to, or as a source; else a sound."""
        if isinstance(self._sheet, ExportSheet):
            self._sheet.to(encoded(path))
        elif isinstance(self._sheet, ModelsSheet):
            self._sheet.take(path)
        elif os.path.isfile(path):  # noqa: PTH113 - paths of any bytes
            self._say(intents.FindSimilar(path=path))
        else:
            self._say(intents.AddSource(path))

    def call_off(self) -> bool:
        """End a running gesture as if it had not begun; tell whether there was one."""
        return self._drag_layer.call_off() or self._waveform.call_off()

    def show(self, state: AppState, pending: str, keymap: Keymap) -> None:
        """Show what changed since the last time."""
        before = self._state
        if state is before and pending == self._pending and keymap is self._keymap:
            return
        self._state, self._pending, self._keymap = state, pending, keymap
        if before is None or before.large is not state.large:
            self._resize(TABLET if state.large else DESKTOP)
        for watch in self._watches:
            watch.show(state)
        self._status.show(
            *(state.screen, state.transport.output),
            *(keymap.continuations(pending) if pending else (), pending),
        )
        if self._trouble.show(state.parts) or self._wide != self._has_right(state):
            self._place()
        self._undo.show(
            state.screen.notice, self._browser.center_x, round(self._browser.y + dp(12))
        )
        self._show_sheet(state)

    def tick(self, now: Seconds) -> bool:
        """Move what moves by itself; tell whether anything does."""
        moving = self._browser.moving or self._side.moving or self._collections.moving
        if self._wide != self._has_right(self._state or AppState()):
            self._place()
        return self._drag_layer.tick(now) or self._waveform.tick(now) or moving

    def _show_sheet(self, state: AppState) -> None:
        kinds = {
            None: None,
            Sheet.KEYS: KeySheet,
            Sheet.OPTIONS: OptionsSheet,
            Sheet.ADD: AddSheet,
            Sheet.NAME: NameSheet,
            Sheet.IMPORT: ImportSheet,
            Sheet.EXPORT: ExportSheet,
            Sheet.RENAME: RenameSheet,
            Sheet.SOUND: SoundSheet,
            Sheet.MODELS: ModelsSheet,
            Sheet.FORGET: ForgetSheet,
        }
        wanted = LostSheet if state.parts.lost else kinds[state.screen.sheet]
        if wanted is not (type(self._sheet) if self._sheet else None):
            if self._sheet is not None:
                self.remove_widget(self._sheet)
            lost = state.parts.lost
            self._sheet = (
                LostSheet(state.parts, self._leave) if lost else self._made(state.screen.sheet)
            )
            if self._sheet is not None:
                self.add_widget(self._sheet)
                self._place()
        if isinstance(
            self._sheet,
            AddSheet | OptionsSheet | ImportSheet | ExportSheet | SoundSheet | ModelsSheet,
        ):
            self._sheet.show(state)

    def _made(self, sheet: Sheet | None) -> SheetFrame | None:
        match sheet:
            case Sheet.KEYS:
                close = lambda: self._say(intents.ToggleSheet(Sheet.KEYS))  # noqa: E731 - short
                return KeySheet(self._keymap, close)
            case Sheet.OPTIONS:
                return OptionsSheet(self._say)
            case Sheet.ADD:
                return AddSheet(self._say, self._browse, self._read)
            case Sheet.NAME:
                return NameSheet(
                    self._say, self._state.collections if self._state else Collections()
                )
            case Sheet.IMPORT:
                return ImportSheet(self._say)
            case Sheet.EXPORT:
                return ExportSheet(self._say, self._state or AppState(), self._browse)
            case Sheet.MODELS:
                return ModelsSheet(self._say, self._state or AppState())
            case Sheet.SOUND:
                return SoundSheet(self._say, self._state or AppState())
            case Sheet.RENAME:
                naming = self._state.filing.naming if self._state else None
                return RenameSheet(self._say, naming) if naming else None
            case Sheet.FORGET:
                asked = self._state.sources.forgetting if self._state else None
                return ForgetSheet(self._say, asked) if asked else None
            case None:
                return None

    def _has_right(self, state: AppState) -> bool:
        """Tell whether the right side is seen: where there is room, or it is needed.

        That is while the keyboard is there, or something is carried that may go there.
        """
        focused = state.screen.focus in {Panel.COLLECTIONS, Panel.MEMBERS}
        asked = focused or self._drag_layer.carrying
        return self.width >= dp(ROOMY) or asked

    def _resize(self, sizes: Sizes) -> None:
        self._sizes = sizes
        for part in (*self._parts, self._undo):
            part.resize(sizes)
        self._place()

    def _place(self, *_: object) -> None:
        sizes, width, height = self._sizes, round(self.width), round(self.height)
        top, bottom, left = dp(sizes.top), dp(sizes.bottom), round(dp(sizes.left))
        self._ground.pos, self._ground.size = self.pos, self.size
        self._top.pos, self._top.size = (0, round(height - top)), (width, round(top))
        self._status.pos, self._status.size = (0, 0), (width, round(bottom))
        trouble = self._trouble.wanted_height
        self._trouble.pos, self._trouble.size = (0, round(bottom)), (width, trouble)
        middle, low = round(height - top - bottom - trouble), round(bottom + trouble)
        self._side.pos, self._side.size = (0, low), (left, middle)
        tall = round(max(dp(260), min(middle * 0.44, dp(460))))
        self._wide = self._has_right(self._state or AppState())
        right = round(dp(sizes.right)) if self._wide else 0
        if self._wide != (self._collections.parent is self):
            if self._wide:
                self.add_widget(self._collections, len(self.children))
            else:
                self.remove_widget(self._collections)
        self._collections.pos = (width - right, low)
        self._collections.size = (round(dp(sizes.right)), middle)
        self._waveform.pos = (left, low + middle - tall)
        self._waveform.size = (width - left - right, tall)
        self._browser.pos = (left, low)
        self._browser.size = (width - left - right, middle - tall)
        if self._sheet is not None:
            self._sheet.pos, self._sheet.size = (0, 0), (width, height)

    def on_touch_down(self, touch: MotionEvent) -> bool:
        """A sheet takes every touch while it is open."""
        if self._sheet is not None:
            return bool(self._sheet.on_touch_down(touch))
        return bool(super().on_touch_down(touch))
