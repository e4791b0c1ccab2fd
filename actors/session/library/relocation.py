"""Rules of sources whose root moved up or down: folders have other relative paths."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from models.audio.units import SourceId
from models.library.path_prefix import relative_path
from models.library.source import Source
from models.library.view_state import ViewState
from models.state.browser import Browser, Folders, Sources

Relocated = tuple[Source, Source]
"""A source before and after its root moved up or down."""


def relocate_view_states(
    known: Sources, moved: Sequence[Relocated]
) -> Mapping[SourceId | None, ViewState]:
    """Return the view states with the present paths of their folders."""
    changed: dict[SourceId | None, ViewState] = {
        after.id: replace(
            stored,
            folder=_relocate_folder(stored.folder, before, after),
            more=tuple(_relocate_folder(path, before, after) for path in stored.more),
        )
        for before, after in moved
        if (stored := known.view_states.get(after.id)) is not None
    }
    return MappingProxyType({**known.view_states, **changed}) if changed else known.view_states


def relocate_browser(browser: Browser, moved: Sequence[Relocated]) -> Browser:
    """Return the list with the present paths of its folders."""
    query = browser.query
    for before, after in moved:
        if after.id == query.source:
            more = tuple(_relocate_folder(path, before, after) for path in query.more_folders)
            query = replace(
                query, folder=_relocate_folder(query.folder, before, after), more_folders=more
            )
    return browser if query is browser.query else replace(browser, query=query)


def relocate_folders(folders: Folders, moved: Sequence[Relocated]) -> Folders:
    """Return the folder tree with the present paths; it is read again."""
    for before, after in moved:
        if after.id == folders.source:
            return replace(
                folders,
                all=(),
                focus=_relocate_folder(folders.focus, before, after),
                open=frozenset(_relocate_folder(path, before, after) for path in folders.open),
            )
    return folders


def relocated_sources(known: Sources, sources: Sequence[Source]) -> list[Relocated]:
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
