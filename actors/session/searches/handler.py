"""Dispatch of intents about saved searches, and about sounds that join the one that is shown."""

from __future__ import annotations

from typing import assert_never

from actors.messages import intents
from actors.session.decision import Decision
from actors.session.searches import searches
from actors.session.similarity import similarity
from models.similarity.reference_sound import Sound
from models.state.app import AppState


def handle(state: AppState, intent: intents.SearchesIntent) -> Decision:
    """Apply an intent about saved searches or about sounds that join the one that is shown."""
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
        case intents.AskWith():
            return similarity.ask_with(state, intent)
        case intents.AskWithFiles(paths=paths):
            return similarity.ask_beside(state, tuple(map(Sound, paths)))
        case _:
            assert_never(intent)
