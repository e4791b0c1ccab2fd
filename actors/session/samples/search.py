"""Rules of the search field and of sorting."""

from __future__ import annotations

from dataclasses import replace

from actors.session.decision import Decision, with_notice
from actors.session.samples import folder_tree, sample_lists
from models.library.query import Query, Sort
from models.state.app import AppState
from models.state.browser import Folders
from models.state.notice import Notice, NoticeKind


def search(state: AppState, words: str) -> Decision:
    """List only samples that match `words`."""
    if words == state.browser.query.words:
        return Decision(state)
    return _request(state, replace(state.browser.query, words=words))


def search_everywhere(state: AppState) -> Decision:
    """Search all sources for the same words, with any mark."""
    state = replace(
        state,
        sources=replace(state.sources, focus=None),
        folders=Folders(None),
    )
    query = replace(
        state.browser.query, source=None, folder=b"", more_folders=(), tag=None, among=None
    )
    return _request(state, query).then(folder_tree.read_folders)


def toggle_selected_only(state: AppState) -> Decision:
    """List only the selected samples, so that they can be stepped through; or all again."""
    query, selection = state.browser.query, state.browser.selection
    if query.among is not None:
        return sample_lists.request_list(state, replace(query, among=None))
    if not selection:
        return Decision(with_notice(state, Notice(NoticeKind.SELECT_SAMPLE_FIRST)))
    focused = state.browser.focus in selection
    browser = replace(state.browser, row=state.browser.row if focused else None)
    shown = replace(state.map, shown=False)
    return sample_lists.request_list(
        replace(state, browser=browser, map=shown), replace(query, among=selection)
    )


def sort_list(state: AppState, order: Sort) -> Decision:
    """Sort the list; the same key again reverses it."""
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
