"""Rules of actors that crash, hang or stay down.

State that waits for such an actor is released, and no command is sent to one that is down.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from actors.kernel.supervisor import ActorCrashed, ActorGaveUp, ActorRecovered, ActorSilent, Health
from actors.messages import audio, config, embeddings, handoff, library, waveform
from actors.session.collections import export
from actors.session.decision import Decision, with_notice
from actors.session.files import files
from actors.session.handoff import connection, requests
from actors.session.library import predecessor, sources
from actors.session.playback import transport
from actors.session.recording import recording, takes
from actors.session.samples import panels, sample_lists
from actors.session.settings import place
from actors.session.similarity import duplicates, similarity
from models.audio.units import Ticket
from models.library.report import ScanReport
from models.state.app import AppState
from models.state.notice import Notice, NoticeKind, Severity
from models.state.parts import CALLED, Fault, Parts, Standing
from models.state.tasks import without_tasks

NAMES = {
    audio.__name__: "audio",
    config.__name__: "config",
    embeddings.__name__: "embeddings",
    handoff.__name__: "handoff",
    library.__name__: "library",
    waveform.__name__: "waveform",
}
"""Actors by the module of their messages, or by the package of its modules."""
IMPLICIT = (
    library.List
    | library.Count
    | library.ReadRows
    | library.ReadFolders
    | library.ReadTraits
    | library.StoreViewState
    | library.StoreSampleError
    | library.RescanFolderOf
    | audio.Prepare
    | audio.ListInputs
    | audio.CancelRecording
    | audio.DropTakes
    | audio.SetVolume
    | audio.SetOutputConfig
    | audio.SetPlaybackSettings
    | waveform.Command
    | embeddings.StartEmbedding
    | embeddings.LayOutMap
    | embeddings.StopDuplicateSearch
    | embeddings.StopTrial
    | embeddings.UsePlace
    | config.SaveSettings
    | handoff.Connect
    | handoff.Carry
    | handoff.Load
    | handoff.ShowPicture
    | handoff.CallOff
    | handoff.EndTouch
)
"""Commands that no user action requests directly: the notice about the actor is enough."""


def update_parts(parts: Parts, report: Health) -> Parts:
    """Return the faults after a health report."""
    name, called = report.name, CALLED.get(report.name, report.name)
    fault: Fault | None
    match report:
        case ActorCrashed(error=error):
            fault = Fault(Standing.RESTARTING, f"the {called} crashed, restarting", error)
        case ActorSilent():
            fault = Fault(Standing.SILENT, f"the {called} gave no reply")
        case ActorGaveUp(error=error):
            fault = Fault(Standing.STOPPED, f"the {called} stopped after repeated crashes", error)
        case ActorRecovered():
            known = parts.faults.get(name)
            closed = known is not None and known.standing is Standing.CLOSED
            fault = known if closed else None
    return parts.having(name, fault)


def apply_health(state: AppState, report: Health) -> Decision:
    """Apply a health report: notify, and release or repeat what waits for the actor."""
    known = state.parts.faults.get(report.name)
    state = replace(state, parts=update_parts(state.parts, report))
    match report:
        case ActorRecovered(name=name):
            if known is not None and known.standing is Standing.SILENT:
                state = with_notice(state, Notice(NoticeKind.PART_RECOVERED, name))
            return _refresh_lists(state) if name == "library" else Decision(state)
        case ActorCrashed(name=name, message=message):
            lost = type(message).__name__ if message is not None else ""
            state = with_notice(state, Notice(NoticeKind.PART_CRASHED, name, to=lost))
            part = name
            if name == "session":  # whoever waits for what was lost is told
                part = part_of(message)
            decision = release_waiting(state, part, f"the {CALLED.get(name, name)} crashed")
            if name == "handoff":
                return decision.then(connection.reconnect)
            return decision.then(_refresh_lists) if part == "library" else decision
        case ActorGaveUp(name=name) | ActorSilent(name=name):
            stopped = isinstance(report, ActorGaveUp)
            kind = NoticeKind.PART_STOPPED if stopped else NoticeKind.PART_SILENT
            reason = state.parts.faults[name].reason
            return release_waiting(with_notice(state, Notice(kind, name)), name, reason)


def close_library(state: AppState, reason: str) -> Decision:
    """Show that the library cannot be opened."""
    fault = Fault(Standing.CLOSED, reason)
    state = replace(state, parts=state.parts.having("library", fault))
    state = replace(state, sources=replace(state.sources, reason=reason))
    notice = Notice(NoticeKind.LIBRARY_CLOSED, reason=reason)
    return release_waiting(with_notice(state, notice), "library", reason)


def apply_library_failure(state: AppState, event: library.LibraryFailed) -> Decision:
    """Show what failed, and release whatever waited for it."""
    failed = files.show_refused_name(_apply_library_failure(state, event), event)
    if isinstance(event.command, library.HandoffCommand):
        return requests.fail_request(failed, event.command.ticket)
    return Decision(failed)


def _apply_library_failure(state: AppState, event: library.LibraryFailed) -> AppState:
    state, reason = sources.show_failure(state, event.reason), event.reason
    match event.command:
        case library.List(ticket=ticket):
            panel = panels.panel_awaiting(state, ticket)
            return state if panel is None else sample_lists.fail_request(state, panel, reason)
        case library.ImportPredecessor() | library.FindPredecessor():
            return predecessor.fail_import(state, reason)
        case library.AddSource() | library.Scan() | library.RelinkSource():
            report = ScanReport(None, reason=reason)
            return replace(state, sources=replace(state.sources, report=report))
        case library.RemoveSource() | library.NarrowSource() | library.Forget():
            return replace(state, sources=replace(state.sources, change_reason=reason))
        case library.ExportCollection(ticket=ticket):
            return export.fail_export(state, ticket, reason)
        case library.KeepTake(take=take):
            return takes.end_keeping(state, take)
        case library.ReadExport():
            return replace(state, exporting=replace(state.exporting, asked=False))
        case _:
            return state


def drop_undeliverable(decision: Decision, *, by_person: bool) -> Decision:
    """Drop commands to actors that are down, and show why.

    Args:
        decision: Outcome of a rule.
        by_person: Whether a user action caused it, so that dropped commands are shown.
    """
    down = decision.state.parts.down
    if not down:
        return decision
    for _ in NAMES:  # what is refused may ask another part for something
        unserved = [command for command in decision.commands if part_of(command) in down]
        state = decision.state
        kept = tuple(command for command in decision.commands if part_of(command) not in down)
        for command in unserved:
            if by_person and not isinstance(command, IMPLICIT):
                reason = down[part_of(command)].reason
                state = with_notice(state, Notice(NoticeKind.PART_DOWN, reason=reason))
        decision = Decision(state, kept)
        for part in {part_of(command): None for command in unserved}:
            decision = decision.then(partial(release_waiting, part=part, reason=down[part].reason))
        stated, refused = decision.state.screen.notice, state.screen.notice
        released = stated is not refused and stated is not None and stated.severity is Severity.INFO
        if released and refused is not None and refused.kind is NoticeKind.PART_DOWN:
            decision = replace(decision, state=with_notice(decision.state, refused))  # it says more
        if not unserved:
            break
    return decision


def release_waiting(state: AppState, part: str, reason: str) -> Decision:
    """Release state that waits for an actor that will not reply."""
    match part:
        case "library":
            return Decision(_release_library(state, reason)).then(requests.fail_all)
        case "embeddings":
            return _release_embeddings(state, reason)
        case "audio":
            state = transport.reset_transport(state) if state.transport.active else state
            return Decision(recording.fail(state, state.recording.ticket, reason))
        case "waveform":
            return Decision(_release_waveform(state))
        case "handoff":
            return Decision(connection.disconnect(state))
        case "config":
            waiting = replace(state.predecessor, unsettled=False)
            return Decision(replace(state, predecessor=waiting))
        case _:
            return Decision(state)


def part_of(message: object) -> str:
    """Return the name of the actor whose messages these are; empty: none of them."""
    module = f"{type(message).__module__}."
    return next((name for known, name in NAMES.items() if module.startswith(f"{known}.")), "")


def _refresh_lists(state: AppState) -> Decision:
    decision = Decision(state)
    for panel in panels.PANELS:
        if panels.get_list(decision.state, panel).ticket:
            decision = decision.then(partial(sample_lists.refresh_list, panel=panel))
    return decision


def _release_library(state: AppState, reason: str) -> AppState:
    for panel in panels.PANELS:
        state = sample_lists.fail_request(state, panel, reason)
    others = {
        state.similarity.embedding,
        state.similarity.analysing,
        state.similarity.embedding_inside,
        state.duplicates.ticket or None,
    }
    ended = without_tasks(state.tasks, *others)
    if ended:
        kept = without_tasks(state.tasks, *(task.ticket for task in ended))
        state = replace(state, tasks=kept)
    for take in state.recording.keeping:
        state = takes.end_keeping(state, take)
    if any(task.source is not None for task in ended):
        report = ScanReport(None, reason=reason)
        state = replace(state, sources=replace(state.sources, report=report))
    if state.predecessor.running:
        state = predecessor.interrupt_import(state, reason)
    if state.exporting.running is not None:
        state = export.fail_export(state, state.exporting.running, reason)
    return replace(state, exporting=replace(state.exporting, asked=False))


def _release_embeddings(state: AppState, reason: str) -> Decision:
    known = state.similarity
    gone = (
        known.embedding,
        known.analysing,
        known.embedding_inside,
        state.duplicates.ticket or None,
    )
    tasks = without_tasks(state.tasks, *gone)
    known = replace(known, embedding=None, analysing=None, embedding_inside=None)
    state = place.end_trial(replace(state, tasks=tasks, similarity=known), reason)
    if state.map.waiting:
        state = replace(state, map=replace(state.map, waiting=False, reason=reason))
    if state.embedding_models.busy:
        failed = Notice(NoticeKind.PART_DOWN, reason=reason)
        busy = replace(state.embedding_models, busy=None, outcome=failed)
        state = replace(state, embedding_models=busy)
    decision = Decision(state)
    if state.similarity.search is not None and state.similarity.answer is None:
        failure = embeddings.SimilarFound(state.similarity.ticket, reason=reason)
        decision = decision.then(partial(similarity.show_result, event=failure))
    if state.duplicates.waiting:
        decision = decision.then(partial(_end_duplicate_search, reason=reason))
    return decision


def _end_duplicate_search(state: AppState, reason: str) -> Decision:
    if not state.duplicates.groups:
        return duplicates.leave_duplicates(
            with_notice(state, Notice(NoticeKind.DUPLICATES_FAILED, reason=reason))
        )
    known = replace(
        state.duplicates, waiting=False, cut_short=True, ticket=Ticket(0), reason=reason
    )
    return Decision(replace(state, duplicates=known))


def _release_waveform(state: AppState) -> AppState:
    editor = replace(state.editor, reading=None, measuring=None, detecting=False)
    if editor.sample is not None and (editor.picture is None or not editor.picture.complete):
        editor = replace(editor, reason="the picture could not be drawn")
    return replace(state, editor=editor)
