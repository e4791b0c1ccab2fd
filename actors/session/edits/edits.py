"""Rules of edits: of the shown sample, of rows, of what was refused."""

from __future__ import annotations

from dataclasses import replace

from actors.messages import intents, library
from actors.session.decision import Decision, with_notice, with_ticket
from actors.session.files import files
from actors.session.samples import row_selection
from actors.session.waveform import span_selection
from models.audio.span import Span
from models.audio.units import CollectionId, Frames, SampleId
from models.edit.edit import SPAN_ONLY, WHOLE_ONLY, Edit, Op, edit_error, value_error
from models.edit.parameters import encode_parameters
from models.edit.report import EditReport, Hindrance
from models.library.export.settings import Container
from models.library.sample import Sample
from models.state.app import AppState
from models.state.editing import Editing
from models.state.notice import Notice, NoticeKind
from models.state.screen import Sheet

OFFERED = {Hindrance.CONTAINER, Hindrance.CHANGED}
"""Reasons for which a sheet offers another way."""


def edit_shown(state: AppState, intent: intents.EditShown) -> Decision:
    """Edit the selection of the shown sample, or all of it."""
    sample = state.editor.sample
    if sample is None:
        return Decision(with_notice(state, Notice(NoticeKind.NO_SAMPLE_LOADED)))
    edit = state.editing.parameters(intent.op)
    if intent.curve is not None:
        edit = replace(edit, curve=intent.curve)
        state = _remembered(state, edit)
    return _edit_shown(state, sample, edit)


def _edit_shown(state: AppState, sample: Sample, edit: Edit) -> Decision:
    edit = replace(edit, span=None if edit.op in WHOLE_ONLY else state.editor.selection)
    frames = span_selection.sample_length(state)
    if reason := edit_error(edit, frames, sample.rate, sample.channels):
        return Decision(with_notice(state, Notice(NoticeKind.NOT_EDITED, reason=reason)))
    return _send(state, (sample.id,), edit)


def shape_fade(state: AppState, intent: intents.ShapeFade) -> Decision:
    """Shape a fade from an edge of the selection to a frame inside of it."""
    selection = state.editor.selection
    if selection is None:
        return Decision(state)
    place = min(max(selection.start, intent.frame), selection.end)
    begin, end = (selection.start, place) if intent.op is Op.FADE_IN else (place, selection.end)
    curve = min(1.0, max(-1.0, intent.curve))
    span = Span(Frames(begin), Frames(end)) if begin < end else None
    fade = Edit(intent.op, span, curve) if span is not None else None
    return Decision(_with_editing(state, fade=fade))


def apply_fade(state: AppState, *, drop: bool) -> Decision:
    """Apply the fade that was shaped, or drop it."""
    fade, sample = state.editing.fade, state.editor.sample
    state = _with_editing(state, fade=None)
    if fade is None or sample is None or drop:
        return Decision(state)
    return _send(_remembered(state, fade), (sample.id,), fade)


def edit_rows(state: AppState, intent: intents.EditRows) -> Decision:
    """Edit a sample, or the rows it is selected with."""
    chosen = row_selection.sample_or_selection(state, intent.sample, intent.panel)
    return _send(state, chosen, state.editing.parameters(intent.op))


def edit_members(state: AppState, intent: intents.EditMembers) -> Decision:
    """Edit all members of a collection."""
    return _send(state, (), state.editing.parameters(intent.op), intent.collection)


def open_sheet(state: AppState, intent: intents.BeginEdit) -> Decision:
    """Open the sheet with the parameters of an edit."""
    samples: tuple[SampleId, ...] = ()
    count = 1
    if intent.collection is not None:
        count = state.collections.count(intent.collection)
    elif intent.sample is not None:
        samples = row_selection.sample_or_selection(state, intent.sample, intent.panel)
        count = len(samples)
    elif state.editor.sample is None:
        return Decision(with_notice(state, Notice(NoticeKind.NO_SAMPLE_LOADED)))
    edit = state.editing.parameters(intent.op)
    state = _with_editing(
        state, samples=samples, collection=intent.collection, count=count, edit=edit
    )
    return Decision(_with_sheet(state, Sheet.EDIT))


def configure(state: AppState, edit: Edit) -> Decision:
    """Change the parameters in the sheet."""
    return Decision(_with_editing(state, edit=edit))


