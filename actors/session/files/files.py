"""Rules of files and folders: names, moves, deletion."""

from __future__ import annotations

import os
from dataclasses import replace

from actors.messages import intents, library
from actors.session.decision import Decision, with_notice, with_ticket
from actors.session.library import sources
from actors.session.samples import panels, row_selection
from actors.session.settings import place
from models.audio.units import SampleId, SourceId
from models.cluster.place import InvalidPlace, checked_place
from models.library.action import Action, ActionKind
from models.library.file_name import decode_path, display_name, display_path, encode_path
from models.library.files.name_pattern import RENAME_FIELDS, pattern_error
from models.library.files.name_rules import name_error
from models.state.app import AppState
from models.state.file_naming import FileOperations, Naming, Thing
from models.state.notice import Notice, NoticeKind
from models.state.screen import Panel, Sheet
from models.state.settings import with_setting

SETTING = {
    Thing.TRASH: "trash_folder",
    Thing.CLIPS: "clips_folder",
    Thing.CLUSTER: "place.address",
}
"""Setting of what is named in the sheet."""
NAMING = {ActionKind.RENAME, ActionKind.CREATE_FOLDER}
"""Steps that the sheet asks for."""


def ask_for_trash_folder(state: AppState, reason: str) -> AppState:
    """Return the state with the reason why nothing was deleted, asking for a trash folder."""
    state = with_notice(state, Notice(NoticeKind.TRASH_REFUSED, reason=reason))
    state = replace(state, filing=FileOperations(Naming(Thing.TRASH, state.settings.trash_folder)))
    return replace(state, screen=replace(state.screen, sheet=Sheet.RENAME))


def scan_relocated(state: AppState, source: SourceId, root: bytes) -> Decision:
    """Show the new root of a source, and scan it."""
    return sources.scan_source(
        with_notice(state, Notice(NoticeKind.SOURCE_RELOCATED, to=display_path(root))), source
    )


def begin_rename(state: AppState, asked: Naming | None) -> Decision:
    """Open the sheet that names an item: by default what is in focus, or all selected rows."""
    what, panel = asked or _focused(state), panels.focused_panel(state)
    if what is None:
        return Decision(with_notice(state, Notice(NoticeKind.SELECT_ITEM_FIRST)))
    if asked is None and what.sample is not None:
        chosen = row_selection.sample_or_selection(state, what.sample, panel)
        if len(chosen) > 1:
            return _rename_all(state, what, chosen)
    if protected := _protected(state, what):
        return Decision(with_notice(state, Notice(NoticeKind.SOURCE_READ_ONLY, protected)))
    state = replace(state, filing=FileOperations(what))
    return Decision(replace(state, screen=replace(state.screen, sheet=Sheet.RENAME)))


def _protected(state: AppState, what: Naming) -> str:
    """Return the name of the read-only source that an item is in; empty: it may be renamed."""
    if what.thing not in {Thing.SAMPLE, Thing.FOLDER, Thing.NEW_FOLDER}:
        return ""
    rows = (*state.browser.window.rows, *state.members.window.rows, state.editor.sample)
    of = next((one.source for one in rows if one and one.id == what.sample), what.source)
    source = state.sources.find(of)
    return source.name if source is not None and source.read_only else ""


def _focused(state: AppState) -> Naming | None:
    if state.screen.focus is Panel.FOLDERS:
        source, path = state.folders.source, state.folders.focus
        if source is None or not path:
            return None
        return Naming(Thing.FOLDER, display_name(path), source=source, path=path)
    sample = panels.get_list(state, panels.focused_panel(state)).focused
    if sample is None:
        return None
    return Naming(Thing.SAMPLE, encode_path(sample.path.rpartition(b"/")[2]), sample=sample.id)


