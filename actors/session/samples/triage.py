"""Rules of triage: the samples a mark applies to, and what follows."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from actors.messages import intents, library
from actors.session.decision import Decision, with_notice
from actors.session.samples import audition, counting, panels, row_selection, sample_lists
from models.audio.units import SampleId
from models.library.tag import Tag
from models.state.app import AppState
from models.state.notice import Notice, NoticeKind


def mark_chosen(state: AppState, tag: Tag) -> Decision:
    """Mark the selected rows, or the focused one; then go on to the next, if that is set."""
    panel = panels.focused_panel(state)
    marked = _mark(state, row_selection.chosen_samples(state, panel), tag)
    alone = not panels.get_list(state, panel).selection
    return marked.then(partial(_advance, tag=tag)) if state.settings.advance and alone else marked


def _advance(state: AppState, tag: Tag) -> Decision:
    """Focus the next row, unless the marked one makes way for it by leaving the list."""
    panel = panels.focused_panel(state)
    rows = panels.get_list(state, panel)
    if rows.row is None or rows.row + 1 >= len(rows.ids):
        return Decision(state)
    if rows.query.tag is not None and rows.query.tag is not tag:
        return Decision(panels.with_list(state, panel, replace(rows, advancing=True)))
    return audition.step_focus(state, 1)


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
    """Mark the sample in the waveform panel; the mark that it has is taken off again."""
    sample = state.editor.sample
    if sample is not None and sample.tag is tag:
        tag = Tag.NEUTRAL
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
    if state.browser.query.tag is None:
        return counting.count(state, types=False)
    return sample_lists.refresh_list(state)  # and what is listed is counted
