"""Rules of the import from the predecessor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from actors.messages import config, intents, library
from actors.session.decision import Decision, with_notice
from actors.session.library import sources
from actors.session.settings import settings
from models.state.app import AppState
from models.state.notice import Notice, NoticeKind
from models.state.predecessor import Predecessor
from models.state.screen import Sheet
from models.state.settings import DEFAULTS, SETTINGS


def show_preview(state: AppState, event: library.PredecessorFound) -> AppState:
    """Return the state with what can be imported; at the first start it is offered."""
    looked = replace(state.predecessor, summary=event.summary, places=event.places, reason="")
    state = replace(state, predecessor=looked)
    if event.summary and not state.sources.known:
        state = replace(state, screen=replace(state.screen, sheet=Sheet.IMPORT))
    return state


def open_sheet(state: AppState) -> Decision:
    """Open the sheet and search for the predecessor's data."""
    state = replace(state, predecessor=Predecessor(unsettled=state.predecessor.unsettled))
    state = replace(state, screen=replace(state.screen, sheet=Sheet.IMPORT))
    return Decision(state, (library.FindPredecessor(),))


def start_import(state: AppState, intent: intents.ImportPredecessor) -> Decision:
    """Start the import."""
    if state.predecessor.running:
        return Decision(state)
    running = replace(state.predecessor, running=True, scan=intent.scan, reason="", cut_short=False)
    command = library.ImportPredecessor(intent.home)
    return Decision(replace(state, predecessor=running), (command,))


def decline_import(state: AppState) -> Decision:
    """Close the sheet and do not offer the import again."""
    state = replace(state, screen=replace(state.screen, sheet=None))
    state = with_notice(state, Notice(NoticeKind.IMPORT_DECLINED))
    return Decision(state, (library.DeclineImport(),))


def finish_import(state: AppState, event: library.Imported) -> Decision:
    """Show the report, apply the imported settings, and scan the sources."""
    scan = state.predecessor.scan
    done = replace(
        state.predecessor,
        running=False,
        report=event.report,
        report_path=event.report_path,
    )
    decision = merge_settings(replace(state, predecessor=done), event.settings)
    if event.last is not None:
        decision = decision.then(partial(sources.choose_source, source=event.last))
    if scan and not event.report.already:
        decision = decision.then(sources.scan_all)
    notice = Notice(NoticeKind.IMPORTED, about=event.report)
    return replace(decision, state=with_notice(decision.state, notice))


def recover_settings(state: AppState, event: library.ChoicesImported) -> Decision:
    """Apply settings that a crash kept from `config.toml`, even if that is read later."""
    waiting = replace(state.predecessor, choices=event.settings)
    return merge_settings(replace(state, predecessor=waiting), event.settings)


def apply_recovered_settings(state: AppState) -> Decision:
    """Apply imported settings that arrived before `config.toml` was read."""
    waiting = state.predecessor.choices
    return merge_settings(state, waiting) if waiting else Decision(state)


def merge_settings(state: AppState, chosen: Mapping[str, object]) -> Decision:
    """Apply imported settings where the present one is the default."""
    wanted = now = state.settings
    for row in SETTINGS:
        field = row.part or row.name
        if field in chosen and row.of(now) == row.of(DEFAULTS):
            wanted = row.put(wanted, chosen[field])
    if wanted == now:
        return Decision(state, (library.CompleteImport(),))
    state = replace(state, predecessor=replace(state.predecessor, unsettled=True))
    decision = settings.apply_settings(state, wanted)
    return Decision(decision.state, (*decision.commands, config.SaveSettings(wanted)))


def complete_import(state: AppState) -> Decision:
    """Complete the import, as the imported settings are on disk."""
    if not state.predecessor.unsettled:
        return Decision(state)
    settled = replace(state.predecessor, unsettled=False, choices=None)
    state = replace(state, predecessor=settled)
    return Decision(state, (library.CompleteImport(),))


def keep_incomplete(state: AppState) -> AppState:
    """Return the state that no longer waits; the next start tries again."""
    return replace(state, predecessor=replace(state.predecessor, unsettled=False))


def interrupt_import(state: AppState, reason: str) -> AppState:
    """Return the state with the notice that the outcome of the import is unknown."""
    ended = replace(state.predecessor, running=False, reason=reason, cut_short=True)
    state = replace(state, predecessor=ended)
    return with_notice(state, Notice(NoticeKind.IMPORT_INTERRUPTED, reason=reason))


def fail_import(state: AppState, reason: str) -> AppState:
    """Return the state with the reason why nothing was imported."""
    state = replace(state, predecessor=replace(state.predecessor, running=False, reason=reason))
    return with_notice(state, Notice(NoticeKind.IMPORT_FAILED, reason=reason))
