"""Output of the command line's verbs; their help is in `ui/commandline/<verb>.py`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from models.audio.clock import thousands
from models.audio.recording_phase import Phase
from models.audio.take import RecordingProgress
from models.library.report import ScanReport
from ui.text.quantity import count_noun

DESCRIPTION = (
    "Browse and audition audio samples. Without a command: open the window, or bring it to the"
    " front. `sempal FILE…` shows files and folders there."
)
STATUSES = {
    0: "done",
    1: "failed, or partly failed; the reason is on standard error",
    2: "wrong arguments, or no display for the window",
    3: "another sempal has the data folder open",
    130: "interrupted",
}
"""Meaning of each exit status; see `ui.commandline.status`."""
NO_SCREEN = (
    "there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set).\n"
    "Start it on a desktop, or with --offscreen to run it without any screen."
)
INTERRUPTED = "interrupted"
FILES, PAIRS, CHUNKS = "files", "pairs", "two-minute chunks"
"""Units of progress lines."""
REJECTED = " (rejected)"
LINKED, IDENTICAL, SAME_AUDIO = "linked", "identical", "same audio"
"""What a duplicate has in common with another file."""
NO_COLLECTIONS = "none"
WHERE_WEIGHTS_ARE = (
    "download model.safetensors and tokenizer.json of laion/clap-htsat-unfused (Hugging Face) into"
    " one folder, then: sempal model install clap --checkpoint FOLDER/model.safetensors"
)
"""Of `sempal model install clap` without weights."""
NOTHING_PASSES = "no sample of the library passes"
"""Why an answer is empty, behind the question."""
NO_QUERY = "nothing to compare with: give files, --text WORDS, or --record"
RECORD_ALONE = "--record asks with what is recorded: without files, --text and --inside"
RECORDED = "your recording"
"""In place of the path of a file that is compared with."""
INSIDE_NEEDS_FILES = "--start and --end go with --inside, which needs files and no --text"
NO_SAMPLES = "no samples yet: add a folder with `sempal scan DIR`"
NOT_EMBEDDED = (
    "another sempal has the data folder open: new samples are not embedded, results may lack some"
)
NO_NUMBER, NO_WHOLE_NUMBER = "not a number", "not a whole number"
NOTHING_TO_EXPORT = "nothing to export: give COLLECTION and FOLDER, or --list-profiles"
NOTHING_IMPORTED = "nothing was imported or changed"
IMPORT_INTERRUPTED = (
    "the import was interrupted: either everything was imported or nothing. Import again"
)
NO_SETTINGS_FILE = " (no file, using defaults)"
UNKNOWN_TYPE = "unknown"
NOT_KNOWN = "not in the library: add its folder with `sempal scan DIR`"
NAME_TAKEN = "this file exists: nothing was renamed"
FILES_OR_COLLECTION = "name files, or a collection with --collection"
TEMPLATE = "{name} {n:03} {folder} {bpm} {key}"
NO_TEMPO = "its tempo is not known: use another method, or rename it with its bpm"
NOTHING_TO_SLICE = "contains only silence"
BEYOND_END = "the span is beyond the end of the file"
EMPTY_SPAN = "the span is empty: give --start and --end"


REPORT_WITHOUT_NAMES = (
    "report of sempal doctor; names of files, folders and collections are left out"
)
REPORT_WITH_NAMES = "report of sempal doctor; it contains names of files and folders"


def report_written(path: Path, *, names: bool) -> str:
    """Return where the report is, and what is in it."""
    held = "it contains names of files" if names else "names of files are left out"
    return f"{path}: {held}; read it before you send it"


def report_refused(path: object, reason: str) -> str:
    """Return why the report was not written."""
    return f"no report: {path}: {reason.lower()}"


def lock_held(folder: Path, owner: str) -> str:
    """Return which process holds the lock of a data folder."""
    return (
        f"{folder} is open in another sempal (process {owner});"
        " close that, or name another folder with --data-dir"
    )


def window_silent(folder: Path) -> str:
    """Return the error about a window that does not respond to a second start."""
    return f"the window that has {folder} open does not respond"


def scan_summary(report: ScanReport) -> str:
    """Return the summary of a scan, zeros included."""
    return (
        f"{thousands(report.added)} new, {thousands(report.updated)} changed,"
        f" {thousands(report.moved)} moved, {thousands(report.missing)} missing,"
        f" {thousands(report.unreadable)} unreadable, {thousands(report.skipped)} skipped"
    )


def not_scanned(reason: str) -> str:
    """Return why a scan did not complete."""
    return f"not scanned: {reason}"


def not_a_source(path: str) -> str:
    """Return the error about a folder that is not a source."""
    return f"{path} is not a source"


def not_inside_a_source(path: str) -> str:
    """Return the error about a folder outside of all sources."""
    return f"{path} is not inside a source"


def relink_done(path: str) -> str:
    """Confirm the new folder of a source."""
    return f"relinked to {path}; all samples were found again"


def remove_done(path: str) -> str:
    """Confirm the removal of a source."""
    return f"removed {path} from the library; files, marks and collections are kept"


def narrow_done(old: str, new: str) -> str:
    """Confirm the smaller folder of a source."""
    return f"narrowed {old} to {new}; marks and collections are kept"


def nothing_to_forget(path: str) -> str:
    """Return the error about a folder without data to forget."""
    return f"there is no data of {path} to forget"


def nothing_missing(path: str) -> str:
    """Return the error about a folder without missing files."""
    return f"no file of {path} is missing"


def would_forget(decisions: str) -> str:
    """Return what `forget --yes` would delete from the library."""
    return f"would forget {decisions}; files are not touched; confirm with --yes"


def forget_done(decisions: str) -> str:
    """Return what was deleted from the library."""
    return f"forgot {decisions}; files are not touched"


def no_collection(name: str, names: Sequence[str]) -> str:
    """Return the error about an unknown collection, with the known ones."""
    known = ", ".join(f"“{one}”" for one in names) or NO_COLLECTIONS
    return f"there is no collection “{name}”; there are: {known}"


def not_exported(reason: str) -> str:
    """Return why an export did not complete."""
    return f"not exported: {reason}"


def decided_by_profile(given: Sequence[str]) -> str:
    """Return the error about options beside a profile."""
    return f"set by the profile: leave out {', '.join(given)}, or --profile"


def profile_line(name: str, title: str, unsure: Sequence[str], *, own: bool) -> str:
    """Return a line about a hardware profile."""
    doubt = f"; unverified: {', '.join(unsure)}" if unsure else ""
    return f"{name:<17} {title}{' (yours)' if own else ''}{doubt}"


def export_done(folder: str, summary: str) -> str:
    """Return the summary of an export."""
    return f"{folder}: {summary}"


def left_in_folder(names: Sequence[str]) -> str:
    """List exported files whose samples are no longer in the collection."""
    return f"no longer in the collection, still in the folder: {', '.join(names)}"


def not_carried_over(line: str) -> str:
    """Return metadata of the original that the exported file lacks."""
    return f"not carried over: {line}"


def would_import(line: str) -> str:
    """Convert a line of an import report to one of a preview."""
    return line.replace("Imported: ", "Would be imported: ", 1)


def import_report(path: str) -> str:
    """Return where the report of an import is stored."""
    return f"This report: {path}"


def not_imported(reason: str, outcome: str) -> str:
    """Return why an import failed, and its outcome."""
    return f"{reason}; {outcome}"


def settings_not_imported(reason: str) -> str:
    """Return why the settings have not been imported yet."""
    return f"settings were not imported yet: {reason}"


def embedding_summary(count: int, seconds: float, known: int, failed: int) -> str:
    """Return the summary of an embedding run."""
    embedded, before = f"{thousands(count)} embedded", f"{thousands(known)} already embedded"
    return f"{embedded} ({_rate(count, seconds)}), {before}, {thousands(failed)} failed"


TLS_OPTIONS = "--tls-ca FILE --tls-cert FILE --tls-key FILE, or --insecure"
"""How to protect connections, or to do without."""


def unread(count: int, example: str, *, unseen: bool) -> str:
    """Return that sounds could not be read in this run: they are not skipped for good.

    Args:
        count: Of them.
        example: One, and why.
        unseen: Workers elsewhere do not see them.
    """
    sounds, them = count_noun(count, "sound"), "it" if count == 1 else "them"
    words = f"{sounds} could not be read, such as {example}; the next run tries {them} again"
    return f"{words} (--map says where workers see a folder)" if unseen else words


def none_embedded(count: int, example: str) -> str:
    """Return that no sound of the library could be embedded."""
    return f"none of {count_noun(count, 'sound')} could be embedded, such as {example}"


def analysis_summary(count: int, seconds: float) -> str:
    """Return the summary of an analysis run."""
    return f"{thousands(count)} analysed ({_rate(count, seconds)})"


def recording_progress(progress: RecordingProgress) -> str:
    """Return what a recording does: waits for sound, or records; empty: it has ended."""
    match progress.phase:
        case Phase.WAITING:
            return f"listening to {progress.input_name}: sing, hum, tap; silence ends it"
        case Phase.RECORDING:
            return "recording…"
        case _:
            return ""


def similarity(score: float, path: str) -> str:
    """Return an output line of `similar`; `score` is a cosine similarity, at most 1."""
    return f"{max(0.0, score) * 100:4.0f}%  {path}"


def not_sorted(reason: str) -> str:
    """Return why undecided samples cannot be put into an order."""
    return f"no order: {reason}"


NOTHING_ASKED = "nothing to keep: give --text, --like or --filter"


NO_MARK_TEACHES = "no mark there teaches what is likely kept"
SOURCE_OR_COLLECTION = "give --source or --collection, not both"


def triage_reset(count: int) -> str:
    """Confirm how many marks teach nothing any more."""
    return f"forgot what {count_noun(count, 'mark')} taught; new marks teach"


def no_search(name: str) -> str:
    """Return that no search has this name."""
    return f"no search is called “{name}”"


def name_taken(name: str) -> str:
    """Return that a search cannot get this name."""
    return f"“{name}” is the name of another search, or the same as before"


def place(score: float, time: str, path: str) -> str:
    """Return an output line of `similar --inside`: ` 87%  0:12:34  /field/long.flac`."""
    return f"{max(0.0, score) * 100:4.0f}%  {time:>8}  {path}"


def reason_about(subject: str, reason: str) -> str:
    """Return a reason with its subject."""
    return f"{subject}: {reason}"


def vectors_exported(count: int, model: str) -> str:
    """Return the summary of an export of embeddings."""
    return f"{count_noun(count, 'vector')} of {model}"


def not_written(path: Path, reason: object) -> str:
    """Return why a file could not be written."""
    return f"{path} cannot be written: {reason}"


def not_in_library(path: str) -> str:
    """Return the error about a file that is not in the library."""
    return f"{path} is not in the library"


def duplicates_summary(groups: int, sure: int, uncertain: int, linked: int, tested: int) -> str:
    """Return the summary of a search for duplicates."""
    return (
        f"{count_noun(groups, 'group')}, {count_noun(sure, 'redundant file')},"
        f" {thousands(uncertain)} uncertain, {thousands(linked)} linked"
        f" ({count_noun(tested, 'pair')} tested)"
    )


def null_left(level: float) -> str:
    """Return the residue of a null test in decibels."""
    return f"{level:.0f} dB left"


def verify_done(model: str) -> str:
    """Confirm that a model is intact."""
    return f"{model} verified"


def model_line(name: str, *, active: bool, installed: bool, words: bool) -> str:
    """Return an output line of `model list`."""
    state = "active" if active else "installed" if installed else "not installed"
    return f"{name:<8} {state}{', text search' if words else ''}"


def progress(done: str, total: str, things: str, rate: float, left: str) -> str:
    """Return a progress line; `total` and `left` may be empty."""
    of, ending = f" of {total}" if total else "", f", {left} left" if left else ""
    return f"{done}{of} {things}, {thousands(round(rate))}/s{ending}"


def _rate(count: int, seconds: float) -> str:
    return f"{thousands(round(count / seconds if seconds else 0.0))}/s"


def not_edited(path: str, reason: str) -> str:
    """Return why a file was not edited."""
    return f"{path}: {reason}"


def edit_note(note: str) -> str:
    """Return a note below an edited file."""
    return f"  {note}"


def history_line(at: str, words: str, *, undone: bool) -> str:
    """Return the line of a step."""
    return f"{at}  {words}{' (undone)' if undone else ''}"


def source_options(path: str, worker_root: str, *, read_only: bool) -> str:
    """Return the options of a source."""
    words = "read-only" if read_only else "files may be changed"
    return f"{path}: {words}" + (f"; workers see it at {worker_root}" if worker_root else "")


def no_source_in(path: str) -> str:
    """Return the error about a folder that contains no source."""
    return f"no source is in {path}"


def model_pinned(name: str, digest: str) -> str:
    """Return which model a worker uses."""
    return f"model {name} verified: SHA-256 {digest[:16]}"


def worker_waits(address: str) -> str:
    """Return that a worker looks for its scheduler."""
    return f"looking for the scheduler at {address}; Ctrl+C ends it"


def worker_connected(address: str) -> str:
    """Return that a worker is connected; without an address that it is not any more."""
    return f"working as {address}" if address else "not connected any more; trying again"


def worker_refused(address: str, fault: str) -> str:
    """Return why a worker is not connected; it goes on trying."""
    return f"{address} cannot be used yet: {fault}; trying again"


def worker_without_work(words: str) -> str:
    """Return which worker gets no work or did not see files, and why."""
    return f"worker passed by: {words}"


def quarantined(path: str) -> str:
    """Return which file took workers down."""
    return f"two workers died of it, so it is left out: {path}"


def cluster_waits(reason: str) -> str:
    """Return why work waits for a cluster; without a reason, that it goes on."""
    return f"waiting for the cluster: {reason}" if reason else "the cluster works again"


def with_workers(line: str, workers: int) -> str:
    """Return a line of progress with the number of workers."""
    return f"{line}, {count_noun(workers, 'worker')}"


def not_found(paths: Sequence[str]) -> str:
    """Return which files or folders are not there."""
    return f"not found: {', '.join(paths)}"
