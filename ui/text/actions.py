"""Texts of undoable steps: imperative for “Undo:”, past tense when done."""

from __future__ import annotations

from dataclasses import dataclass

from models.edit.edit import Op
from models.library.action import Action, ActionKind
from ui.text.quantity import count_noun


@dataclass(frozen=True, slots=True)
class _Form:
    """Both forms of a step: `keep {what}`, for use after “Undo:”, and `Kept {what}`."""

    imperative: str
    past: str
    noun: str = "sample"


_FORMS = {
    ActionKind.KEEP: _Form("keep {what}", "Kept {what}"),
    ActionKind.REJECT: _Form("reject {what}", "Rejected {what}"),
    ActionKind.CLEAR_MARK: _Form("clear mark of {what}", "Cleared mark of {what}"),
    ActionKind.SET_TYPE: _Form("set type of {what} to {to}", "Set type of {what} to {to}"),
    ActionKind.RESET_TYPE: _Form("reset type of {what}", "Reset type of {what}"),
    ActionKind.CREATE_COLLECTION: _Form("create “{name}”", "Created “{name}”"),
    ActionKind.RENAME_COLLECTION: _Form("rename “{name}” to “{to}”", "Renamed “{name}” to “{to}”"),
    ActionKind.REMOVE_COLLECTION: _Form("remove “{name}”", "Removed “{name}”"),
    ActionKind.SAVE_SEARCH: _Form("save search “{name}”", "Saved search “{name}”"),
    ActionKind.RENAME_SEARCH: _Form(
        "rename search “{name}” to “{to}”", "Renamed search “{name}” to “{to}”"
    ),
    ActionKind.REMOVE_SEARCH: _Form("remove search “{name}”", "Removed search “{name}”"),
    ActionKind.RESET_TRIAGE: _Form(
        "forget what {what} taught", "Forgot what {what} taught; new marks teach", "mark"
    ),
    ActionKind.MOVE_COLLECTION: _Form("move “{name}”", "Moved “{name}”"),
    ActionKind.ADD_MEMBERS: _Form("add {what} to “{to}”", "Added {what} to “{to}”"),
    ActionKind.REMOVE_MEMBERS: _Form("remove {what} from “{to}”", "Removed {what} from “{to}”"),
    ActionKind.MOVE_MEMBERS: _Form("move {what} in “{to}”", "Moved {what} in “{to}”"),
    ActionKind.SAVE_CLIP: _Form("save the clip “{name}” in “{to}”", "Saved “{name}” in “{to}”"),
    ActionKind.SAVE_SPAN: _Form("save “{name}” in “{to}”", "Saved “{name}” in “{to}”"),
    ActionKind.SAVE_SLICES: _Form("save {what} in “{to}”", "Saved {what} in “{to}”", "slice"),
    ActionKind.SAVE_PLACES: _Form("save {what} in “{to}”", "Saved {what} in “{to}”", "place"),
    ActionKind.RENAME: _Form("rename “{name}” to “{to}”", "Renamed “{name}” to “{to}”"),
    ActionKind.RENAME_FILES: _Form("rename {what} to “{to}”", "Renamed {what} to “{to}”", "file"),
    ActionKind.MOVE_FILES: _Form("move {what} to “{to}”", "Moved {what} to “{to}”", "file"),
    ActionKind.PASTE_FILES: _Form("paste {what} into “{to}”", "Pasted {what} into “{to}”", "file"),
    ActionKind.SEND_FILES: _Form("send {what} to “{to}”", "Sent {what} to “{to}”", "file"),
    ActionKind.MOVE_FOLDER: _Form(
        "move the folder “{name}” to “{to}”", "Moved the folder “{name}” to “{to}”"
    ),
    ActionKind.DELETE_FILES: _Form("delete {what}", "Deleted {what}", "file"),
    ActionKind.DELETE_FOLDER: _Form("delete the folder “{name}”", "Deleted the folder “{name}”"),
    ActionKind.CREATE_FOLDER: _Form("create the folder “{name}”", "Created the folder “{name}”"),
    ActionKind.REMOVE_SOURCE: _Form("remove “{name}”", "Removed “{name}” (files untouched)"),
    ActionKind.NARROW_SOURCE: _Form(
        "narrow “{name}” to “{to}”", "Narrowed “{name}” to “{to}” (files untouched)"
    ),
    ActionKind.WIDEN_SOURCE: _Form(
        "merge {what} into “{to}”",
        "Merged {what} into “{to}” (marks and collections kept)",
        "source",
    ),
    ActionKind.EDIT: _Form("edit {what}", "Edited {what}"),
    ActionKind.SAVE_COPIES: _Form("save {what} as {to}", "Saved {what} as {to}", "file"),
    ActionKind.RESTORE_VERSION: _Form(
        "restore a version of {what}", "Restored a version of {what}", "file"
    ),
    ActionKind.STORED: _Form("{name}", "Done: {name}"),
}


