"""What an intent about collections leads to."""

from __future__ import annotations

from typing import assert_never

from actors.messages import intents
from actors.session.collections import collections, export
from actors.session.decision import Decision
from models.state.app import AppState


def handle(state: AppState, intent: intents.CollectionsIntent) -> Decision:
    """Apply an intent about collections."""
    match intent:
        case intents.ChooseCollection(collection=collection):
            return collections.choose(state, collection)
        case intents.BeginNaming(collection=naming):
            return Decision(collections.begin_naming(state, naming))
        case intents.RenameChosen():
            return collections.rename_chosen(state)
        case intents.NameCollection(words=words):
            return collections.name(state, words)
        case intents.RemoveCollection(collection=gone):
            return collections.remove(state, gone)
        case intents.PlaceCollection(rows=rows):
            return collections.place(state, rows)
        case intents.AddToCollection():
            return collections.collect(state, intent)
        case intents.SaveClip():
            return collections.clip(state, intent)
        case intents.AddSamplesTo():
            return collections.collect_into(state, intent)
        case intents.RemoveFromCollection():
            return collections.uncollect(state)
        case intents.RemoveOneFromCollection(sample=sample):
            return collections.uncollect_one(state, sample)
        case intents.PlaceMembersAt(sample=sample, at=at):
            return collections.place_members_at(state, sample, at)
        case intents.BeginExport(collection=exported):
            return export.begin(state, exported)
        case intents.ConfigureExport(folder=folder, settings=settings):
            return Decision(export.shape(state, folder, settings))
        case intents.Export():
            return export.carry_out(state, intent)
        case intents.PlaceMembers(rows=rows):
            return collections.place_members(state, rows)
        case _:
            assert_never(intent)
