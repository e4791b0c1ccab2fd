"""Dispatch of intents about collections."""

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
            return collections.choose_collection(state, collection)
        case intents.ListCollection(collection=listed):
            return collections.list_collection(state, listed)
        case intents.BeginNaming(collection=naming):
            return Decision(collections.begin_naming(state, naming))
        case intents.RenameChosen():
            return collections.rename_chosen(state)
        case intents.NameCollection(words=words):
            return collections.name_collection(state, words)
        case intents.RemoveCollection(collection=gone):
            return collections.remove_collection(state, gone)
        case intents.PlaceCollection(rows=rows):
            return collections.move_collection(state, rows)
        case intents.AddToCollection():
            return collections.add_by_number(state, intent)
        case intents.SaveClip():
            return collections.save_clip(state, intent)
        case intents.AddSamplesTo():
            return collections.add_samples_to(state, intent)
        case intents.RemoveFromCollection():
            return collections.remove_members(state)
        case intents.RemoveOneFromCollection(sample=sample):
            return collections.remove_member(state, sample)
        case intents.PlaceMembersAt(sample=sample, at=at):
            return collections.move_members_to(state, sample, at)
        case intents.BeginExport(collection=exported):
            return export.open_sheet(state, exported)
        case intents.ConfigureExport(folder=folder, settings=settings):
            return Decision(export.configure_export(state, folder, settings))
        case intents.Export():
            return export.start_export(state, intent)
        case intents.PlaceMembers(rows=rows):
            return collections.move_members(state, rows)
        case _:
            assert_never(intent)
