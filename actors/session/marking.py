"""Rules of triage: which samples a mark is for, and what follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actors.messages import library
from actors.session import listing
from actors.session.decision import Decision, told
from models.audio.units import SampleId
from models.library.tag import Tag
from models.state.app import AppState
from models.state.history import History


def mark(state: AppState, tag: Tag) -> Decision:
    """Tag the selected rows, or the focused one."""
    browser = state.browser
    if browser.selection:
        return _marked(state, sorted(browser.selection), tag)
    return _marked(state, () if browser.focus is None else (browser.focus,), tag)


def mark_row(state: AppState, row: int, tag: Tag) -> Decision:
    """Tag one row."""
    ids = state.browser.ids
    return _marked(state, (ids[row],) if 0 <= row < len(ids) else (), tag)


def mark_shown(state: AppState, tag: Tag) -> Decision:
    """Tag the sample in the waveform panel."""
    sample = state.editor.sample
    return _marked(state, () if sample is None else (sample.id,), tag)


def _marked(state: AppState, samples: Sequence[SampleId], tag: Tag) -> Decision:
    if not samples:
        return Decision(told(state, "Nothing to mark: choose a sample first"))
    return Decision(state, (library.Mark(tuple(samples), tag),))


def tags_changed(state: AppState, event: library.TagsChanged) -> Decision:
    """Show the new tags; rows that no longer belong here leave the list."""
    state = told(state, f"{event.words[:1].upper()}{event.words[1:]}", undoable=bool(event.tags))
    browser = replace(state.browser, window=state.browser.window.tagged(event.tags))
    state = replace(state, browser=browser)
    shown = state.editor.sample
    if shown is not None and shown.id in event.tags:
        shown = replace(shown, tag=event.tags[shown.id])
        state = replace(state, editor=replace(state.editor, sample=shown))
    if not event.tags or browser.query.tag is None:
        return Decision(state)
    return listing.refresh(state)


def history_changed(state: AppState, event: library.HistoryChanged) -> AppState:
    """Return the state that knows what undo and redo would do."""
    return replace(state, history=History(event.undo, event.redo))
