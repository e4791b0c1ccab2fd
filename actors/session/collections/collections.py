"""Rules of collections: opening, naming, adding, ordering."""

from __future__ import annotations

from dataclasses import replace

from actors.messages import intents, library
from actors.session.decision import Decision, with_notice
from actors.session.files import files
from actors.session.samples import panels, row_selection, sample_lists, search
from models.audio.units import CollectionId, SampleId
from models.library.collection import AlreadyMembers
from models.library.query import Query, Sort
from models.library.search.search import Property
from models.state.app import AppState
from models.state.browser import Browser
from models.state.collections import Collections
from models.state.notice import Notice, NoticeKind
from models.state.screen import Panel, Sheet


def show_collections(state: AppState, event: library.CollectionsListed) -> Decision:
    """Show the collections; the open one stays open, or the one now in its row is opened."""
    before = state.collections
    collections = replace(before, all=event.collections, known=True)
    if collections.chosen is None:
        row = min(before.row(before.focus) or 0, len(event.collections) - 1)
        focus = event.collections[row].id if row >= 0 else None
        return _open(_with_collections(state, collections), focus)
    was = before.chosen
    others = was is not None and was.count != collections.chosen.count
    state = _with_collections(state, collections)
    # Members went with a source, or came back with it.
    return sample_lists.refresh_list(state, Panel.MEMBERS) if others else Decision(state)


def list_collection(state: AppState, collection: CollectionId | None) -> Decision:
    """List the members in the main list, from all sources, by a search that can be changed."""
    known = state.collections
    listed = known.chosen if collection is None else known.find(collection)
    if listed is None:
        return Decision(with_notice(state, Notice(NoticeKind.NO_COLLECTIONS)))
    words = f'{Property.COLLECTION.value}:"{listed.name}"'
    query = replace(state.browser.query, words=words)
    state = replace(
        state,
        browser=replace(state.browser, query=query),
        map=replace(state.map, shown=False),
        screen=replace(state.screen, focus=Panel.SAMPLES),
    )
    return search.search_everywhere(state)


def flash_collection(state: AppState, already: AlreadyMembers | None) -> AppState:
    """Return the state in which a collection flashes, as samples were members already."""
    if already is None:
        return state
    flash = state.collections.flash + 1
    return _with_collections(
        state, replace(state.collections, flash=flash, flashed=already.collection)
    )


def refresh_members(state: AppState, event: library.CollectionsChanged) -> Decision:
    """List the members of the open collection again."""
    awaiting = state.collections.awaiting
    if awaiting and len(event.collections) == 1 and state.collections.naming is None:
        state = _with_collections(state, replace(state.collections, awaiting=()))
        (made,) = event.collections
        return Decision(state, (library.AddToCollection(made, awaiting),))
    if state.collections.focus in event.collections:
        return sample_lists.refresh_list(state, Panel.MEMBERS)
    return Decision(state)


def show_name_reason(state: AppState, event: library.CollectionRefused) -> AppState:
    """Return the state with the reason why the name was refused, and the sheet open again."""
    refused = replace(state.collections, reason=event.reason, refused=event.name)
    state = _with_collections(state, refused)
    if state.screen.sheet is None:
        state = replace(state, screen=replace(state.screen, sheet=Sheet.NAME))
    return with_notice(state, Notice(NoticeKind.COLLECTION_REFUSED, reason=event.reason))


def choose_collection(state: AppState, collection: CollectionId) -> Decision:
    """Open a collection."""
    if collection == state.collections.focus:
        return Decision(state)
    return _open(state, collection)


def step_collection(state: AppState, rows: int) -> Decision:
    """Open the collection a number of rows further."""
    every = state.collections.all
    if not every:
        return Decision(with_notice(state, Notice(NoticeKind.NO_COLLECTIONS)))
    row = state.collections.row(state.collections.focus)
    row = max(0, min((-1 if row is None else row) + rows, len(every) - 1))
    return choose_collection(state, every[row].id)


def _open(state: AppState, collection: CollectionId | None) -> Decision:
    state = _with_collections(state, replace(state.collections, focus=collection))
    state = panels.with_list(state, Panel.MEMBERS, Browser(wanted=state.members.wanted))
    if collection is None:
        return Decision(state)
    query = Query(sort=Sort.PLACE, collection=collection)
    return sample_lists.request_list(state, query, Panel.MEMBERS)


def begin_naming(
    state: AppState, collection: CollectionId | None, awaiting: tuple[SampleId, ...] = ()
) -> AppState:
    """Return the state with the sheet that names a new collection, or renames one.

    Args:
        state: The state.
        collection: The one to rename; `None`: a new one.
        awaiting: Samples to add to the new one.
    """
    collections = replace(
        state.collections, naming=collection, awaiting=awaiting, reason="", refused=""
    )
    state = _with_collections(state, collections)
    return replace(state, screen=replace(state.screen, sheet=Sheet.NAME))


def rename_chosen(state: AppState) -> Decision:
    """Open the sheet that renames the open collection."""
    if state.collections.chosen is None:
        return Decision(with_notice(state, Notice(NoticeKind.NO_COLLECTIONS)))
    return Decision(begin_naming(state, state.collections.focus))


def name_collection(state: AppState, words: str) -> Decision:
    """Name the collection as confirmed in the sheet."""
    naming = state.collections.naming
    command: library.Command
    if naming is None:
        command = library.AddCollection(words)
    else:
        command = library.RenameCollection(naming, words)
    state = _with_collections(state, replace(state.collections, reason="", refused=""))
    return Decision(replace(state, screen=replace(state.screen, sheet=None)), (command,))


