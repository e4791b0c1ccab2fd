"""Rules of undoable steps, of all kinds: done, undone, redone."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from actors.messages import library
from actors.session.collections import collections
from actors.session.decision import Decision, with_notice
from actors.session.edits import following
from actors.session.files import files
from actors.session.samples import sample_lists, shown_samples, triage
from actors.session.searches import searches
from actors.session.similarity import duplicates, embedding, similarity, sound_map
from actors.session.waveform import waveform_view
from models.edit.edit import Op
from models.library.action import Action, ActionKind
from models.state.app import AppState
from models.state.history import History


def apply_step(state: AppState, event: library.StepDone) -> Decision:
    """Show a notice of the step, and its effects."""
    state = files.accept_name(with_notice(state, event.notice))
    match event.changed:
        case library.TagsChanged() as changed:
            state = duplicates.update_marks(sound_map.update_marks(state, changed), changed)
            return triage.show_marks(state, changed)
        case library.TypesCorrected(samples=samples):
            redrawn = waveform_view.update_sample(
                sample_lists.replace_rows(state, samples), samples
            )
            return redrawn.then(embedding.show_corrected_types)
        case library.CollectionsChanged() as changed:
            state = collections.flash_collection(state, changed.already)
            return collections.refresh_members(state, changed)
        case library.SourcesChanged():
            return shown_samples.request(state).then(embedding.start_embedding)
        case library.FilesEdited() as changed:
            followed = following.follow_edit(state, changed, _undone_op(event))
            return followed.then(embedding.start_embedding)
        case library.FilesMoved():
            # Names tell tempo and key: what is called otherwise is analysed again.
            return shown_samples.request(state).then(embedding.start_embedding)
        case library.SearchesChanged(searches=saved):
            return shown_samples.request(searches.show(state, saved))
        case library.TriageReset():
            return similarity.end_triage(state)
        case _:
            assert_never(event.changed)


def _undone_op(event: library.StepDone) -> Op | None:
    """Return the edit that was undone; `None`: none was, or several."""
    about = event.notice.about
    if not event.undone or not isinstance(about, Action) or about.kind is not ActionKind.EDIT:
        return None
    return next((op for op in Op if op.value == about.to), None)


def report_no_step(state: AppState, event: library.NothingDone) -> AppState:
    """Return the state with the notice why there is no step."""
    state = files.show_taken_name(with_notice(state, event.notice), event)
    return collections.flash_collection(state, event.already)


def update_history(state: AppState, event: library.HistoryChanged) -> AppState:
    """Return the state with the steps that undo and redo would affect.

    A notice that offers the undo of a step which cannot be undone any more goes.
    """
    notice = state.screen.notice
    if notice is not None and notice.undoable and event.undo is None:
        state = replace(state, screen=replace(state.screen, notice=None))
    return replace(state, history=History(event.undo, event.redo))
