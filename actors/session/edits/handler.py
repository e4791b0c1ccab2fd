"""Dispatch of intents about edits and their history."""

from __future__ import annotations

from typing import assert_never

from actors.messages import intents
from actors.session.decision import Decision
from actors.session.edits import backups, edits, history
from models.state.app import AppState


def handle(state: AppState, intent: intents.EditsIntent) -> Decision:
    """Apply an intent about edits."""
    match intent:
        case intents.EditShown():
            return edits.edit_shown(state, intent)
        case intents.ShapeFade():
            return edits.shape_fade(state, intent)
        case intents.ApplyFade(drop=drop):
            return edits.apply_fade(state, drop=drop)
        case intents.BeginEdit():
            return edits.open_sheet(state, intent)
        case intents.EditRows():
            return edits.edit_rows(state, intent)
        case intents.EditMembers():
            return edits.edit_members(state, intent)
        case intents.ConfigureEdit(edit=edit):
            return edits.configure(state, edit)
        case intents.ApplyEdit():
            return edits.apply(state)
        case intents.CopyHindered(container=container):
            return edits.copy_hindered(state, container)
        case intents.ForceHindered():
            return edits.force_hindered(state)
        case intents.OpenHistory():
            return history.toggle_sheet(state)
        case intents.OpenBackups():
            return backups.toggle_sheet(state)
        case intents.RequestRestore(name=name):
            return backups.request_restore(state, name)
        case intents.GoToStep(step=step):
            return history.go_to(state, step)
        case intents.ShowVersions(on=on):
            return history.show_versions(state, on=on)
        case intents.RestoreVersion(version=version):
            return history.restore(state, version)
        case intents.ReclaimSpace(everything=everything):
            return history.ask_to_reclaim(state, everything=everything)
        case intents.ConfirmReclaim(agreed=agreed):
            return history.reclaim(state, agreed=agreed)
        case _:
            assert_never(intent)