def begin_renaming(state: AppState, intent: intents.BeginRenaming) -> Decision:
    """Open the sheet that renames the selected rows, or a collection, by a pattern."""
    collection = intent.collection
    if collection is None and intent.sample is not None:
        what = Naming(Thing.SAMPLE, "", sample=intent.sample)
        chosen = row_selection.sample_or_selection(state, intent.sample, Panel.SAMPLES)
        return _rename_all(state, what, chosen)
    count = 0 if collection is None else state.collections.count(collection)
    return _ask_pattern(state, FileOperations(collection=collection, count=count))


def _rename_all(state: AppState, what: Naming, chosen: tuple[SampleId, ...]) -> Decision:
    """Open the sheet that renames samples by a pattern; `what` is the one it was asked for."""
    if protected := _protected(state, what):
        return Decision(with_notice(state, Notice(NoticeKind.SOURCE_READ_ONLY, protected)))
    return _ask_pattern(state, FileOperations(renamed=chosen, count=len(chosen)))


def _ask_pattern(state: AppState, filing: FileOperations) -> Decision:
    screen = replace(state.screen, sheet=Sheet.RENAME_MANY)
    return _planned(replace(state, filing=filing, screen=screen))


def configure_renaming(state: AppState, pattern: str) -> Decision:
    """Change the pattern in the sheet."""
    reason = pattern_error(pattern, RENAME_FIELDS)
    filing = replace(state.filing, pattern=pattern, reason=reason, plan=None)
    state = replace(state, filing=filing)
    return Decision(state) if reason else _planned(state)


def _planned(state: AppState) -> Decision:
    """Find out what the pattern of the sheet would do."""
    state, ticket = with_ticket(state)
    state = replace(state, filing=replace(state.filing, ticket=ticket))
    return Decision(state, (library.PlanRenaming(ticket, _renaming(state.filing)),))


def _renaming(filing: FileOperations) -> library.RenameSamples:
    return library.RenameSamples(filing.renamed, filing.pattern, filing.collection)


def show_plan(state: AppState, event: library.RenamingPlanned) -> AppState:
    """Return the state with what the pattern would do, unless it is out of date."""
    filing = state.filing
    if event.ticket != filing.ticket or filing.reason:
        return state
    plan = None if event.reason else event.plan
    return replace(state, filing=replace(filing, plan=plan, reason=event.reason))


def rename_all(state: AppState) -> Decision:
    """Rename the samples by the pattern of the sheet, and close it."""
    filing = state.filing
    if filing.plan is not None and filing.plan.taken:  # the sheet says which
        return Decision(state)
    if filing.reason:
        notice = Notice(NoticeKind.NAMES_REFUSED, reason=filing.reason)
        return Decision(with_notice(state, notice))
    state = replace(state, filing=FileOperations(), screen=replace(state.screen, sheet=None))
    return Decision(state, (_renaming(filing),))


def confirm_name(state: AppState, name: str) -> Decision:
    """Carry out what the sheet was opened for, and close it."""
    naming = state.filing.naming
    if naming is None:
        return Decision(state)
    if reason := _name_error(state, naming.thing, name):
        refused = replace(naming, reason=reason)
        return Decision(replace(state, filing=FileOperations(refused)))
    if naming.thing is Thing.CLUSTER and name.strip():
        return place.try_address(state, naming, name.strip())
    if naming.thing in SETTING:
        chosen = with_setting(state.settings, SETTING[naming.thing], name)
        state = replace(state, settings=chosen)
    command = _order(naming, name)
    filing = FileOperations(confirmed=replace(naming, name=name) if command else None)
    state = replace(state, filing=filing, screen=replace(state.screen, sheet=None))
    return Decision(state, (command,) if command else ())


def _name_error(state: AppState, thing: Thing, name: str) -> str:
    """Return why something cannot be called so; empty: it can."""
    if thing in {Thing.ROOT, Thing.TRASH, Thing.CLIPS}:
        return ""
    if thing is not Thing.CLUSTER:
        return name_error(name)
    try:
        checked_place(replace(state.settings.place, address=name.strip()))
    except InvalidPlace as error:
        return str(error)
    return ""


