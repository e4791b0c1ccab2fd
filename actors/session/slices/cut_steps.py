"""Rules of undo and redo: in slice mode of markers, else of the library.

A change of markers is no step of the library, as it changes no file. In slice mode both are undone
in the order in which they were done.
"""

from __future__ import annotations

from dataclasses import replace

from actors.messages import intents, library
from actors.session.decision import Decision, with_notice
from actors.session.files import files
from actors.session.slices import markers, slicing
from models.slices.cut_history import Cut, CutHistory
from models.state.app import AppState
from models.state.notice import Notice, NoticeKind


def record(state: AppState, intent: intents.SlicesIntent, decision: Decision) -> Decision:
    """Record what an intent changed, which undo takes back.

    Args:
        state: Before.
        intent: The intent.
        decision: What follows from it.
    """
    before, now = state.slicing, decision.state.slicing
    if not now.on:
        return decision
    history = now.history
    if before.cut != now.cut and (before.on or before.markers):
        history = history.record(before.cut, _gesture(intent))
    released = isinstance(intent, intents.MoveSliceMarker) and intent.released
    known = isinstance(intent, intents.PlaySlice | intents.StepSlice)
    history = history.rest() if released or known else history
    return replace(decision, state=slicing.with_slicing(decision.state, history=history))


def _gesture(intent: intents.SlicesIntent) -> object:
    """Return what tells the intents of one gesture: a drag, a held key, a slider."""
    match intent:
        case intents.MoveSliceMarker(index=index):
            return "move", index
        case intents.NudgeSliceMarker():
            return "nudge"
        case intents.TuneSlices():
            return "tune"
        case _:
            return None


def record_step(state: AppState, event: library.StepDone) -> Decision:
    """Note a new step of the library, which is undone before older changes of markers."""
    again = event.undone or event.notice.kind is NoticeKind.REDONE
    if again or not state.slicing.on:
        return Decision(state)
    return Decision(slicing.with_slicing(state, history=state.slicing.history.record_step()))


def undo(state: AppState) -> Decision:
    """Undo the newest change of markers, or the newest step of the library."""
    if not state.slicing.on:
        return _undo_step(state)
    cut, history = state.slicing.history.undo(state.slicing.cut)
    if cut is not None:
        return _restored(state, cut, history, NoticeKind.CUT_UNDONE)
    if state.history.undo is None:  # there is no such step any more
        older = _with(state, replace(history, future=history.future[:-1]))
        return undo(older) if history.past else _undo_step(state)
    return _undo_step(_with(state, history))


def redo(state: AppState) -> Decision:
    """Redo the change of markers that was undone last, or the step of the library."""
    if not state.slicing.on:
        return _redo_step(state)
    cut, history = state.slicing.history.redo(state.slicing.cut)
    if cut is not None:
        return _restored(state, cut, history, NoticeKind.CUT_REDONE)
    if state.history.redo is None:
        newer = _with(state, replace(history, past=history.past[:-1]))
        return redo(newer) if history.future else _redo_step(state)
    return _redo_step(_with(state, history))


def _undo_step(state: AppState) -> Decision:
    return Decision(state, (library.Undo(files.trash_folder(state)),))


def _redo_step(state: AppState) -> Decision:
    return Decision(state, (library.Redo(),))


def _restored(state: AppState, cut: Cut, history: CutHistory, kind: NoticeKind) -> Decision:
    state = slicing.remember_settings(_with(state, history), cut.settings)
    state = slicing.with_slicing(
        state, within=cut.within, markers=cut.markers, skipped=cut.skipped, waiting=False
    )
    return markers.follow_focus(with_notice(state, Notice(kind)))


def _with(state: AppState, history: CutHistory) -> AppState:
    return slicing.with_slicing(state, history=history)
