"""Rules of files that another program drags over our window, and drops there."""

from __future__ import annotations

from dataclasses import replace

from actors.messages import handoff, intents, library
from actors.session.decision import Decision, with_notice
from models.state.app import AppState
from models.state.hover import Hover
from models.state.notice import Notice, NoticeKind


def show_hover(state: AppState, event: handoff.Hovered) -> AppState:
    """Return the state with files over the window."""
    return replace(state, hover=Hover(event.paths, event.folders))


def move_hover(state: AppState, event: handoff.HoverMoved) -> AppState:
    """Return the state with these files at another place."""
    if state.hover is None:
        return state
    return replace(state, hover=replace(state.hover, x=event.x, y=event.y))


def end_hover(state: AppState) -> AppState:
    """Return the state without files over the window."""
    return state if state.hover is None else replace(state, hover=None)


def drop_into_folder(state: AppState, intent: intents.DropIntoFolder) -> Decision:
    """Copy dropped files into a folder of the source shown."""
    source = state.folders.source
    if source is None:
        return Decision(with_notice(state, Notice(NoticeKind.PASTE_NEEDS_FOLDER)))
    return Decision(state, (library.PasteFiles(intent.paths, source, intent.folder),))


def drop_into_collection(state: AppState, intent: intents.DropIntoCollection) -> Decision:
    """Add dropped files of the library to a collection."""
    return Decision(state, (library.CollectFiles(intent.paths, intent.collection),))
