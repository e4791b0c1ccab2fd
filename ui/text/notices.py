"""Texts of all kinds of notices."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from models.audio.clock import thousands
from models.duplicates.group import Surplus
from models.library.action import Action
from models.library.decisions import Decisions
from models.library.export.report import ExportReport
from models.library.file_name import display_name
from models.library.report import ScanReport
from models.predecessor.report import ImportReport
from models.similarity.query import SimilarityQuery
from models.similarity.reference_sound import Sound
from models.similarity.saved_search import Question
from models.state.notice import Notice, NoticeKind
from models.state.parts import CALLED
from models.words.filters import filter_terms
from models.words.mistakes import WordMistakes
from ui.text import cluster
from ui.text.actions import action_words, done_words
from ui.text.add_source import and_more, not_in_library
from ui.text.quantity import count_noun
from ui.text.reports import capitalised as capitalised  # noqa: PLC0414 - a word of notices
from ui.text.reports import decisions_words, export_words, scan_words
from ui.text.similarity import LIKELY, mistakes_words, places_like, recording_label, similar_to


def notice_words(notice: Notice) -> str:
    """Return the text of a notice."""
    words = WORDS[notice.kind]
    return words if isinstance(words, str) else words(notice)


def search_title(asked: SimilarityQuery) -> str:
    """Return the title of a search: `kick.wav`, `3 samples, unlike hat.wav`, `“dusty snare”`."""
    if asked.triage is not None:
        return LIKELY[asked.triage.order]
    wanted = [f"“{asked.words}”"] if asked.words else []
    wanted += [_sounds(asked.wanted)] if asked.wanted else []
    unlike = f", unlike {_sounds(asked.unwanted)}" if asked.unwanted else ""
    return f"{' and '.join(wanted)}{unlike}"


def question_words(question: Question) -> str:
    """Return a saved question in a line: `“short snare”, unlike hat.wav · len<1`."""
    asked = [search_title(question.asked)] if question.asked is not None else []
    said = filter_terms(question.asked.words) if question.asked is not None else ""
    words = [question.query.words] if question.query.words not in {"", said} else []
    return " · ".join([*asked, *words])


def search_heading(asked: SimilarityQuery) -> str:
    """Return the heading of results: `similar to kick.wav`, `likely keep first`."""
    title = search_title(asked)
    if asked.inside:
        return places_like(title)
    return title if asked.triage is not None else similar_to(title)


def _sounds(sounds: tuple[Sound, ...]) -> str:
    only = sounds[0]
    if len(sounds) > 1 or not only.path:
        return count_noun(len(sounds), "sample")
    if only.recorded:
        return recording_label(only.recorded)
    return ("selection in " if only.span else "") + display_name(only.path)


def _done(notice: Notice) -> str:
    where = f" ({notice.to})" if notice.to else ""
    already = f", {thousands(notice.count)} already in it" if notice.count else ""
    more = f"; {notice.reason}" if notice.reason else ""
    return f"{done_words(notice.subject(Action))}{where}{already}{_links(notice)}{more}"


def _undone(notice: Notice) -> str:
    verb = "Redo" if notice.kind is NoticeKind.REDONE else "Undo"
    return f"{verb}: {action_words(notice.subject(Action))}{_links(notice)}"


def _links(notice: Notice) -> str:
    return f"; {count_noun(notice.links, 'link')} updated" if notice.links else ""


def _partly(notice: Notice, said: str) -> str:
    done = f"{thousands(notice.count)} of {thousands(notice.total)} done"
    return f"{said}{_links(notice)}: {done}; {notice.reason}"


def _partly_done(notice: Notice) -> str:
    action = notice.subject(Action)
    if not notice.count:  # "Reversed …" would say that it was done
        return f"Not done: {action_words(action)}; {notice.reason}"
    return _partly(notice, done_words(action))


def _already_members(notice: Notice) -> str:
    who = f"“{notice.name}”" if notice.name else f"All {thousands(notice.count)}"
    return f"{who} already in “{notice.to}”"


def _no_guide(notice: Notice) -> str:
    if not notice.to:
        return f"The guide could not be written: {notice.reason}"
    shown = "; its folder is open" if notice.count else ""
    return f"No browser shows the guide ({notice.reason}){shown}. Open it yourself: {notice.to}"


def _duplicates(notice: Notice) -> str:
    surplus = notice.subject(Surplus)
    words = f"{count_noun(notice.count, 'group')}, {count_noun(surplus.sure, 'redundant file')}"
    more = [
        f"{thousands(number)} {word}"
        for number, word in ((surplus.perhaps, "uncertain"), (surplus.names, "linked"))
        if number
    ]
    return ", ".join([words, *more])


def _offline(notice: Notice) -> str:
    return f"{notice.name} is offline: {notice.reason or notice.to}"


def _forgotten(notice: Notice) -> str:
    return f"Forgot “{notice.name}” for good: {decisions_words(notice.subject(Decisions))}"


def _imported(notice: Notice) -> str:
    report = notice.subject(ImportReport)
    return f"{'Imported before' if report.already else 'Imported'}: {report.summary}"


def _nothing_to_reject(notice: Notice) -> str:
    lost = f"; files of {count_noun(notice.count, 'group')} are missing or have changed"
    return f"Nothing to reject{lost if notice.count else ''}"


def _invalid(notice: Notice) -> str:
    more = f" (and {thousands(notice.count)} more, see the log)" if notice.count else ""
    return f"config.toml: {notice.reason}{more}"


def _part(notice: Notice) -> str:
    return capitalised(CALLED.get(notice.name, notice.name))


def _crashed(notice: Notice) -> str:
    lost = f": “{notice.to}” is lost" if notice.to else ""
    return f"{_part(notice)} crashed, restarting{lost}"


WORDS: Mapping[NoticeKind, str | Callable[[Notice], str]] = MappingProxyType(
    {
        NoticeKind.DONE: _done,
        NoticeKind.UNDONE: _undone,
        NoticeKind.REDONE: _undone,
        NoticeKind.CANCELLED: lambda one: f"Cancelled: {action_words(one.subject(Action))}",
        NoticeKind.PARTLY_DONE: _partly_done,
        NoticeKind.PARTLY_UNDONE: lambda one: _partly(
            one, f"Undo: {action_words(one.subject(Action))}"
        ),
        NoticeKind.CUT_UNDONE: "Undo: change the slices",
        NoticeKind.CUT_REDONE: "Redo: change the slices",
        NoticeKind.NOTHING_TO_UNDO: "Nothing to undo",
        NoticeKind.NOTHING_TO_REDO: "Nothing to redo",
        NoticeKind.ALREADY_KEPT: "Already kept",
        NoticeKind.ALREADY_REJECTED: "Already rejected",
        NoticeKind.NOT_MARKED: "Not marked",
        NoticeKind.ALREADY_SET: "Already set",
        NoticeKind.NAME_UNCHANGED: "Name unchanged",
        NoticeKind.NOT_MOVED: "Already there",
        NoticeKind.SAMPLES_GONE: "These samples are no longer in the library",
        NoticeKind.SELECT_SAMPLE_FIRST: "Select a sample first",
        NoticeKind.SELECT_ITEM_FIRST: "Select a sample or a folder first",
        NoticeKind.NO_SAMPLE_LOADED: "No sample loaded: select one in the list first",
        NoticeKind.NO_SAMPLES: "No samples here: add a folder, or clear the search",
        NoticeKind.NO_SOURCES: "No sources yet: add a folder first",
        NoticeKind.NO_FOLDERS: "No folders: select a single source first",
        NoticeKind.NO_SELECTION: (
            "No selection: drag in the waveform, or hold Shift with the arrows"
        ),
        NoticeKind.LIST_EMPTY: "The list is empty",
        NoticeKind.LIST_CHANGED: "Nothing deleted: the list has changed",
        NoticeKind.NO_COLLECTIONS: "No collections yet: press + or N",
        NoticeKind.NO_SUCH_COLLECTION: lambda one: f"Collection {one.count} does not exist",
        NoticeKind.COLLECTION_EMPTY: (
            "This collection is empty: press its number on a sample to add it"
        ),
        NoticeKind.COLLECTION_GONE: "This collection no longer exists",
        NoticeKind.COLLECTION_REFUSED: lambda one: capitalised(one.reason),
        NoticeKind.ALREADY_MEMBERS: _already_members,
        NoticeKind.NOT_MEMBERS: lambda one: f"Not in “{one.to}”",
        NoticeKind.NOT_EDITED: lambda notice: capitalised(notice.reason),
        NoticeKind.SAVING_CLIP: "Saving the selection…",
        NoticeKind.SAVING_SLICES: lambda notice: f"Saving {count_noun(notice.count, 'slice')}…",
        NoticeKind.SAVING_PLACES: lambda notice: f"Saving {count_noun(notice.count, 'place')}…",
        NoticeKind.SAVING_CANCELLED: "Cancelled: nothing was saved",
        NoticeKind.NAMES_REFUSED: lambda notice: capitalised(notice.reason),
        NoticeKind.NO_SLICES: "No slices: choose some with X",
        NoticeKind.NO_SLICE_FOCUSED: "Play a slice first",
        NoticeKind.NO_SLICE: lambda notice: (
            f"Slice {notice.count} does not exist: there are {notice.total}"
        ),
        NoticeKind.SOURCE_REFUSED: lambda one: f"Not added: {one.reason}",
        NoticeKind.SOURCE_CONTAINED: lambda one: f"“{one.name}” is part of “{one.to}”",
        NoticeKind.SOURCE_RELOCATED: lambda one: f"Source relocated to {one.to}",
        NoticeKind.SOURCE_FORGOTTEN: _forgotten,
        NoticeKind.MISSING_FORGOTTEN: lambda one: f"Forgot {count_noun(one.count, 'missing file')}",
        NoticeKind.NOTHING_MISSING: "No file is missing here",
        NoticeKind.SOURCE_OFFLINE: _offline,
        NoticeKind.CLUSTER_CHOSEN: lambda one: capitalised(cluster.chosen(one.name, one.count)),
        NoticeKind.SOURCE_READ_ONLY: lambda one: (
            f"“{one.name}” is read-only: its files are not renamed, moved, deleted or edited."
            " The menu of the source changes that"
        ),
        NoticeKind.SCAN_ENDED: lambda one: scan_words(one.subject(ScanReport), one.name),
        NoticeKind.SCAN_INCOMPLETE: lambda one: scan_words(one.subject(ScanReport), one.name),
        NoticeKind.TRASH_REFUSED: lambda one: (
            f"Not deleted: {one.reason}. Choose another trash folder"
        ),
        NoticeKind.FILES_COPIED: lambda one: f"Copied {count_noun(one.count, 'file')}",
        NoticeKind.PATHS_COPIED: lambda one: f"Copied {count_noun(one.count, 'path')}",
        NoticeKind.NOT_COPIED: lambda one: f"Not copied: {one.reason}",
        NoticeKind.FILES_MISSING: "Nothing handed over: the files are missing",
        NoticeKind.FILES_LEFT_OUT: lambda one: (
            f"Left out {count_noun(one.count, 'missing file')} of {thousands(one.total)}"
        ),
        NoticeKind.DROP_REFUSED: "Not dropped: this window does not accept audio files",
        NoticeKind.DROP_FAILED: "The other program did not accept the files",
        NoticeKind.DROP_ON_CLIPBOARD: (
            "No window accepted the files: they are on the clipboard, ready to paste"
        ),
        NoticeKind.CLIPBOARD_EMPTY: "No files on the clipboard",
        NoticeKind.NOT_SENT: lambda one: f"Not sent: {one.reason}",
        NoticeKind.NOT_PASTED: lambda one: f"Not pasted: {one.reason}",
        NoticeKind.PASTE_NEEDS_FOLDER: "Select a single source or a collection to paste into",
        NoticeKind.NOT_IN_LIBRARY: lambda one: (
            f"Not in the library: {count_noun(one.count, 'file')}; paste into a source first"
        ),
        NoticeKind.PATH_MISSING: lambda one: f"Not found: {one.name}{and_more(one.count)}",
        NoticeKind.PATH_UNKNOWN: lambda one: not_in_library(one.name, one.count),
        NoticeKind.PATH_NO_SAMPLE: lambda one: (
            f"Not listed: “{one.name}”{and_more(one.count)} (no audio file, or not scanned yet)"
        ),
        NoticeKind.FOLDER_SHOWN: "Folder shown: this file manager cannot select files",
        NoticeKind.NOT_REVEALED: lambda one: f"No file manager: {one.reason}",
        NoticeKind.NOT_OPENED: lambda one: f"Not opened: {one.reason}",
        NoticeKind.GUIDE_UNOPENED: _no_guide,
        NoticeKind.GUIDE_COPIED: lambda one: f"{_no_guide(one)} (copied)",
        NoticeKind.NOT_A_DUPLICATE: "Not a duplicate",
        NoticeKind.NO_DUPLICATES: "No duplicates",
        NoticeKind.NO_CERTAIN_DUPLICATES: (
            "No certain duplicates to reject: “Keep this, reject others” decides for a group"
        ),
        NoticeKind.DUPLICATES_FOUND: _duplicates,
        NoticeKind.DUPLICATES_IDENTICAL_ONLY: lambda one: (
            f"Found identical files only: {one.reason}"
        ),
        NoticeKind.DUPLICATES_CANCELLED: "Search cancelled: results are incomplete",
        NoticeKind.DUPLICATES_FAILED: lambda one: f"No duplicates: {one.reason}",
        NoticeKind.NOTHING_TO_REJECT: _nothing_to_reject,
        NoticeKind.COPIES_GONE: (
            "Nothing to reject: the others are rejected, missing or have changed"
        ),
        NoticeKind.COPIES_LINKED: "Nothing to reject: these are names of one file",
        NoticeKind.KEPT_COPY_CHANGED: (
            "Nothing rejected: the file to keep is missing, unreadable or has changed"
        ),
        NoticeKind.SIMILAR_SHOWN: lambda one: capitalised(
            search_heading(one.subject(SimilarityQuery))
        ),
        NoticeKind.SIMILARITY_FAILED: lambda one: (
            f"{search_title(one.subject(SimilarityQuery))}: {one.reason}"
        ),
        NoticeKind.TRIAGE_UNTRAINED: lambda one: (
            f"{search_title(one.subject(SimilarityQuery))}: {one.reason}"
        ),
        NoticeKind.NO_MARK_TEACHES: "No mark here teaches what is likely kept",
        NoticeKind.DESCRIBE_SOUND: "Describe the sound after like:",
        NoticeKind.OWN_WORDS_INVALID: lambda one: mistakes_words(one.subject(WordMistakes)),
        NoticeKind.ADD_SOUND_TO_MATCH: "Add at least one sound to match",
        NoticeKind.ALL_SLIDERS_ZERO: "At least one slider must be above zero",
        NoticeKind.NO_EARLIER_SEARCH: "No earlier search",
        NoticeKind.NO_LATER_SEARCH: "No later search",
        NoticeKind.SEARCH_GONE: "This search is no longer saved",
        NoticeKind.SEARCH_SAVED_ALREADY: lambda one: f"“{one.name}” is saved like that already",
        NoticeKind.SEARCH_NAME_TAKEN: lambda one: f"Another search is called “{one.name}”",
        NoticeKind.RECORDING_FAILED: lambda one: f"Not recorded: {one.reason}",
        NoticeKind.RECORDING_NOT_SAVED: (
            "A saved search cannot hold a recording that is not kept: keep the recording first"
        ),
        NoticeKind.NOTHING_TO_SAVE: "Nothing is searched for: there is nothing to save",
        NoticeKind.PLACES_AWAITED: "Still listening inside long files: places appear as found",
        NoticeKind.NO_PLACES: "No places found: press I to look inside long files",
        NoticeKind.NO_FURTHER_PLACE: "No further place",
        NoticeKind.LASSO_SELECTED: lambda one: f"{count_noun(one.count, 'sample')} selected",
        NoticeKind.LASSO_EMPTY: "No sounds in the lasso",
        NoticeKind.ANALYSIS_STOPPED: "Analysis stopped; results so far are kept",
        NoticeKind.ANALYSIS_FAILED: lambda one: (
            f"Tempo, key and loudness not detected: {one.reason}"
        ),
        NoticeKind.EMBEDDING_FAILED: lambda one: f"Sounds cannot be analysed: {one.reason}",
        NoticeKind.FILES_QUARANTINED: lambda one: (
            f"“{one.name}” ended the analysis twice, so it is left out"
            if one.count == 1
            else f"“{one.name}” and {one.count - 1} more ended the analysis twice each: left out"
        ),
        NoticeKind.SOUNDS_UNSEEN: lambda one: (
            f"{count_noun(one.count, 'sound')} not analysed: {one.reason}"
        ),
        NoticeKind.WORKER_PASSED_BY: lambda one: f"A computer does no work: {one.reason}",
        NoticeKind.NOTHING_ANALYSABLE: "No sound here can be analysed",
        NoticeKind.MODEL_LOADING: lambda one: f"Loading {one.name}…",
        NoticeKind.MODEL_ACTIVE: lambda one: f"{one.name} is now active",
        NoticeKind.MODEL_UNUSABLE: lambda one: f"{one.name} cannot be used: {one.reason}",
        NoticeKind.MODEL_VERIFYING: lambda one: f"Verifying {one.name}…",
        NoticeKind.MODEL_VERIFIED: lambda one: f"{one.name} verified",
        NoticeKind.MODEL_DAMAGED: lambda one: f"Verification of {one.name} failed: {one.reason}",
        NoticeKind.MODEL_INSTALLING: lambda one: f"Installing {one.name}…",
        NoticeKind.MODEL_INSTALLED: lambda one: f"{one.name} installed. Press Use to activate",
        NoticeKind.MODEL_NOT_INSTALLED: lambda one: f"{one.name} not installed: {one.reason}",
        NoticeKind.MODELS_UNLISTED: lambda one: f"Cannot list models: {one.reason}",
        NoticeKind.EXPORT_ENDED: lambda one: export_words(one.subject(ExportReport)),
        NoticeKind.EXPORT_FAILED: lambda one: export_words(one.subject(ExportReport)),
        NoticeKind.IMPORTED: _imported,
        NoticeKind.IMPORT_DECLINED: "Nothing imported. Import later from the settings",
        NoticeKind.IMPORT_INTERRUPTED: lambda one: (
            f"Import interrupted: {one.reason}. Import again"
        ),
        NoticeKind.IMPORT_FAILED: lambda one: f"Nothing imported: {one.reason}",
        NoticeKind.UNPLAYABLE: lambda one: one.reason,
        NoticeKind.NOT_DRAWN: lambda one: one.reason,
        NoticeKind.OUTPUT_UNAVAILABLE: lambda one: f"No sound: {one.reason}. Playback is silent",
        NoticeKind.OUTPUT_REPLACED: lambda one: f"Using {one.to}: {one.reason}",
        NoticeKind.OUTPUT_RESTORED: lambda one: f"Back on {one.to}",
        NoticeKind.OUTPUT_LOST: lambda one: f"Audio device lost, reconnecting… ({one.reason})",
        NoticeKind.BUFFER_LENGTHENED: lambda one: (
            f"Dropouts with a buffer of {count_noun(one.total, 'frame')}:"
            f" increased to {count_noun(one.count, 'frame')}"
        ),
        NoticeKind.PART_CRASHED: _crashed,
        NoticeKind.PART_SILENT: lambda one: f"{_part(one)} gave no reply",
        NoticeKind.PART_STOPPED: lambda one: f"{_part(one)} stopped after repeated crashes",
        NoticeKind.PART_RECOVERED: lambda one: f"{_part(one)}: running again",
        NoticeKind.PART_DOWN: lambda one: f"Not done: {one.reason}",
        NoticeKind.BUSY: lambda one: f"Busy, try again ({one.name} was not carried out)",
        NoticeKind.LIBRARY_CLOSED: lambda one: capitalised(one.reason),
        NoticeKind.LIBRARY_FAILED: lambda one: capitalised(one.reason),
        NoticeKind.SETTINGS_UNSAVED: lambda one: f"Settings could not be saved: {one.reason}",
        NoticeKind.SETTINGS_INVALID: _invalid,
        NoticeKind.LOG_COPIED: lambda one: f"Copied {count_noun(one.count, 'log line')}",
        NoticeKind.LOG_UNREADABLE: lambda one: f"Cannot read log: {one.reason}",
        NoticeKind.NO_LOG_FILE: "No log file: see the console",
        NoticeKind.NO_DEMO: lambda one: f"No demo library: {one.reason}",
        NoticeKind.NUMBER_INVALID: lambda one: f"{one.reason[:1].upper()}{one.reason[1:]}",
        NoticeKind.KEY_UNBOUND: lambda one: f"{one.name}: no such shortcut",
    }
)
"""Text of each notice, or a function of the notice that returns it."""
