"""Rules of exporting a collection."""

from __future__ import annotations

from dataclasses import replace

from actors.messages import intents, library
from actors.session.decision import Decision, with_notice, with_ticket
from actors.session.typed_folder import folder_reason, typed_folder
from models.audio.units import CollectionId, Ticket
from models.library.export.name_template import template_error
from models.library.export.settings import ExportSettings
from models.library.file_name import encode_path
from models.state.app import AppState
from models.state.export import Exporting
from models.state.notice import Notice, NoticeKind
from models.state.progress import Progress
from models.state.screen import Sheet
from models.state.task import Task
from models.state.task_label import TaskKind, TaskLabel
from models.state.tasks import with_progress, with_task, without_tasks


def open_sheet(state: AppState, collection: CollectionId | None) -> Decision:
    """Open the export sheet and request the settings of the last export.

    After a failed export the entered settings stay, to be corrected.
    """
    collection = collection or state.collections.focus
    if collection is None:
        return Decision(with_notice(state, Notice(NoticeKind.NO_COLLECTIONS)))
    known = state.exporting
    if collection != known.collection:
        known = Exporting(collection, profiles=known.profiles, running=known.running)
    failed = known.report is not None and bool(known.report.reason)
    state = _with_exporting(state, replace(known, asked=not failed, reason=""))
    state = replace(state, screen=replace(state.screen, sheet=Sheet.EXPORT))
    return Decision(state, (library.ReadExport(collection),))


def restore_settings(state: AppState, event: library.ExportRead) -> AppState:
    """Return the state with folder and settings of the last export."""
    known = state.exporting
    if event.collection != known.collection:
        return state
    known = replace(known, profiles=event.profiles, profile_problems=event.profile_problems)
    if known.asked:
        folder = encode_path(event.folder)
        known = replace(known, asked=False, folder=folder, settings=event.settings)
    return _with_exporting(state, known)


def configure_export(state: AppState, folder: str, settings: ExportSettings) -> AppState:
    """Return the state with changed export settings."""
    reason = template_error(settings.template) or (
        folder_reason(typed_folder(folder)) if folder else ""
    )
    known = state.exporting
    changed = replace(known, asked=False, folder=folder, settings=settings, reason=reason)
    return _with_exporting(state, changed)


def start_export(state: AppState, intent: intents.Export) -> Decision:
    """Start an export and close the sheet; progress is shown in the top bar."""
    known = state.exporting
    collection = intent.collection or known.collection
    settings = intent.settings or known.settings
    folder = intent.folder if intent.folder is not None else typed_folder(known.folder)
    chosen = state.collections.find(collection)
    if chosen is None:
        return Decision(with_notice(state, Notice(NoticeKind.NO_COLLECTIONS)))
    if reason := template_error(settings.template) or folder_reason(folder):
        return Decision(_with_exporting(state, replace(known, reason=reason)))
    state, ticket = with_ticket(state)
    task = Task(TaskLabel(TaskKind.EXPORT, chosen.name), Progress(ticket, total=chosen.count))
    screen = replace(state.screen, sheet=None)
    state = replace(state, tasks=with_task(state.tasks, task), screen=screen)
    state = _with_exporting(state, replace(known, running=ticket, report=None, reason=""))
    return Decision(state, (library.ExportCollection(ticket, chosen.id, folder, settings),))


def show_progress(state: AppState, event: library.ExportProgressed) -> AppState:
    """Return the state with the progress of the export."""
    return replace(state, tasks=with_progress(state.tasks, event.progress))


def fail_export(state: AppState, ticket: Ticket, reason: str) -> AppState:
    """Return the state after an export failed to start, or its outcome is unknown."""
    state = replace(state, tasks=without_tasks(state.tasks, ticket))
    if ticket != state.exporting.running:
        return state
    return _with_exporting(state, replace(state.exporting, running=None, reason=reason))


def show_report(state: AppState, event: library.ExportEnded) -> AppState:
    """Return the state with the report of the export."""
    state = replace(state, tasks=without_tasks(state.tasks, event.ticket))
    if event.ticket == state.exporting.running:
        state = _with_exporting(state, replace(state.exporting, running=None, report=event.report))
    failed = bool(event.report.reason)
    kind = NoticeKind.EXPORT_FAILED if failed else NoticeKind.EXPORT_ENDED
    return with_notice(state, Notice(kind, about=event.report))


def _with_exporting(state: AppState, exporting: Exporting) -> AppState:
    return replace(state, exporting=exporting)
