"""Where paths are in the library."""

from __future__ import annotations

import os
from functools import partial

import trio

from actors.library.query import areas, samples
from actors.library.store import Store
from actors.messages import library
from models.library.path_place import PathPlace
from models.library.path_prefix import relative_path


async def locate_paths(command: library.LocatePaths, store: Store) -> library.PathsLocated:
    """Return the sources, folders and samples of paths; symlinks are followed.

    Raises:
        LibraryError: The database cannot be read.
    """
    found = await trio.to_thread.run_sync(_on_disk, command.paths, abandon_on_cancel=True)
    places: list[PathPlace] = []
    for path, is_folder, exists in found:
        folder = path if is_folder else os.path.dirname(path)
        area = await store.rows.read(partial(areas.holder, path=folder))
        place = PathPlace(path, is_folder, exists)
        if area is not None and exists:
            below = relative_path(folder, area.root) or b""
            known = await store.rows.read(partial(samples.ids_at, paths=(path,)))
            place = PathPlace(path, is_folder, exists, area.source, below, known.get(path))
        places.append(place)
    return library.PathsLocated(command.ticket, tuple(places))


def _on_disk(paths: tuple[bytes, ...]) -> list[tuple[bytes, bool, bool]]:
    """Return each real path, whether it is a folder, and whether it exists."""
    real = [os.path.realpath(path) for path in paths]
    return [(path, os.path.isdir(path), os.path.lexists(path)) for path in real]
