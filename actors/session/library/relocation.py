"""Rules of sources whose root moved up or down: folders have other relative paths."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from models.audio.units import SourceId
from models.library.path_prefix import relative_path
from models.library.source import Source
from models.library.view_state import ViewState
from models.state.app import AppState
from models.state.browser import Browser, Folders, Sources


def relocate_view_states(
    known: Sources, sources: Sequence[Source]
) -> Mapping[SourceId | None, ViewState]:
    """Return the view states with the present paths of their folders."""
    changed: dict[SourceId | None, ViewState] = {
        after.id: replace(
            stored,
            folder=_relocate_folder(stored.folder, before, after),
            more=tuple(_relocate_folder(path, before, after) for path in stored.more),
        )
        for before, after in relocated_sources(known, sources)
        if (stored := known.view_states.get(after.id)) is not None
    }
    return MappingProxyType({**known.view_states, **changed}) if changed else known.view_states


def relocate_browser(state: AppState, sources: Sequence[Source]) -> Browser:
    """Return the list with the present paths of its folders."""
    query = state.browser.query
    for before, after in relocated_sources(state.sources, sources):
        if after.id == query.source:
            more = tuple(_relocate_folder(path, before, after) for path in query.more_folders)
            query = replace(
                query, folder=_relocate_folder(query.folder, before, after), more_folders=more
            )
    return state.browser if query is state.browser.query else replace(state.browser, query=query)


def relocate_folders(state: AppState, sources: Sequence[Source]) -> Folders:
    """Return the folder tree with the present paths; it is read again."""
    for before, after in relocated_sources(state.sources, sources):
        if after.id == state.folders.source:
            known = state.folders
            return replace(
                known,
                all=(),
                focus=_relocate_folder(known.focus, before, after),
                open=frozenset(_relocate_folder(path, before, after) for path in known.open),
            )
    return state.folders


def relocated_sources(known: Sources, sources: Sequence[Source]) -> list[tuple[Source, Source]]:
    """Return the sources whose root moved up or down, before and after."""
    pairs = ((known.find(after.id), after) for after in sources)
    return [
        (before, after)
        for before, after in pairs
        if before is not None
        and before.root != after.root
        and not (
            relative_path(before.root, after.root) is relative_path(after.root, before.root) is None
        )
    ]


def _relocate_folder(folder: bytes, before: Source, after: Source) -> bytes:
    path = b"/".join((before.root.rstrip(b"/"), folder)) if folder else before.root
    return relative_path(path, after.root) or b""