_EDITS = {
    Op.CROP: _Form("crop {what}", "Cropped {what}"),
    Op.TRIM_OUT: _Form("trim out a part of {what}", "Trimmed out a part of {what}"),
    Op.SILENCE: _Form("silence {what}", "Silenced {what}"),
    Op.REVERSE: _Form("reverse {what}", "Reversed {what}"),
    Op.FADE_IN: _Form("fade in {what}", "Faded in {what}"),
    Op.FADE_OUT: _Form("fade out {what}", "Faded out {what}"),
    Op.NORMALISE: _Form("normalise {what}", "Normalised {what}"),
    Op.GAIN: _Form("change the gain of {what}", "Changed the gain of {what}"),
    Op.REMOVE_CLICK: _Form("remove a click in {what}", "Removed a click in {what}"),
    Op.REMOVE_DC: _Form("remove the DC offset of {what}", "Removed the DC offset of {what}"),
    Op.TRIM_SILENCE: _Form("trim silence of {what}", "Trimmed silence of {what}"),
    Op.LOOP_CROSSFADE: _Form("crossfade the loop of {what}", "Crossfaded the loop of {what}"),
    Op.MONO: _Form("mix {what} to mono", "Mixed {what} to mono"),
    Op.STEREO: _Form("make {what} stereo", "Made {what} stereo"),
    Op.SWAP_CHANNELS: _Form("swap the channels of {what}", "Swapped the channels of {what}"),
    Op.CONVERT: _Form("convert {what}", "Converted {what}"),
    Op.EDGE_FADES: _Form("fade the edges of {what}", "Faded the edges of {what}"),
}
_OPS = {op.value: form for op, form in _EDITS.items()}


def action_words(action: Action) -> str:
    """Return the step in the imperative, for use after “Undo:”: `keep 3 samples`."""
    match action.kind:
        case ActionKind.KEEP_COPY:
            also = f", reject {count_noun(action.count, 'file')}" if action.count else ""
            return f"keep “{action.name}”{also}"
        case ActionKind.KEEP_BEST:
            also = f", clear {count_noun(action.cleared, 'reject mark')}" if action.cleared else ""
            files, groups = count_noun(action.count, "file"), count_noun(action.groups, "group")
            return f"reject {files} of {groups}{also}"
        case kind:
            return _filled(_form(kind, action).imperative, action)


def done_words(action: Action) -> str:
    """Return the step in the past tense: `Kept 3 samples`."""
    match action.kind:
        case ActionKind.KEEP_COPY:
            also = f", rejected {count_noun(action.count, 'file')}" if action.count else ""
            return f"Kept “{action.name}”{also}"
        case ActionKind.KEEP_BEST:
            also = (
                f", cleared {count_noun(action.cleared, 'reject mark')}" if action.cleared else ""
            )
            groups = count_noun(action.groups, "group")
            return (
                f"Rejected {count_noun(action.count, 'file')} of {groups}, all but the best{also}"
            )
        case kind:
            return _filled(_form(kind, action).past, action)


def _form(kind: ActionKind, action: Action) -> _Form:
    if kind is ActionKind.EDIT:  # a newer version may know more
        return _OPS.get(action.to, _FORMS[kind])
    return _FORMS[kind]


def _filled(form: str, action: Action) -> str:
    noun = _FORMS[action.kind].noun
    what = f"“{action.name}”" if action.name else count_noun(action.count, noun)
    return form.format(what=what, name=action.name, to=action.to)
