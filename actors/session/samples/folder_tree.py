"""Rules of the folder tree: it shows the source of the list."""

from __future__ import annotations

from dataclasses import replace

from actors.messages import library
from actors.session.decision import Decision
from models.library.query import Query
from models.state.app import AppState
from models.state.browser import Folders


def follow_query(state: AppState, query: Query) -> Decision:
    """Show the tree of the listed source, if it changed."""
    if query.source == state.folders.source:
        return Decision(state)
    sources = replace(state.sources, focus=query.source)
    folders = replace(Folders(query.source), focus=query.folder)
    return read_folders(replace(state, sources=sources, folders=folders))


def read_folders(state: AppState) -> Decision:
    """Request the folder tree of the open source."""
    source = state.folders.source
    commands = () if source is None else (library.ReadFolders(source),)
    return Decision(state, commands)
