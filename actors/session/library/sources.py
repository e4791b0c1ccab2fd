"""Rules of sources, folders and scans."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from types import MappingProxyType

from actors.messages import embeddings, library
from actors.session.decision import Decision, with_notice, with_ticket
from actors.session.library import relocation
from actors.session.samples import folder_tree, panels, sample_lists, view_states
from actors.session.similarity import duplicates, embedding
from actors.session.waveform import waveform_view
from models.audio.units import SourceId, Ticket
from models.library.action import ActionKind
from models.library.file_name import display_name, display_path
from models.library.path_prefix import parents
from models.library.report import ScanReport
from models.library.source import Source
from models.state.app import AppState
from models.state.browser import Folders, Forgetting
from models.state.notice import Notice, NoticeKind
from models.state.screen import Panel, Sheet
from models.state.task import Task
from models.state.task_label import TaskKind, TaskLabel
from models.state.tasks import with_task, without_tasks


def add_source(state: AppState, root: bytes, *, full: bool = False) -> Decision:
    """Add a folder as a source."""
    state, ticket = with_ticket(state)
    return Decision(state, (library.AddSource(ticket, root, full),))


def remove_source(state: AppState, source: SourceId) -> Decision:
    """Remove a source."""
    return Decision(state, (library.RemoveSource(source),))


def scan_source(state: AppState, source: SourceId, *, full: bool = False) -> Decision:
    """Scan a source; `full`: read every file completely."""
    state, ticket = with_ticket(state)
    return Decision(state, (library.Scan(ticket, source, full),))


def scan_all(state: AppState) -> Decision:
    """Scan all sources, one after another."""
    decision = Decision(state)
    for source in state.sources.all:
        decision = decision.then(partial(scan_source, source=source.id))
    return decision


def cancel_task(state: AppState, ticket: Ticket) -> Decision:
    """Cancel a task."""
    known = state.similarity
    if ticket in {known.embedding, known.analysing, known.embedding_inside}:
        stop = Decision(state, (embeddings.StopEmbedding(),))
        return stop.then(embedding.end_pause)
    if ticket == state.duplicates.ticket:
        return duplicates.cancel_search(state).then(embedding.end_pause)
    return Decision(state, (library.CancelScan(ticket),))


def choose_source(state: AppState, source: SourceId | None) -> Decision:
    """List the samples of a source, and its folders."""
    # While something is looked for it is narrowed by the source alone.
    stored = (
        None
        if state.similarity.search or state.duplicates.shown
        else state.sources.view_states.get(source)
    )
    opened = state.sources.view_states.get(source)
    state = replace(
        state,
        sources=replace(state.sources, focus=source),
        folders=Folders(source, open=frozenset(opened.opened if opened else ())),
        browser=view_states.restore_browser(state.browser, stored, source),
    )
    state = replace(state, folders=replace(state.folders, focus=state.browser.query.folder))
    return sample_lists.request_list(state, state.browser.query).then(folder_tree.read_folders)


def choose_folder(state: AppState, path: bytes) -> Decision:
    """List the samples below a folder."""
    state = replace(state, folders=replace(state.folders, focus=path))
    # A row that is not in the folder is not replaced by the one of the same number.
    state = replace(state, browser=replace(state.browser, row=None))
    return sample_lists.request_list(
        state, replace(state.browser.query, folder=path, more_folders=(), among=None)
    )


def add_folder(state: AppState, path: bytes) -> Decision:
    """Add a folder to the listed ones, or remove it."""
    query = state.browser.query
    if not query.folder or not path:
        return choose_folder(state, path)
    shown = dict.fromkeys((query.folder, *query.more_folders))
    if path in shown:
        del shown[path]
    else:
        shown[path] = None
    first, *more = shown or {b"": None}
    state = replace(state, folders=replace(state.folders, focus=first))
    return sample_lists.request_list(state, replace(query, folder=first, more_folders=tuple(more)))


def toggle_folder(state: AppState, path: bytes) -> AppState:
    """Return the state with a folder expanded or collapsed."""
    folders = replace(state.folders, open=state.folders.open ^ {path})
    return replace(state, folders=folders)


def show_sources(state: AppState, event: library.SourcesListed) -> Decision:
    """Show the sources; one that the user has just added is chosen."""
    left = {source.id for source in state.sources.all} - {source.id for source in event.sources}
    new = [source for source in event.sources if state.sources.find(source.id) is None]
    moved = relocation.relocated_sources(state.sources, event.sources)
    changed = _changed_offline(state, event)
    first_answer = not state.sources.known
    view_states = relocation.relocate_view_states(state.sources, moved)
    state = replace(
        state,
        browser=relocation.relocate_browser(state.browser, moved),
        folders=relocation.relocate_folders(state.folders, moved),
        sources=replace(state.sources, all=event.sources, known=True, view_states=view_states),
    )
    chosen = state.sources.find(state.browser.query.source)
    if new and not first_answer and not event.quiet:
        shown = choose_source(state, new[0].id if len(new) == 1 else None)
        return shown.then(_close_sheet)
    if first_answer and state.sources.remembers:
        decision = choose_source(state, state.sources.last)
        # As it was left: the sample is shown again, but nobody asked to hear it.
        browser = replace(decision.state.browser, pending=True, quiet=True)
        return replace(decision, state=replace(decision.state, browser=browser))
    if first_answer or (chosen is None and state.browser.query.source is not None):
        return choose_source(state, event.sources[0].id if len(event.sources) == 1 else None)
    if left or moved:
        return sample_lists.refresh_list(state).then(folder_tree.read_folders)
    return _refresh_changed_offline(state, changed) if changed else Decision(state)


def any_back_online(state: AppState, event: library.SourcesListed) -> bool:
    """Return whether a source came online."""
    return any(not source.offline for source in _changed_offline(state, event))


def _changed_offline(state: AppState, event: library.SourcesListed) -> tuple[Source, ...]:
    """Return the sources that came online or went offline."""
    return tuple(
        source
        for source in event.sources
        if (before := state.sources.find(source.id)) and before.offline != source.offline
    )


def _refresh_changed_offline(state: AppState, changed: tuple[Source, ...]) -> Decision:
    """Read the rows and pictures of sources again that came online or went offline."""
    back = {source.id for source in changed if not source.offline}
    drawn = {key: small for key, small in state.thumbnails.items() if not small.empty}
    state = replace(state, thumbnails=MappingProxyType(drawn))
    decision = Decision(state)
    for panel in panels.PANELS:
        decision = decision.then(partial(sample_lists.refresh_list, panel=panel))
    shown, reason = state.editor.sample, state.editor.reason
    if shown is not None and reason and shown.source in back:
        again = replace(shown, missing=False)
        decision = decision.then(partial(waveform_view.load_sample, sample=again))
    return decision


def _close_sheet(state: AppState) -> Decision:
    """Close the sheet that asked for a folder, which was accepted; the list has the keyboard."""
    sheet = None if state.screen.sheet is Sheet.ADD else state.screen.sheet
    focus = state.screen.focus if state.screen.focus is Panel.SEARCH else Panel.SAMPLES
    state = replace(state, screen=replace(state.screen, sheet=sheet, focus=focus))
    state = replace(state, call=replace(state.call, offered=""))
    return Decision(replace(state, sources=replace(state.sources, root_reason="")))


def show_added_folder(state: AppState, event: library.SourceAdded) -> Decision:
    """List the added folder, inside an existing source, or the source that contains others."""
    if event.notice is not None:
        state = with_notice(state, event.notice)
    decision = choose_source(state, event.source)
    return decision.then(partial(choose_folder, path=event.folder)).then(_close_sheet)


def show_forgetting(state: AppState, event: library.Forgotten) -> AppState:
    """Return the state with what forgetting would remove, or with the notice that it is done."""
    if not event.erased:
        if event.missing_only and not event.decisions.samples:
            return with_notice(state, Notice(NoticeKind.NOTHING_MISSING))
        asked = Forgetting(event.path, event.decisions, event.missing_only)
        state = replace(state, sources=replace(state.sources, forgetting=asked))
        return replace(state, screen=replace(state.screen, sheet=Sheet.FORGET))
    state = replace(state, sources=replace(state.sources, forgetting=None))
    sheet = None if state.screen.sheet is Sheet.FORGET else state.screen.sheet
    state = replace(state, screen=replace(state.screen, sheet=sheet))
    if event.missing_only:
        count = event.decisions.samples
        return with_notice(state, Notice(NoticeKind.MISSING_FORGOTTEN, count=count))
    gone = display_name(event.path)
    return with_notice(state, Notice(NoticeKind.SOURCE_FORGOTTEN, gone, about=event.decisions))


def show_scan_progress(state: AppState, event: library.ScanProgressed) -> Decision:
    """Show the progress of a scan, and new rows."""
    source = state.sources.find(event.source)
    label = TaskLabel(TaskKind.SCAN, source.name if source else "")
    task = Task(label, event.progress, event.source)
    state = replace(state, tasks=with_task(state.tasks, task))
    return refresh_source(state, event.source) if event.changed else Decision(state)


def show_scan_report(state: AppState, event: library.ScanEnded) -> Decision:
    """Show the report of a scan."""
    report = event.report
    tasks = without_tasks(state.tasks, event.ticket)
    state = replace(state, tasks=tasks, sources=replace(state.sources, report=report))
    state = with_notice(state, _scan_notice(state, report))
    return Decision(state) if report.source is None else refresh_source(state, report.source)


def show_root_reason(state: AppState, event: library.SourceRefused) -> AppState:
    """Return the state with the reason why a folder was refused."""
    report = ScanReport(None, reason=event.reason)
    state = replace(state, sources=replace(state.sources, report=report, root_reason=event.reason))
    if state.screen.sheet is Sheet.ADD:
        return state  # which says so, under what was typed
    return with_notice(state, Notice(NoticeKind.SOURCE_REFUSED, reason=event.reason))


def show_failure(state: AppState, reason: str) -> AppState:
    """Return the state with the reason why a command failed, or the library cannot be opened."""
    if not state.sources.known:
        state = replace(state, sources=replace(state.sources, reason=reason))
    return with_notice(state, Notice(NoticeKind.LIBRARY_FAILED, reason=reason))


def show_folders(state: AppState, event: library.FoldersRead) -> Decision:
    """Show the folder tree of the open source; list the parent of a folder that is gone."""
    if event.source != state.folders.source:
        return Decision(state)
    there = {folder.path for folder in event.folders}
    # One that was not there before is about to be scanned.
    known = {folder.path for folder in state.folders.all}
    if not known and there:  # restored: folders may have gone since
        known = {part for path in _shown_folders(state) for part in (path, *parents(path))}
    gone = known - there - {b""}
    focus = _nearest_existing(state.folders.focus, gone)
    state = replace(state, folders=replace(state.folders, all=event.folders, focus=focus))
    query = state.browser.query
    shown = (query.folder, *query.more_folders)
    if query.source != event.source or gone.isdisjoint(shown):
        return Decision(state)
    left = [path for path in shown if path not in gone] or [_nearest_existing(query.folder, gone)]
    state = replace(state, folders=replace(state.folders, focus=left[0]))
    return sample_lists.request_list(
        state, replace(query, folder=left[0], more_folders=tuple(left[1:]))
    )


def _shown_folders(state: AppState) -> tuple[bytes, ...]:
    query = state.browser.query
    return (state.folders.focus, query.folder, *query.more_folders)


def _nearest_existing(path: bytes, gone: set[bytes]) -> bytes:
    """Return a folder, or its nearest parent that is not gone."""
    while path in gone:
        path = path.rpartition(b"/")[0]
    return path


def refresh_source(state: AppState, source: SourceId) -> Decision:
    """List the samples again if those of that source are shown."""
    if state.browser.query.source not in {None, source}:
        return Decision(state)
    return sample_lists.refresh_list(state).then(folder_tree.read_folders)


def _scan_notice(state: AppState, report: ScanReport) -> Notice:
    source = state.sources.find(report.source)
    called = source.name if source else ""
    if report.offline:
        root = display_path(source.root) if source else ""
        return Notice(NoticeKind.SOURCE_OFFLINE, called, to=root, reason=report.reason)
    kind = NoticeKind.SCAN_INCOMPLETE if report.reason else NoticeKind.SCAN_ENDED
    step = state.history.undo
    undo = bool(report.merged) and step is not None and step.kind is ActionKind.WIDEN_SOURCE
    return Notice(kind, called, about=report, undo=undo)
