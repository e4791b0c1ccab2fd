"""Rules of saved searches: keep the question that is shown, ask it again, rename, remove."""

from __future__ import annotations

from dataclasses import replace

from actors.messages import library
from actors.session.decision import Decision, with_notice
from actors.session.recording import takes
from actors.session.samples import folder_tree, sample_lists
from actors.session.similarity import similarity
from models.library.query import Query
from models.similarity.saved_search import SavedSearch, SearchId
from models.state.app import AppState
from models.state.notice import Notice, NoticeKind
from models.state.screen import Panel, Sheet
from models.state.searches import shown_question
from models.state.similarity import Search


def toggle_sheet(state: AppState) -> Decision:
    """Open the sheet and read what it lists, or close it."""
    opened = state.screen.sheet is Sheet.SEARCHES
    state = replace(
        state,
        screen=replace(state.screen, sheet=None if opened else Sheet.SEARCHES),
        searches=replace(state.searches, renaming=None),
    )
    return Decision(state) if opened else Decision(state, (library.ReadSearches(),))


def show(state: AppState, searches: tuple[SavedSearch, ...]) -> AppState:
    """Return the state with the saved searches."""
    return replace(state, searches=replace(state.searches, all=searches, known=True, renaming=None))


def save(state: AppState, name: str) -> Decision:
    """Keep the question that is shown, or rename the search that is being renamed."""
    renamed = state.searches.find(state.searches.renaming)
    if renamed is not None:
        state = replace(state, searches=replace(state.searches, renaming=None))
        return Decision(state, (library.RenameSearch(renamed.id, name),))
    question = shown_question(state.browser, state.similarity)
    if question.empty:
        return Decision(with_notice(state, Notice(NoticeKind.NOTHING_TO_SAVE)))
    if takes.holds_take(question.asked):
        return Decision(with_notice(state, Notice(NoticeKind.RECORDING_NOT_SAVED)))
    return Decision(state, (library.SaveSearch(name, question.to_text()),))


def begin_rename(state: AppState, search: SearchId) -> Decision:
    """Ask for another name."""
    return Decision(replace(state, searches=replace(state.searches, renaming=search)))


def remove(state: AppState, search: SearchId) -> Decision:
    """Remove a saved search."""
    return Decision(state, (library.RemoveSearch(search),))


def run(state: AppState, search: SearchId) -> Decision:
    """Ask a saved question: its sounds and words, among what its filters leave."""
    saved = state.searches.find(search)
    if saved is None:
        return Decision(with_notice(state, Notice(NoticeKind.SEARCH_GONE)))
    screen = replace(state.screen, sheet=None, focus=Panel.SAMPLES)
    state = replace(state, screen=screen)
    query = _within(state, saved.question.query)
    if saved.question.asked is not None:
        asked = similarity.start_search(state, Search(saved.question.asked))
        return asked.then(lambda state: sample_lists.request_list(state, query))
    if state.similarity.search is not None:
        state = replace(state, similarity=state.similarity.without_search())
    listed = sample_lists.request_list(state, query)
    return listed.then(lambda state: folder_tree.follow_query(state, query))


def _within(state: AppState, query: Query) -> Query:
    """Return the query among all sources, if its own is gone."""
    if query.source is not None and state.sources.find(query.source) is None:
        return replace(query, source=None, folder=b"", more_folders=())
    return query
