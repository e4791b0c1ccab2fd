"""Dispatch of intents about sources, their folders and the import."""

from __future__ import annotations

from typing import assert_never

from actors.messages import intents, library
from actors.session.decision import Decision
from actors.session.library import predecessor, sources
from models.state.app import AppState


def handle(state: AppState, intent: intents.LibraryIntent) -> Decision:
    """Apply an intent about sources, their folders and the import."""
    match intent:
        case intents.AddSource(root=root, full=full):
            return sources.add_source(state, root, full=full)
        case intents.OfferImport():
            return predecessor.open_sheet(state)
        case intents.ImportPredecessor():
            return predecessor.start_import(state, intent)
        case intents.DeclineImport():
            return predecessor.decline_import(state)
        case intents.RemoveSource(source=source):
            return sources.remove_source(state, source)
        case intents.ProtectSource(source=source, read_only=read_only):
            return Decision(state, (library.SetSourceOptions(source, read_only),))
        case intents.NarrowSource(source=source, folder=folder):
            return Decision(state, (library.NarrowSource(source, folder),))
        case intents.AskToForget(path=path, missing_only=missing):
            return Decision(state, (library.Forget(path, missing_only=missing),))
        case intents.Forget(path=path, missing_only=missing):
            return Decision(state, (library.Forget(path, confirmed=True, missing_only=missing),))
        case intents.ScanSource(source=source, full=full):
            return sources.scan_source(state, source, full=full)
        case intents.ScanAll():
            return sources.scan_all(state)
        case intents.RelinkSource():
            return Decision(state, (library.RelinkSource(intent.source, intent.root),))
        case intents.ChooseSource(source=chosen):
            return sources.choose_source(state, chosen)
        case intents.ChooseFolder(path=path):
            return sources.choose_folder(state, path)
        case intents.AddFolder(path=path):
            return sources.add_folder(state, path)
        case intents.ToggleFolder(path=path):
            return Decision(sources.toggle_folder(state, path))
        case _:
            assert_never(intent)
