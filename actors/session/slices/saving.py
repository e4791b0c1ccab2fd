"""Rules of saving spans of the shown sample as new files."""

from __future__ import annotations

import os
from dataclasses import replace

from actors.messages import intents, library
from actors.session.decision import Decision, with_notice
from actors.session.files import files
from actors.session.slices.slicing import with_slicing
from actors.session.waveform import span_selection
from models.audio.span import Span
from models.library.file_name import decode_path
from models.library.files.name_pattern import (
    SLICE_FIELDS,
    folder_error,
    pattern_error,
    slice_stems,
)
from models.state.app import AppState
from models.state.notice import Notice, NoticeKind
from models.state.screen import Sheet
from models.state.slicing import PATTERN, Place, Saving

"""Fields of the name, beside the number."""
SELECTION = "{stem}_sel"
"""Name of a saved selection."""


def open_sheet(state: AppState) -> Decision:
    """Open the sheet that saves the slices, or the selection."""
    if state.editor.sample is None:
        return Decision(with_notice(state, Notice(NoticeKind.NO_SAMPLE_LOADED)))
    slices = state.slicing.on
    if not slices and state.editor.selection is None:
        return Decision(with_notice(state, Notice(NoticeKind.NO_SELECTION)))
    pattern = state.settings.slice_names or PATTERN if slices else SELECTION
    saving = replace(state.slicing.saving, selection=not slices, pattern=pattern)
    state = with_slicing(state, saving=_checked(saving))
    return Decision(replace(state, screen=replace(state.screen, sheet=Sheet.SAVE)))


def configure(state: AppState, intent: intents.ConfigureSaving) -> Decision:
    """Apply what the sheet says; the name of slices is remembered."""
    saving = replace(
        state.slicing.saving,
        pattern=intent.pattern,
        place=intent.place,
        folder=intent.folder,
        collect=intent.collect,
    )
    saving = _checked(saving)
    if not saving.selection and not saving.reason:
        state = replace(state, settings=replace(state.settings, slice_names=saving.pattern))
    return Decision(with_slicing(state, saving=saving))


def save(state: AppState, *, every: bool) -> Decision:
    """Save what the sheet was opened for, and close it."""
    saving, frames = state.slicing.saving, span_selection.sample_length(state)
    if saving.reason:
        return Decision(with_notice(state, Notice(NoticeKind.NAMES_REFUSED, reason=saving.reason)))
    spans: tuple[Span, ...]
    if saving.selection:
        spans = (state.editor.selection,) if state.editor.selection else ()
    else:
        spans = state.slicing.spans(frames) if every else state.slicing.chosen(frames)
    if not spans:
        return Decision(with_notice(state, Notice(NoticeKind.NO_SLICES)))
    return _saved(replace(state, screen=replace(state.screen, sheet=None)), spans, saving)


def save_selection(state: AppState) -> Decision:
    """Save the selection as a clip."""
    if state.editor.selection is None:
        return Decision(with_notice(state, Notice(NoticeKind.NO_SELECTION)))
    return _saved(state, (state.editor.selection,), Saving(SELECTION))


def save_places(state: AppState, spans: tuple[Span, ...]) -> Decision:
    """Save places that were found in the sample as clips, named as slices are."""
    return _saved(state, spans, Saving(state.settings.slice_names or PATTERN), places=True)


def _saved(
    state: AppState, spans: tuple[Span, ...], saving: Saving, *, places: bool = False
) -> Decision:
    sample = state.editor.sample
    if sample is None:
        return Decision(with_notice(state, Notice(NoticeKind.NO_SAMPLE_LOADED)))
    stems = slice_stems(sample.path, len(spans), saving.pattern)
    collection = state.collections.focus if saving.collect else None
    folder = _folder(state, saving)
    command = library.SaveSpans(sample.id, spans, stems, folder, collection, places=places)
    kind = NoticeKind.SAVING_SLICES if len(spans) > 1 else NoticeKind.SAVING_CLIP
    kind = NoticeKind.SAVING_PLACES if places else kind
    return Decision(with_notice(state, Notice(kind, count=len(spans))), (command,))


def _folder(state: AppState, saving: Saving) -> bytes | None:
    match saving.place:
        case Place.CLIPS:
            return files.clips_folder(state)
        case Place.BESIDE:
            sample = state.editor.sample
            return sample.path.rpartition(b"/")[0] if sample else None
        case Place.FOLDER:
            return os.path.expanduser(decode_path(saving.folder.strip()))  # noqa: PTH111 - bytes


def _checked(saving: Saving) -> Saving:
    """Return it with the reason why nothing can be saved like that."""
    folder = saving.folder.strip() if saving.place is Place.FOLDER else None
    reason = pattern_error(saving.pattern, SLICE_FIELDS) or folder_error(folder)
    return replace(saving, reason=reason)
