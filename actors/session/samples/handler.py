"""Dispatch of intents about the sample lists."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from actors.messages import intents
from actors.session.decision import Decision
from actors.session.samples import audition, row_selection, sample_lists, search, triage
from models.library.search.type_filter import toggle_type
from models.state.app import AppState


def handle(state: AppState, intent: intents.SamplesIntent) -> Decision:
    """Apply an intent about the sample lists."""
    match intent:
        case intents.FilterType(kind=kind):
            return search.search(state, toggle_type(state.browser.query.words, kind))
        case intents.SearchEverywhere():
            return search.search_everywhere(state)
        case intents.Search(words=words):
            return search.search(state, words)
        case intents.FilterTag(tag=tag):
            return sample_lists.request_list(state, replace(state.browser.query, tag=tag))
        case intents.SortBy(sort=sort):
            return search.sort_list(state, sort)
        case intents.ShowRows(first=first, count=count, panel=panel):
            return sample_lists.show_rows(state, first, count, panel)
        case intents.FocusRow(row=row, panel=panel, keep=keep):
            return audition.focus_row(state, row, panel, keep=keep)
        case intents.PlayFocused():
            return audition.play_focused(state)
        case intents.LoadFocused():
            return audition.load_focused(state)
        case intents.ExtendFocus(rows=rows):
            return row_selection.extend_by(state, rows)
        case intents.ExtendTo(row=row, panel=panel):
            return row_selection.extend_to(state, row, panel)
        case intents.ToggleSelected(row=chosen, panel=where, beside=beside):
            return row_selection.toggle_row(state, chosen, where, beside=beside)
        case intents.SelectAllRows():
            return row_selection.select_all_rows(state)
        case intents.ToggleSelectedOnly():
            return search.toggle_selected_only(state)
        case intents.ClearRows(panel=panel):
            return row_selection.clear_selection(state, panel)
        case intents.MarkSamples(tag=tag):
            return triage.mark_chosen(state, tag)
        case intents.MarkSample():
            return triage.mark_sample(state, intent)
        case intents.MarkShown(tag=tag):
            return triage.mark_shown(state, tag)
        case _:
            assert_never(intent)