def show_refused_name(state: AppState, event: library.LibraryFailed) -> AppState:
    """Return the state with the sheet open again, if the library refused the name of it."""
    asked = state.filing.confirmed
    if asked is None or event.command != _order(asked, asked.name):
        return state
    return _ask_again(state, asked, event.reason)


def show_taken_name(state: AppState, event: library.NothingDone) -> AppState:
    """Return the state with the sheet open again, if a file has the name already."""
    asked, about = state.filing.confirmed, event.notice.about
    renames = isinstance(about, Action) and about.kind in NAMING
    if asked is None or not renames or not event.notice.reason:
        return state
    return _ask_again(state, asked, event.notice.reason)


def accept_name(state: AppState) -> AppState:
    """Return the state in which no name is awaited: a step was done."""
    if state.filing.confirmed is None:
        return state
    return replace(state, filing=replace(state.filing, confirmed=None))


def _ask_again(state: AppState, asked: Naming, reason: str) -> AppState:
    if state.screen.sheet is not None:
        return accept_name(state)
    filing = FileOperations(replace(asked, reason=reason))
    return replace(state, filing=filing, screen=replace(state.screen, sheet=Sheet.RENAME))


def _order(naming: Naming, name: str) -> library.Command | None:
    match naming:
        case Naming(thing=Thing.SAMPLE, sample=sample) if sample is not None:
            return library.RenameSample(sample, name)
        case Naming(thing=Thing.FOLDER, source=source) if source is not None:
            return library.RenameFolder(source, naming.path, name)
        case Naming(thing=Thing.NEW_FOLDER, source=source) if source is not None:
            return library.NewFolder(source, naming.path, name)
        case Naming(thing=Thing.ROOT, source=source) if source is not None:
            root = os.path.expanduser(decode_path(name.strip()))  # noqa: PTH111 - bytes wanted
            return library.RelinkSource(source, root)
        case _:
            return None


def move_samples(state: AppState, intent: intents.MoveInto) -> Decision:
    """Move files into a folder."""
    source = state.folders.source if intent.source is None else intent.source
    chosen = row_selection.sample_or_selection(state, intent.sample, Panel.SAMPLES)
    if source is None:
        return Decision(state)
    return Decision(state, (library.MoveSamples(chosen, source, intent.folder),))


def delete_samples(state: AppState, sample: SampleId | None) -> Decision:
    """Delete files."""
    if sample is None:
        chosen = row_selection.chosen_samples(state, Panel.SAMPLES)
    else:
        chosen = row_selection.sample_or_selection(state, sample, Panel.SAMPLES)
    if not chosen:
        return Decision(with_notice(state, Notice(NoticeKind.SELECT_SAMPLE_FIRST)))
    return Decision(state, (library.TrashSamples(chosen, trash_folder(state)),))


def delete_rejected(state: AppState, count: int) -> Decision:
    """Delete all samples in the list of rejected ones, if their number is `count`."""
    if not count or count != state.browser.rejected:
        return Decision(with_notice(state, Notice(NoticeKind.LIST_CHANGED)))
    ids = tuple(state.browser.ids.slice(0, count))
    return Decision(state, (library.TrashSamples(ids, trash_folder(state)),))


def move_folder(state: AppState, path: bytes, into: bytes) -> Decision:
    """Move a folder into another one."""
    source = state.folders.source
    if source is None:
        return Decision(state)
    return Decision(state, (library.MoveFolder(source, path, into),))


def delete_folder(state: AppState, path: bytes) -> Decision:
    """Delete a folder."""
    source = state.folders.source
    if source is None:
        return Decision(state)
    return Decision(state, (library.TrashFolder(source, path, trash_folder(state)),))


def trash_folder(state: AppState) -> bytes | None:
    """Return the configured trash folder; `None`: the system trash."""
    return _folder(state.settings.trash_folder)


def clips_folder(state: AppState) -> bytes | None:
    """Return the configured folder of clips; `None`: that of the library."""
    return _folder(state.settings.clips_folder)


def _folder(typed: str) -> bytes | None:
    return os.path.expanduser(decode_path(typed)) if typed else None  # noqa: PTH111 - bytes wanted
