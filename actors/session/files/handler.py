"""Dispatch of intents about files and folders."""

from __future__ import annotations

from typing import assert_never

from actors.messages import intents
from actors.session.decision import Decision
from actors.session.files import files
from models.state.app import AppState


def handle(state: AppState, intent: intents.FilesIntent) -> Decision:
    """Apply an intent about files and folders."""
    match intent:
        case intents.BeginRename(what=what):
            return files.begin_rename(state, what)
        case intents.BeginRenaming():
            return files.begin_renaming(state, intent)
        case intents.ConfigureRenaming(pattern=pattern):
            return files.configure_renaming(state, pattern)
        case intents.RenameAll():
            return files.rename_all(state)
        case intents.ConfirmName(name=called):
            return files.confirm_name(state, called)
        case intents.MoveInto():
            return files.move_samples(state, intent)
        case intents.DeleteSamples(sample=thrown):
            return files.delete_samples(state, thrown)
        case intents.DeleteRejected(count=count):
            return files.delete_rejected(state, count)
        case intents.MoveFolder(path=path, into=into):
            return files.move_folder(state, path, into)
        case intents.DeleteFolder(path=path):
            return files.delete_folder(state, path)
        case _:
            assert_never(intent)
