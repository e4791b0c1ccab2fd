"""All sheets: how each is made when it is opened, and which slices it follows while it is open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Any

from actors.messages import intents
from models.state.app import AppState
from models.state.notice import Notice
from models.state.screen import Sheet
from models.state.searches import shown_question
from ui.keypress import Keymap
from ui.shell.add_sheet import AddSheet
from ui.shell.backups_sheet import BackupsSheet
from ui.shell.edit_sheet import EditSheet
from ui.shell.export_sheet import ExportSheet
from ui.shell.folder_picker import Read
from ui.shell.forget_sheet import ForgetSheet
from ui.shell.hindered_sheet import HinderedSheet
from ui.shell.history_sheet import HistorySheet
from ui.shell.import_sheet import ImportSheet
from ui.shell.key_sheet import KeySheet
from ui.shell.models_sheet import ModelsSheet
from ui.shell.name_sheet import NameSheet
from ui.shell.notices_sheet import NoticesSheet
from ui.shell.options_sheet import OptionsSheet
from ui.shell.recording_sheet import RecordingSheet
from ui.shell.rename_many_sheet import RenameManySheet
from ui.shell.rename_sheet import RenameSheet
from ui.shell.save_sheet import SaveSheet
from ui.shell.searches_sheet import SearchesSheet
from ui.shell.send_sheet import SendSheet
from ui.shell.sheet import SheetFrame
from ui.shell.sound_sheet import SoundSheet


@dataclass(frozen=True, slots=True)
class Around:
    """What sheets use of the window."""

    post: Callable[[intents.Intent], None]
    browse: Callable[[], None] | None
    """Opens the folder dialog of the system, if there is one."""
    read: Read
    keymap: Keymap
    said: Callable[[], tuple[tuple[float, Notice], ...]]
    """Returns the last notices and when they were shown."""


@dataclass(frozen=True, slots=True)
class SheetKind:
    """A kind of sheet."""

    make: Callable[[AppState, Around], SheetFrame | None]
    """Creates it from the state; `None`: there is nothing to show."""
    follow: Callable[[Any, AppState], None] = lambda _sheet, _state: None
    """Shows a newer state in it; by default it does not change while it is open."""


def _add(state: AppState, around: Around) -> SheetFrame:
    found = bool(state.predecessor.summary)
    return AddSheet(around.post, around.browse, around.read, state.call, imports=found)


def _rename(state: AppState, around: Around) -> SheetFrame | None:
    naming = state.filing.naming
    return None if naming is None else RenameSheet(around.post, naming, around.browse)


def _follow_rename(sheet: RenameSheet, state: AppState) -> None:
    if state.filing.naming is not None:
        sheet.show(state.filing.naming)


def _forget(state: AppState, around: Around) -> SheetFrame | None:
    asked = state.sources.forgetting
    return None if asked is None else ForgetSheet(around.post, asked)


def _export(state: AppState, around: Around) -> SheetFrame:
    chosen = state.collections.find(state.exporting.collection)
    return ExportSheet(around.post, chosen, state.exporting, state.sources, around.browse)


def _save(state: AppState, around: Around) -> SheetFrame:
    return SaveSheet(around.post, state.slicing, state.editor, state.collections, around.browse)


def _keys(_state: AppState, around: Around) -> SheetFrame:
    return KeySheet(around.keymap, partial(around.post, intents.ToggleSheet(Sheet.KEYS)))


SHEETS: Mapping[Sheet, SheetKind] = MappingProxyType(
    {
        Sheet.KEYS: SheetKind(_keys),
        Sheet.OPTIONS: SheetKind(
            lambda _state, at: OptionsSheet(at.post),
            lambda sheet, state: sheet.show(state.settings),
        ),
        Sheet.ADD: SheetKind(
            _add,
            lambda sheet, state: sheet.show(state.sources, state.call),
        ),
        Sheet.NAME: SheetKind(lambda state, at: NameSheet(at.post, state.collections)),
        Sheet.IMPORT: SheetKind(
            lambda _state, at: ImportSheet(at.post),
            lambda sheet, state: sheet.show(state.predecessor),
        ),
        Sheet.EXPORT: SheetKind(
            _export, lambda sheet, state: sheet.show(state.exporting, state.sources)
        ),
        Sheet.SEND: SheetKind(
            lambda state, at: SendSheet(at.post, state.sending, at.browse, at.read),
            lambda sheet, state: sheet.show(state.sending),
        ),
        Sheet.SOUND: SheetKind(
            lambda state, at: SoundSheet(at.post, state.settings, state.transport),
            lambda sheet, state: sheet.show(state.settings, state.transport),
        ),
        Sheet.MODELS: SheetKind(
            lambda state, at: ModelsSheet(at.post, state.embedding_models),
            lambda sheet, state: sheet.show(state.embedding_models),
        ),
        Sheet.RENAME: SheetKind(_rename, _follow_rename),
        Sheet.FORGET: SheetKind(_forget),
        Sheet.SAVE: SheetKind(_save, lambda sheet, state: sheet.show(state.slicing)),
        Sheet.RENAME_MANY: SheetKind(
            lambda state, at: RenameManySheet(at.post, state.filing),
            lambda sheet, state: sheet.show(state.filing),
        ),
        Sheet.EDIT: SheetKind(
            lambda state, at: EditSheet(at.post, state.editing),
            lambda sheet, state: sheet.show(state.editing),
        ),
        Sheet.HINDERED: SheetKind(lambda state, at: HinderedSheet(at.post, state.editing)),
        Sheet.HISTORY: SheetKind(
            lambda state, at: HistorySheet(at.post, state.journal),
            lambda sheet, state: sheet.show(state.journal),
        ),
        Sheet.SEARCHES: SheetKind(
            lambda state, at: SearchesSheet(
                at.post, state.searches, shown_question(state.browser, state.similarity)
            ),
            lambda sheet, state: sheet.show(state.searches),
        ),
        Sheet.RECORDING: SheetKind(
            lambda state, at: RecordingSheet(at.post, state.recording),
            lambda sheet, state: sheet.show(state.recording, state.settings.recording_input),
        ),
        Sheet.BACKUPS: SheetKind(
            lambda state, at: BackupsSheet(at.post, state.backups),
            lambda sheet, state: sheet.show(state.backups),
        ),
        Sheet.NOTICES: SheetKind(
            lambda _state, at: NoticesSheet(at.post, at.said), lambda sheet, _state: sheet.show()
        ),
    }
)
"""Every sheet but that of a lost session, which nobody opens."""