def apply(state: AppState) -> Decision:
    """Carry out the edit of the sheet, and close it; the parameters are remembered."""
    edit, samples, shown = state.editing.edit, state.editing.samples, state.editor.sample
    collection = state.editing.collection
    rows = bool(samples) or collection is not None
    if edit is None or not (rows or shown):
        return Decision(state)
    if reason := value_error(edit):  # what was typed; the sheet stays, and says it, too
        return Decision(with_notice(state, Notice(NoticeKind.NOT_EDITED, reason=reason)))
    state = _with_editing(_remembered(state, edit), edit=None, samples=(), collection=None)
    state = _with_sheet(state, None)
    if rows or shown is None:
        return _send(state, samples, edit, collection)
    return _edit_shown(state, shown, edit)


def _remembered(state: AppState, edit: Edit) -> AppState:
    """Return the state with the parameters of an edit as those used last, also in the settings."""
    others = tuple(one for one in state.editing.used if one.op is not edit.op)
    used = (*others, replace(edit, span=None))
    settings = replace(state.settings, edit_parameters=encode_parameters(used))
    return _with_editing(replace(state, settings=settings), used=used)


def _send(
    state: AppState,
    samples: tuple[SampleId, ...],
    edit: Edit,
    collection: CollectionId | None = None,
) -> Decision:
    if not samples and collection is None:
        return Decision(with_notice(state, Notice(NoticeKind.SELECT_SAMPLE_FIRST)))
    if edit.op in SPAN_ONLY and edit.span is None:
        return Decision(with_notice(state, Notice(NoticeKind.NO_SELECTION)))
    state, ticket = with_ticket(state)
    state = _with_editing(state, ticket=ticket, wanted=edit, refused=(), undo=None, changed=())
    keep = state.settings.keep_time
    command = library.EditSamples(ticket, samples, edit, keep_time=keep, collection=collection)
    return Decision(state, (command,))


def show_report(state: AppState, event: library.EditEnded) -> Decision:
    """Offer another way for files that were refused; list what was done to several files.

    The notice came before.
    """
    if event.ticket != state.editing.ticket:
        return Decision(state)
    report = event.report
    state = _with_editing(state, changed=report.changed, refused=report.refused, undo=None)
    several = len(report.changed) + len(report.refused) > 1
    failed = [one for one in report.refused if one.hindrance is not Hindrance.SAME]
    listed = several and (failed or any(one.notes for one in report.changed))
    return Decision(_with_offer(state) if listed or _is_hindered(report) else state)


def show_refused_undo(state: AppState, event: library.UndoRefused) -> Decision:
    """Ask before files that another program changed are replaced by an undo or redo."""
    state = _with_editing(state, changed=(), refused=event.refused, undo=event.back)
    changed = any(one.hindrance is Hindrance.CHANGED for one in event.refused)
    return Decision(_with_offer(state) if changed else state)


def _is_hindered(report: EditReport) -> bool:
    return any(one.hindrance in OFFERED for one in report.refused)


def _with_offer(state: AppState) -> AppState:
    """Return the state with the sheet that offers another way, unless another one is open."""
    return state if state.screen.sheet is not None else _with_sheet(state, Sheet.HINDERED)


def copy_hindered(state: AppState, container: Container) -> Decision:
    """Write copies of the files that cannot be edited in place; the originals stay."""
    hindered = _hindered(state.editing, Hindrance.CONTAINER)
    edit = Edit(Op.CONVERT, container=container)
    return _send(_with_sheet(state, None), hindered, edit)


def force_hindered(state: AppState) -> Decision:
    """Edit, undo or redo although another program changed the file; what it wrote is kept."""
    editing = state.editing
    state = _with_sheet(state, None)
    if editing.undo is not None:
        trash = files.trash_folder(state)
        back = library.Undo(trash, force=True) if editing.undo else library.Redo(force=True)
        return Decision(state, (back,))
    hindered = _hindered(editing, Hindrance.CHANGED)
    if editing.wanted is None or not hindered:
        return Decision(state)
    sent = _send(state, hindered, editing.wanted)
    forced = tuple(
        replace(one, force=True) if isinstance(one, library.EditSamples) else one
        for one in sent.commands
    )
    return Decision(sent.state, forced)


def _hindered(editing: Editing, hindrance: Hindrance) -> tuple[SampleId, ...]:
    return tuple(one.sample for one in editing.refused if one.hindrance is hindrance)


def _with_sheet(state: AppState, sheet: Sheet | None) -> AppState:
    return replace(state, screen=replace(state.screen, sheet=sheet))


def _with_editing(state: AppState, **changed: object) -> AppState:
    editing: Editing = replace(state.editing, **changed)  # type: ignore[arg-type]  # of their fields
    return replace(state, editing=editing)
