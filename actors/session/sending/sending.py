"""Rules of sending sounds to a hot folder.

The library knows which one was chosen for the place, and whether it can be used. Otherwise a sheet
asks; what is sent is decided when the key is pressed.
"""

from __future__ import annotations

from dataclasses import replace

from actors.messages import intents, library
from actors.session.decision import Decision, with_notice, with_ticket
from actors.session.handoff import chosen
from actors.session.typed_folder import folder_reason, typed_folder
from models.library.export.name_template import template_error
from models.library.file_name import encode_path
from models.library.hot_folder import HotFolder, HotPlace, Sounds
from models.state.app import AppState
from models.state.notice import Notice, NoticeKind
from models.state.screen import Panel, Sheet
from models.state.sending import Sending


def send(state: AppState, intent: intents.SendFiles) -> Decision:
    """Ask for the hot folder of what is chosen."""
    sounds, place = _sounds(state, intent), _place(state, intent)
    if sounds is None:
        return Decision(with_notice(state, Notice(NoticeKind.SELECT_SAMPLE_FIRST)))
    state, ticket = with_ticket(state)
    state = _with_sending(state, Sending(ticket, sounds, place, intent.choose))
    return Decision(state, (library.ReadHotFolder(ticket, place),))


def use_folder(state: AppState, event: library.HotFolderRead) -> Decision:
    """Send to the hot folder of the place; if there is none, ask for one."""
    known = state.sending
    if event.ticket != known.ticket:
        return Decision(state)
    if event.folder is not None and not known.choose:
        state = _with_sending(state, Sending())
        return Decision(state, (library.SendFiles(known.sounds, event.folder, known.place),))
    return Decision(_ask(state, known, event.folder or event.last))


def ask_again(state: AppState, event: library.HotFolderRefused) -> AppState:
    """Return the state in which the sheet says why nothing was sent, and asks for another."""
    command = event.command
    known = Sending(sounds=command.sounds, place=command.place, reason=event.reason)
    if state.screen.sheet not in {None, Sheet.SEND}:  # something else is being asked
        return with_notice(state, Notice(NoticeKind.NOT_SENT, reason=event.reason))
    missing = encode_path(command.folder.path) if event.missing else ""
    return _ask(state, replace(known, missing=missing), command.folder)


def configure(state: AppState, folder: str, template: str) -> AppState:
    """Return the state with another folder or template in the sheet."""
    reason = template_error(template) or (folder_reason(typed_folder(folder)) if folder else "")
    missing = state.sending.missing
    missing = missing if missing and typed_folder(folder) == typed_folder(missing) else ""
    changed = replace(
        state.sending, folder=folder, template=template, reason=reason, missing=missing
    )
    return _with_sending(state, changed)


def confirm(state: AppState) -> Decision:
    """Send to the folder in the sheet, and remember it."""
    known = state.sending
    path = typed_folder(known.folder)
    if reason := template_error(known.template) or folder_reason(path):
        return Decision(_with_sending(state, replace(known, reason=reason)))
    state = replace(state, screen=replace(state.screen, sheet=None), sending=Sending())
    folder = HotFolder(path, known.template)
    create = bool(known.missing)
    command = library.SendFiles(known.sounds, folder, known.place, remember=True, create=create)
    return Decision(state, (command,))


def _ask(state: AppState, known: Sending, folder: HotFolder | None) -> AppState:
    if folder is not None:
        known = replace(known, folder=encode_path(folder.path), template=folder.template)
    state = _with_sending(state, known)
    return replace(state, screen=replace(state.screen, sheet=Sheet.SEND))


def _sounds(state: AppState, intent: intents.SendFiles) -> Sounds | None:
    collection = _whole_collection(state, intent)
    if collection is not None:
        return collection
    if (part := chosen.chosen_part(state, intent)) is not None:
        sample, span = part
        return Sounds((sample,), span)
    samples = chosen.chosen_files(state, intent)
    return Sounds(samples) if samples else None


def _whole_collection(state: AppState, intent: intents.SendFiles) -> Sounds | None:
    collection = intent.collection
    if collection is None and intent.sample is None and intent.panel is None:
        focused = state.screen.focus is Panel.COLLECTIONS
        collection = state.collections.focus if focused else None
    return None if collection is None else Sounds(collection=collection)


def _place(state: AppState, intent: intents.SendFiles) -> HotPlace:
    panel = intent.panel or state.screen.focus
    collection = intent.collection or state.collections.focus
    if intent.collection is not None or panel in {Panel.COLLECTIONS, Panel.MEMBERS}:
        return HotPlace(collection=collection)
    query = state.browser.query
    return HotPlace(source=query.source, folder=query.folder)


def _with_sending(state: AppState, known: Sending) -> AppState:
    return replace(state, sending=known)
