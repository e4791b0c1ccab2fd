"""Rules of triage: the samples a mark applies to, and what follows."""

from __future__ import annotations

from dataclasses import replace

from actors.messages import intents, library
from actors.session.decision import Decision, with_notice
from actors.session.samples import panels, row_selection, sample_lists
from models.audio.units import SampleId
from models.library.tag import Tag
from models.state.app import AppState
from models.state.notice import Notice, NoticeKind


def mark_chosen(state: AppState, tag: Tag) -> Decision:
    """Mark the selected rows, or the focused one."""
    return _mark(state, row_selection.chosen_samples(state, panels.focused_panel(state)), tag)


def mark_sample(state: AppState, intent: intents.MarkSample) -> Decision:
    """Mark a sample, or the selection it belongs to."""
    alone = (intent.sample,)
    chosen = (
        alone
        if intent.alone
        else row_selection.sample_or_selection(state, intent.sample, intent.panel)
    )
    return _mark(state, chosen, intent.tag)


def mark_shown(state: AppState, tag: Tag) -> Decision:
    """Mark the sample in the waveform panel."""
    sample = state.editor.sample
    return _mark(state, () if sample is None else (sample.id,), tag)


def _mark(state: AppState, samples: tuple[SampleId, ...], tag: Tag) -> Decision:
    if not samples:
        return Decision(with_notice(state, Notice(NoticeKind.SELECT_SAMPLE_FIRST)))
    return Decision(state, (library.Mark(samples, tag),))


def show_marks(state: AppState, changed: library.TagsChanged) -> Decision:
    """Show new marks; rows that no longer match leave the list."""
    for panel in panels.PANELS:
        rows = panels.get_list(state, panel)
        state = panels.with_list(
            state, panel, replace(rows, window=rows.window.tagged(changed.tags))
        )
    shown = state.editor.sample
    if shown is not None and shown.id in changed.tags:
        shown = replace(shown, tag=changed.tags[shown.id])
        state = replace(state, editor=replace(state.editor, sample=shown))
    return Decision(state) if state.browser.query.tag is None else sample_lists.refresh_list(state)
