"""Rules of copying, revealing and opening what is chosen, and of pasting."""

from __future__ import annotations

import os
from dataclasses import replace

from actors.messages import handoff, intents
from actors.session.decision import Decision, with_notice
from actors.session.handoff import requests
from actors.session.samples import panels, row_selection
from models.audio.span import Span
from models.audio.units import SampleId
from models.library.file_name import display_path
from models.state.app import AppState
from models.state.handoff import Purpose
from models.state.notice import Notice, NoticeKind
from models.state.screen import Panel

Chosen = intents.CopyFiles | intents.RevealFiles | intents.OpenFiles | intents.SendFiles


def copy_files(state: AppState, intent: intents.CopyFiles) -> Decision:
    """Copy samples; the selected part, if the waveform has the keyboard."""
    purpose = Purpose.COPY_PATHS if intent.paths_only else Purpose.COPY
    if (part := chosen_part(state, intent)) is not None:
        return requests.request_span(state, *part, purpose)
    return _request(state, intent, purpose)


def reveal_files(state: AppState, intent: intents.RevealFiles) -> Decision:
    """Show samples in the file manager, or the source or folder that has the keyboard."""
    folder = intent.path
    if folder is None and intent.sample is None:
        folder = _focused_folder(state)
    if folder is not None:
        return Decision(state, (handoff.Reveal((folder,)),))
    return _request(state, intent, Purpose.REVEAL)


def open_files(state: AppState, intent: intents.OpenFiles) -> Decision:
    """Open samples in another program."""
    return _request(state, intent, Purpose.OPEN)


def _request(state: AppState, intent: Chosen, purpose: Purpose) -> Decision:
    samples = chosen_files(state, intent)
    if not samples:
        return Decision(with_notice(state, Notice(NoticeKind.SELECT_SAMPLE_FIRST)))
    return requests.request_samples(state, samples, purpose)


def chosen_part(state: AppState, intent: Chosen) -> tuple[SampleId, Span] | None:
    """Return the selected part, if the intent is about the waveform; else `None`."""
    loaded, span = state.editor.sample, state.editor.selection
    if not _in_waveform(state, intent) or loaded is None or span is None:
        return None
    return loaded.id, span


def _in_waveform(state: AppState, intent: Chosen) -> bool:
    panel = intent.panel or state.screen.focus
    return intent.sample is None and panel is Panel.WAVEFORM


def chosen_files(state: AppState, intent: Chosen) -> tuple[SampleId, ...]:
    """Return the samples that an intent is about."""
    panel = intent.panel or panels.focused_panel(state)
    if intent.sample is not None:
        return row_selection.sample_or_selection(state, intent.sample, panel)
    if _in_waveform(state, intent) and state.editor.sample is not None:
        return (state.editor.sample.id,)
    return row_selection.chosen_samples(state, panel)


def _focused_folder(state: AppState) -> bytes | None:
    """Return the source or folder that the keyboard is on; `None`: it is elsewhere."""
    if state.screen.focus is Panel.SOURCES:
        source = state.sources.find(state.sources.focus)
        return None if source is None else source.root
    if state.screen.focus is Panel.FOLDERS:
        source = state.sources.find(state.folders.source)
        return None if source is None else os.path.join(source.root, state.folders.focus)  # noqa: PTH118
    return None


def report_held(state: AppState, event: handoff.Held) -> AppState:
    """Return the state that says what is on the clipboard."""
    shown = state.screen.notice
    if shown is not None and shown.kind is NoticeKind.DROP_ON_CLIPBOARD:
        return state
    if shown is not None and shown.kind is NoticeKind.GUIDE_UNOPENED:
        return with_notice(state, replace(shown, kind=NoticeKind.GUIDE_COPIED))
    kind = NoticeKind.PATHS_COPIED if event.text else NoticeKind.FILES_COPIED
    return with_notice(state, Notice(kind, count=event.count))


def report_revealed(state: AppState, event: handoff.Revealed) -> AppState:
    """Return the state that says that only the folder is shown."""
    if not event.folder_only:
        return state
    return with_notice(state, Notice(NoticeKind.FOLDER_SHOWN))


def report_guide(state: AppState, event: handoff.GuideUnopened) -> Decision:
    """Say where the guide is that no program shows, and copy its path."""
    path = display_path(event.page) if event.page else ""
    kind = NoticeKind.GUIDE_UNOPENED
    state = with_notice(state, Notice(kind, count=event.shown, to=path, reason=event.reason))
    return Decision(state, (handoff.Hold((event.page,), text=True),) if event.page else ())


def report_failure(
    state: AppState, event: handoff.NotHeld | handoff.NotRevealed | handoff.NotOpened
) -> AppState:
    """Return the state that says why something was not done."""
    shown = state.screen.notice
    if shown is not None and shown.kind is NoticeKind.GUIDE_UNOPENED:
        return state  # which names the path that could not be copied
    kinds = {
        handoff.NotHeld: NoticeKind.NOT_COPIED,
        handoff.NotRevealed: NoticeKind.NOT_REVEALED,
        handoff.NotOpened: NoticeKind.NOT_OPENED,
    }
    return with_notice(state, Notice(kinds[type(event)], reason=event.reason))
