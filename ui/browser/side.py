"""Left side panel: sources above, folders of the chosen source below."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kivy.input.motionevent import MotionEvent
from kivy.metrics import dp

from actors.messages import intents
from models.audio.units import SourceId
from models.layout.part import Part
from models.layout.tree import FILL, Column, Leaf, Margin
from models.library.file_name import display_name, encode_path
from models.state.app import AppState
from models.state.browser import Folders
from models.state.file_naming import Naming, Thing
from models.state.screen import Panel, Sheet
from ui.browser.name_list import NameList
from ui.browser.name_row import INDENT, INSET, Named
from ui.browser.type_chips import TypeChips
from ui.slices import SideSlices, pick
from ui.text import sources as source_text
from ui.text.add_source import TITLE as ADD_SOURCE
from ui.text.common import ALL_SOURCES, RENAME, RESIZE, REVEAL
from ui.theme import HEADING, NUMBER, PALETTE, Sizes
from ui.widgets import hover
from ui.widgets.bar import Bar
from ui.widgets.button import BARE, CHIP, PushButton
from ui.widgets.drag_layer import DragPayload, Drop
from ui.widgets.heading import heading
from ui.widgets.label import TextLabel
from ui.widgets.menu import Choice, Menu, grouped
from ui.widgets.outline import Outline
from ui.widgets.placing import box_of, pixels, place
from ui.widgets.row_list import ListCallbacks
from ui.widgets.splitter import Splitter

LEAST = 4
"""Minimum number of folder rows kept visible above the type chips."""
Post = Callable[[intents.Intent], None]
Carry = Callable[[DragPayload, MotionEvent], None]


def source_rows(state: SideSlices) -> tuple[Named, ...]:
    """Return the rows of the sources; the first row stands for all of them."""
    if not state.sources.all:
        return ()
    chosen, active = state.browser.query.source, state.screen.focus is Panel.SOURCES
    count = sum(source.count for source in state.sources.all)
    everything = Named(ALL_SOURCES, count, "library", chosen=chosen is None, active=active)
    return everything, *(
        Named(
            source_text.label(source),
            source.count,
            "warning" if source.offline else "folder",
            chosen=source.id == chosen,
            active=active,
            dim=source.offline,
        )
        for source in state.sources.all
    )


def folder_rows(state: SideSlices) -> tuple[Named, ...]:
    """Return the rows of the folder tree; the first row stands for the whole source."""
    folders, active = state.folders, state.screen.focus is Panel.FOLDERS
    source = state.sources.find(folders.source)
    if source is None:
        return ()
    # A list of all sources is no folder of this one; a row is marked then for the keyboard only.
    here = state.browser.query.source == folders.source or active
    shown = {folders.focus, *state.browser.query.more_folders} if here else set()
    called = source_text.whole(source.name)
    whole = Named(called, source.count, "library", chosen=b"" in shown, active=active)
    rows = [whole]
    for folder in folders.visible:
        opened = folder.path in folders.open
        icon = ("chevron_down" if opened else "chevron_right") if folder.parent else ""
        chosen = folder.path in shown
        rows.append(
            Named(folder.name, folder.count, icon, folder.depth, chosen=chosen, active=active)
        )
    return tuple(rows)


class SidePart(Bar):
    """Sources, folder tree and type chips."""

    def __init__(
        self,
        post: Post,
        sizes: Sizes,
        add: Callable[[], None],
        carry: Carry | None = None,
        hide: Callable[[], None] = lambda: None,
    ) -> None:
        """Create the panel; `hide` hides it."""
        super().__init__("right")
        self._post, self._sizes = post, sizes
        self._state = pick(SideSlices, AppState())
        self._sources_title = TextLabel(source_text.SOURCES, HEADING, PALETTE.second)
        self._folders_title = TextLabel(source_text.FOLDERS, HEADING, PALETTE.second)
        self._sources_key = PushButton(
            lambda: post(intents.FocusPanel(Panel.SOURCES)),
            "gS",
            style=CHIP,
            face=NUMBER,
            command="go-sources",
        )
        self._folders_key = PushButton(
            lambda: post(intents.FocusPanel(Panel.FOLDERS)),
            "gf",
            style=CHIP,
            face=NUMBER,
            command="go-folders",
        )
        self._add = PushButton(add, icon="plus", style=BARE, command="add-source")
        self._hide = PushButton(hide, icon="chevron_left", style=BARE, command="toggle-sources")
        chosen = ListCallbacks(
            on_press=self._pressed, on_menu=self._open_menu, on_empty_menu=self._open_empty_menu
        )
        self._sources = NameList(dp(sizes.row), dp(sizes.target), chosen)
        lifted = self._drag_started if carry is not None else None
        opened = ListCallbacks(
            on_press=self._folder_pressed,
            on_menu=self._open_folder_menu,
            on_drag=lifted,
            on_empty_menu=self._open_empty_menu,
        )
        self._carry = carry
        self._folders = NameList(dp(sizes.folder_row), dp(sizes.target), opened)
        self._sources.key_panel, self._folders.key_panel = Panel.SOURCES, Panel.FOLDERS
        self._types = TypeChips(post, sizes)
        self.add_widget(self._types)
        widgets = (self._sources_title, self._sources_key, self._add, self._hide)
        for widget in (
            *(*widgets, self._sources),
            *(self._folders_title, self._folders_key, self._folders),
        ):
            self.add_widget(widget)
        reset = intents.ChangeSetting("window.sources_height", None)
        self._divider = Splitter(
            self._divider_moved, partial(post, reset), upright=False, hint=RESIZE
        )
        self.add_widget(self._divider)
        self._outline = Outline(self.canvas.after)
        self.bind(pos=self._place, size=self._place)

    def resize(self, sizes: Sizes) -> None:
        """Apply the sizes of another density."""
        self._sizes = sizes
        for button in (self._sources_key, self._folders_key, self._add, self._hide):
            button.reach = dp(sizes.target)
        self._sources.resize(dp(sizes.row), dp(sizes.target))
        self._folders.resize(dp(sizes.folder_row), dp(sizes.target))
        self._types.change_sizes(sizes)
        self._place()

    def show(self, state: SideSlices) -> None:
        """Show sources, folders and focus."""
        before, self._state = self._state, state
        self._sources.show_names(source_rows(state))
        self._folders.show_names(folder_rows(state))
        others = self._types.show(state.browser.counts, state.browser.query.words)
        others = others or before.settings.window is not state.settings.window
        if others or len(before.sources.all) != len(state.sources.all):
            self._place()
        self._frame()

    @property
    def moving(self) -> bool:
        """Whether an animation needs further frames."""
        return self._sources.moving or self._folders.moving

    def open_menu(self, panel: Panel) -> bool:
        """Open the menu of the chosen row by the keyboard; return whether it is of this panel."""
        rows = {Panel.SOURCES: self._sources, Panel.FOLDERS: self._folders}.get(panel)
        if rows is None or rows.chosen is None:
            return False
        rows.open_menu(rows.chosen)
        return True

    def _pressed(self, row: int, _touch: MotionEvent) -> None:
        self._post(intents.FocusPanel(Panel.SOURCES))
        self._post(intents.ChooseSource(self._state.sources.all[row - 1].id if row else None))

    def _open_menu(self, row: int, touch: MotionEvent) -> None:
        if row == 0:
            self._open_empty_menu(touch)
            return
        source = self._state.sources.all[row - 1]
        located = Naming(Thing.ROOT, encode_path(source.root), source=source.id)
        choices = grouped(
            (
                self._choice(source_text.RESCAN, intents.ScanSource(source.id)),
                self._choice(source_text.FULL_CHECK, intents.ScanSource(source.id, full=True)),
            ),
            (
                self._choice(REVEAL, intents.RevealFiles(path=source.root), "reveal"),
                self._choice(source_text.RELOCATE, intents.BeginRename(located)),
                self._choice(
                    source_text.UNPROTECT if source.read_only else source_text.PROTECT,
                    intents.ProtectSource(source.id, read_only=not source.read_only),
                ),
            ),
            (
                self._danger(
                    source_text.FORGET_MISSING,
                    intents.AskToForget(source.root, missing_only=True),
                ),
                self._danger(source_text.REMOVE, intents.RemoveSource(source.id)),
                self._danger(source_text.FORGET, intents.AskToForget(source.root)),
            ),
        )
        Menu.open(touch.pos, self._sizes, choices)

    def _open_empty_menu(self, touch: MotionEvent) -> None:
        """Open the menu of all sources, also where no row is."""
        choices = (
            self._choice(ADD_SOURCE, intents.ToggleSheet(Sheet.ADD), "add-source"),
            self._choice(source_text.RESCAN_ALL, intents.ScanAll()),
        )
        Menu.open(self.to_window(*touch.pos), self._sizes, choices)

    def _choice(self, words: str, intent: intents.Intent, command: str = "") -> Choice:
        return Choice(words, partial(self._post, intent), command)

    def _danger(self, words: str, intent: intents.Intent, command: str = "") -> Choice:
        return Choice(words, partial(self._post, intent), command, danger=True)

    def _open_folder_menu(self, row: int, touch: MotionEvent) -> None:
        folders = self._state.folders
        path = self._folder(row)
        called = encode_path(path).rpartition("/")[2]
        making = self._choice(
            *(source_text.NEW_SUBFOLDER, _naming(Thing.NEW_FOLDER, "", folders.source, path)),
            "new-folder",
        )
        choices: tuple[Choice, ...] = (making,)
        source = self._state.sources.find(folders.source)
        if path and source is not None:
            within = intents.AddSource(b"/".join((source.root.rstrip(b"/"), path)))
            naming = _naming(Thing.FOLDER, called, folders.source, path)
            forget = intents.AskToForget(within.root, missing_only=True)
            choices = grouped(
                (
                    self._choice(source_text.ADD_TO_VIEW, intents.AddFolder(path)),
                    self._choice(source_text.RESCAN, within),
                ),
                (making, self._choice(RENAME, naming, "rename")),
                (self._choice(REVEAL, intents.RevealFiles(path=within.root), "reveal"),),
                (
                    self._danger(source_text.NARROW, intents.NarrowSource(source.id, path)),
                    self._danger(source_text.FORGET_MISSING, forget),
                    self._danger(
                        source_text.DELETE_FOLDER, intents.DeleteFolder(path), "delete-folder"
                    ),
                ),
            )
        Menu.open(self.to_window(*touch.pos), self._sizes, choices)

    def _folder(self, row: int) -> bytes:
        """Return the folder path of a row; the first row is the root."""
        return self._state.folders.visible[row - 1].path if row else b""

    def nudge(self, x: float, y: float, since: float) -> bool:
        """Scroll the folders during a drag near an edge; return whether they scrolled.

        Args:
            x: Pointer position in window pixels.
            y: Pointer position in window pixels.
            since: Seconds since the last call.
        """
        return self._folders.nudge(x, y, since)

    def drop(self, payload: DragPayload, x: float, y: float) -> Drop | None:
        """Return the effect of a drop on a source or a folder: moving the files there."""
        if self._sources.collide_point(x, y):
            return self._drop_on_source(payload, y)
        if not self._folders.collide_point(x, y):
            return None
        row = self._folders.row_at(y)
        if row is None:
            return None
        intent = payload.filed(self._folder(row))
        if intent is None:
            return None
        return Drop(self._folders.seen(row), intent, folder_rows(self._state)[row].name)

    def _drop_on_source(self, payload: DragPayload, y: float) -> Drop | None:
        row = self._sources.row_at(y)
        if not row:  # none, or that of all sources
            return None
        source = self._state.sources.all[row - 1]
        intent = payload.moved(source.id)
        return None if intent is None else Drop(self._sources.seen(row), intent, source.name)

    def _drag_started(self, row: int, touch: MotionEvent) -> None:
        path = self._folder(row)
        if self._carry is not None and path:
            Menu.shut()  # a long press opened it before the drag began
            self._carry(DragPayload(display_name(path), filed=partial(_into, path)), touch)

    def _folder_pressed(self, row: int, touch: MotionEvent) -> None:
        self._post(intents.FocusPanel(Panel.FOLDERS))
        if row == 0:
            self._post(intents.ChooseFolder(b""))
            return
        folders: Folders = self._state.folders
        folder = folders.visible[row - 1]
        on_chevron = touch.x - self.x < dp(INSET + INDENT * folder.depth + 24)
        if folder.parent and (on_chevron or folder.path == folders.focus):
            self._post(intents.ToggleFolder(folder.path))
        if not on_chevron:
            several = hover.control_held() or hover.shift_held()
            intent = intents.AddFolder if several else intents.ChooseFolder
            self._post(intent(folder.path))

    def _place(self, *_: object) -> None:
        sizes, inset, line = self._sizes, pixels(INSET), pixels(self._sizes.splitter)
        box = box_of(self)
        head = pixels(sizes.heading)
        chosen = self._state.settings.window.sources_height
        count = 1 + len(self._state.sources.all)
        most = round(self.height * (0.4 if chosen is None else 0.7))
        wanted = pixels(count * sizes.row if chosen is None else max(sizes.row, chosen))
        tall = min(wanted, most)
        room = box.height - 2 * head - tall - line - inset // 2
        foot = round(
            self._types.fit(box.width - 1 - 2 * inset, room - LEAST * pixels(sizes.folder_row))
        )
        place(
            Column(
                (
                    heading(
                        *(self._sources_title, self._sources_key, sizes, INSET),
                        (self._add, self._hide),
                    ),
                    Leaf(self._sources, FILL, Part(tall)),
                    Leaf(self._divider, FILL, Part(line)),
                    heading(self._folders_title, self._folders_key, sizes, INSET),
                    Leaf(self._folders, FILL),
                    Column(
                        (Leaf(self._types, FILL, Part(foot)),),
                        margin=Margin(inset, 0, inset, inset // 2),
                        across=FILL,
                    ),
                ),
                margin=Margin(right=1),
            ),
            box,
        )
        self._frame()

    def _divider_moved(self, y: float) -> None:
        tall = (self._sources.top - y - self._divider.height / 2) / dp(1)
        self._post(intents.ChangeSetting("window.sources_height", round(max(1.0, tall))))

    def _frame(self) -> None:
        lists = {Panel.SOURCES: self._sources, Panel.FOLDERS: self._folders}
        shown = lists.get(self._state.screen.focus)
        if shown is None:
            self._outline.hide()
        else:
            self._outline.draw(*shown.pos, *shown.size)


def _into(path: bytes, folder: bytes) -> intents.Intent | None:
    """Return the intent to move a folder into another; `None` if that lies within it."""
    inside = (folder + b"/").startswith(path + b"/")
    return None if inside else intents.MoveFolder(path, folder)


def _naming(thing: Thing, name: str, source: SourceId | None, path: bytes) -> intents.Intent:
    return intents.BeginRename(Naming(thing, name, source=source, path=path))
