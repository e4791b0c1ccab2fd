"""Dispatch of intents about saved searches."""

from __future__ import annotations

from typing import assert_never

from actors.messages import intents
from actors.session.decision import Decision
from actors.session.searches import searches
from models.state.app import AppState


def handle(state: AppState, intent: intents.SearchesIntent) -> Decision:
    """Apply an intent about saved searches."""
    match intent:
        case intents.OpenSearches():
            return searches.toggle_sheet(state)
        case intents.SaveSearch(name=name):
            return searches.save(state, name)
        case intents.BeginSearchRename(search=search):
            return searches.begin_rename(state, search)
        case intents.RunSearch(search=search):
            return searches.run(state, search)
        case intents.RemoveSearch(search=search):
            return searches.remove(state, search)
        case _:
            assert_never(intent)
