"""Files of other programs over our window: what a drop would do."""

from __future__ import annotations

from functools import partial

from actors.messages import intents
from models.audio.units import CollectionId
from ui.text import drop as text
from ui.widgets.drag_layer import Box, DragPayload, Drop


def folder_payload(paths: tuple[bytes, ...]) -> DragPayload:
    """Return what a drop of folders leads to: no place of the window makes a difference."""
    return DragPayload(text.dropped(paths))


def file_payload(paths: tuple[bytes, ...]) -> DragPayload:
    """Return what a drop of files leads to, over folders, collections and the search field."""
    return DragPayload(
        text.dropped(paths),
        into=partial(_collect, paths),
        filed=partial(_copy, paths),
        asked=intents.AskWithFiles(paths),
    )


def add_sources(paths: tuple[bytes, ...], box: Box) -> Drop:
    """Return the effect of dropping folders; the intent is that of the first."""
    return Drop(box, intents.AddSource(next(iter(paths), b"")), text.ADD_SOURCE)


def find_similar(paths: tuple[bytes, ...], box: Box) -> Drop:
    """Return the effect of dropping files anywhere else."""
    first, more = next(iter(paths), b""), paths[1:]
    return Drop(box, intents.FindSimilar(path=first, more=more), text.FIND_SIMILAR)


def _collect(paths: tuple[bytes, ...], collection: CollectionId) -> intents.Intent:
    return intents.DropIntoCollection(paths, collection)


def _copy(paths: tuple[bytes, ...], folder: bytes) -> intents.Intent | None:
    return intents.DropIntoFolder(paths, folder)
