"""Rules of the search field and of the order of the list."""

from __future__ import annotations

from dataclasses import replace

from actors.session.decision import Decision
from actors.session.samples import folder_tree, sample_lists
from models.library.query import Query, Sort
from models.state.app import AppState
from models.state.browser import Folders


def search(state: AppState, words: str) -> Decision:
    """Show only samples whose path holds `words`."""
    if words == state.browser.query.words:
        return Decision(state)
    return _request(state, replace(state.browser.query, words=words))


def search_everywhere(state: AppState) -> Decision:
    """Search all sources for the same words, whatever the marks of what is found."""
    state = replace(
        state,
        sources=replace(state.sources, focus=None),
        folders=Folders(None),
    )
    query = replace(state.browser.query, source=None, folder=b"", more_folders=(), tag=None)
    return _request(state, query).then(folder_tree.read_folders)


def sort_list(state: AppState, order: Sort) -> Decision:
    """Order the list; the same order again turns it round."""
    query = state.browser.query
    reversed_ = order is query.sort and not query.descending
    if state.similarity.search is not None:
        reversed_ = reversed_ and not state.similarity.by_match
        state = replace(state, similarity=replace(state.similarity, by_match=False))
    return _request(state, replace(query, sort=order, descending=reversed_))


def _request(state: AppState, query: Query) -> Decision:
    # A focus that is not among the answers is not moved on: the list is another one.
    return sample_lists.request_list(
        replace(state, browser=replace(state.browser, row=None)), query
    )