def remove_collection(state: AppState, collection: CollectionId | None) -> Decision:
    """Remove a collection, or the open one."""
    collection = collection or state.collections.focus
    if collection is None:
        return Decision(with_notice(state, Notice(NoticeKind.NO_COLLECTIONS)))
    return Decision(state, (library.RemoveCollection(collection),))


def move_collection(state: AppState, rows: int) -> Decision:
    """Move the open collection up or down."""
    focus = state.collections.focus
    row = state.collections.row(focus)
    if focus is None or row is None:
        return Decision(with_notice(state, Notice(NoticeKind.NO_COLLECTIONS)))
    to = max(0, min(row + rows, len(state.collections.all) - 1))
    return Decision(state, (library.PlaceCollection(focus, to),) if to != row else ())


def add_by_number(state: AppState, intent: intents.AddToCollection) -> Decision:
    """Add the selected samples, or the focused one, to a collection by its number."""
    every = state.collections.all
    wanted = state.collections.by_key(intent.number)
    if wanted is None and not every:
        return _name_first_collection(state)
    if wanted is None:
        unknown = Notice(NoticeKind.NO_SUCH_COLLECTION, count=intent.number)
        return Decision(with_notice(state, unknown))
    if state.screen.focus is Panel.WAVEFORM:
        return save_clip(state, intents.SaveClip(wanted.id))
    return _add_samples(
        state, wanted.id, row_selection.chosen_samples(state, panels.focused_panel(state))
    )


def _name_first_collection(state: AppState) -> Decision:
    """Open the sheet that names the first collection, to which the samples are added then."""
    if state.screen.focus is Panel.WAVEFORM:
        return Decision(begin_naming(state, None))
    samples = row_selection.chosen_samples(state, panels.focused_panel(state))
    if not samples:
        return Decision(with_notice(state, Notice(NoticeKind.SELECT_SAMPLE_FIRST)))
    return Decision(begin_naming(state, None, samples))


def save_clip(state: AppState, intent: intents.SaveClip) -> Decision:
    """Save a span of a sample as a clip; without a selection the whole sample."""
    collection = intent.collection or state.collections.focus
    if collection is None:
        return Decision(with_notice(state, Notice(NoticeKind.NO_COLLECTIONS)))
    sample, span = intent.sample, intent.span
    if sample is None and state.editor.sample is not None:
        sample, span = state.editor.sample.id, state.editor.selection
    if sample is None:
        return Decision(with_notice(state, Notice(NoticeKind.NO_SAMPLE_LOADED)))
    if span is None:
        return Decision(state, (library.AddToCollection(collection, (sample,)),))
    command = library.Clip(collection, sample, span, files.clips_folder(state))
    return Decision(with_notice(state, Notice(NoticeKind.SAVING_CLIP)), (command,))


def add_samples_to(state: AppState, intent: intents.AddSamplesTo) -> Decision:
    """Add a sample, or the selection it belongs to, to a collection."""
    return _add_samples(
        state,
        intent.collection,
        row_selection.sample_or_selection(state, intent.sample, intent.panel),
    )


def _add_samples(
    state: AppState, collection: CollectionId, samples: tuple[SampleId, ...]
) -> Decision:
    if not samples:
        return Decision(with_notice(state, Notice(NoticeKind.SELECT_SAMPLE_FIRST)))
    return Decision(state, (library.AddToCollection(collection, samples),))


def remove_members(state: AppState) -> Decision:
    """Remove the selected members, or the focused one, from the open collection."""
    return _remove_samples(state, row_selection.chosen_samples(state, Panel.MEMBERS))


def remove_member(state: AppState, sample: SampleId) -> Decision:
    """Remove a member, or the selection it belongs to, from the open collection."""
    return _remove_samples(state, row_selection.sample_or_selection(state, sample, Panel.MEMBERS))


def _remove_samples(state: AppState, samples: tuple[SampleId, ...]) -> Decision:
    focus = state.collections.focus
    if focus is None or not samples:
        return Decision(with_notice(state, Notice(NoticeKind.SELECT_SAMPLE_FIRST)))
    return Decision(state, (library.RemoveFromCollection(focus, samples),))


def move_members(state: AppState, rows: int) -> Decision:
    """Move the selected members, or the focused one, up or down by one row."""
    focus, samples = state.collections.focus, row_selection.chosen_samples(state, Panel.MEMBERS)
    found = [state.members.ids.row(sample) for sample in samples]
    places = [row for row in found if row is not None]
    if focus is None or not places:
        return Decision(with_notice(state, Notice(NoticeKind.SELECT_SAMPLE_FIRST)))
    to = min(places) - 1 if rows < 0 else max(places) + 2
    if not 0 <= to <= len(state.members.ids):
        return Decision(state)
    return Decision(state, (library.PlaceMembers(focus, samples, to),))


def move_members_to(state: AppState, sample: SampleId, at: int) -> Decision:
    """Move a member, or the selection it belongs to, before the member in row `at`."""
    focus, samples = (
        state.collections.focus,
        row_selection.sample_or_selection(state, sample, Panel.MEMBERS),
    )
    if focus is None:
        return Decision(state)
    return Decision(state, (library.PlaceMembers(focus, samples, at),))


def _with_collections(state: AppState, collections: Collections) -> AppState:
    return replace(state, collections=collections)
