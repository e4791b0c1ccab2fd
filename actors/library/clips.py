"""Clips: spans of a sample, written to files and added to a collection."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import trio
from loguru import logger

from actors.library.collections import members
from actors.library.errors import LibraryError, RootRefused
from actors.library.export.clip import Clip, write_clip
from actors.library.files.reason import write_error_reason
from actors.library.query import areas, samples, scan, sources, trashes
from actors.library.query.areas import Held
from actors.library.query.aside import vacate_path
from actors.library.query.sources import Root
from actors.library.scan.content import read_content
from actors.library.scan.root import check_root
from actors.library.steps import History
from actors.library.store import Store
from actors.messages import library
from models.audio.units import CollectionId, SampleId
from models.library.file import Content, Entry
from models.library.file_name import display_path

FOLDER = "clips"
"""Default folder of clips, inside the library folder."""
Hold = Callable[[bytes], Awaitable[Held]]
"""Adds a folder to the library; raises `RootRefused`."""


@dataclass(frozen=True, slots=True)
class _File:
    """A clip and its database values."""

    made: Clip
    held: Held
    entry: Entry
    content: Content


async def save_clip(command: library.Clip, store: Store, hold: Hold, history: History) -> Held:
    """Write a clip and add it to a collection, as one step; return the folder that lists it.

    Raises:
        LibraryError: It failed; no file is left behind.
    """
    found = await store.rows.read(partial(samples.by_ids, ids=(command.sample,)))
    if not found:
        raise LibraryError("the sample is not in the library any more")
    folder = await _folder(command.folder, store)
    try:
        held = await hold(folder)
    except RootRefused as error:
        raise LibraryError(f"the clips folder cannot be used: {error}") from error
    folder = os.path.join(held.root, held.folder).rstrip(b"/")
    span = command.span
    cut = partial(write_clip, found[0].path, span.start, span.end, Path(os.fsdecode(folder)))
    made = await trio.to_thread.run_sync(cut)
    logger.info("clip of {} frames: {}", span.end - span.start, made.path)
    try:
        entry = _entry(held.root, made.path)
        content = await trio.to_thread.run_sync(read_content, held.root, entry)
        file = _File(made, held, entry, content)
        await history.record(partial(_stored, collection=command.collection, file=file))
    except (LibraryError, OSError):
        if made.new:  # not stored in the library
            with suppress(OSError):
                made.path.unlink()
        raise
    return held


async def _folder(chosen: bytes | None, store: Store) -> bytes:
    """Return the folder for clips, creating it if needed.

    Raises:
        LibraryError: It does not exist and cannot be created; the text says why.
    """
    if chosen is None:
        folder = bytes(store.path.absolute().parent / FOLDER)
        await trio.to_thread.run_sync(partial(_make, folder, parents=True))
        return folder
    if not os.path.isabs(chosen):
        raise LibraryError(f"the clips folder {display_path(chosen)} is not a full path")
    real = await trio.to_thread.run_sync(os.path.realpath, chosen)
    root, thrown = await store.rows.read(partial(_known, folder=real))
    if thrown:
        raise LibraryError(
            f"the clips folder {display_path(chosen)} is in a trash: nothing is listed there"
        )
    await trio.to_thread.run_sync(_prepare, real, root)
    return real


def _known(connection: sqlite3.Connection, folder: bytes) -> tuple[Root | None, bool]:
    """Return the source that contains a folder, and whether the folder is in a trash."""
    area = areas.holder(connection, folder)
    root = sources.source_root(connection, area.source) if area is not None else None
    apart = trashes.known_trashes(connection)
    return root, trashes.is_in_trash(apart, os.path.join(folder, b"clip"))


def _prepare(folder: bytes, root: Root | None) -> None:
    """Create a chosen folder if it is absent and its drive is mounted.

    Args:
        folder: Absolute, symlinks resolved.
        root: The source that contains it; it must be online.
    """
    if root is not None and (reason := check_root(root).reason):
        raise LibraryError(f"the clips folder {display_path(folder)} is offline: {reason}")
    _make(folder, parents=root is not None)


def _make(folder: bytes, *, parents: bool) -> None:
    """Create a folder if it is absent.

    Args:
        folder: Absolute.
        parents: Create its parents too. Otherwise they must exist, as a drive may be unmounted.
    """
    try:
        if parents:
            os.makedirs(folder, exist_ok=True)
        else:
            with suppress(FileExistsError):
                os.mkdir(folder)
    except OSError as error:
        about = os.fsencode(error.filename) if isinstance(error.filename, str | bytes) else folder
        said = f"the clips folder {display_path(folder)} cannot be made"
        if isinstance(error, FileNotFoundError):
            about = os.path.dirname(folder)
        where = "" if about == folder else f"{display_path(about)}: "
        raise LibraryError(f"{said}: {where}{write_error_reason(error)}") from error


def _entry(root: bytes, path: Path) -> Entry:
    below = bytes(path).removeprefix(root.rstrip(b"/") + b"/")
    folder, _, name = below.rpartition(b"/")
    status = path.stat()
    return Entry(folder, name, status.st_size, status.st_mtime_ns)


def _stored(
    connection: sqlite3.Connection, collection: CollectionId, file: _File
) -> library.StepDone | library.NothingDone:
    entry, source, made = file.entry, file.held.source, file.made
    if made.new:  # a deleted file of the same name is another sample
        below = os.path.join(entry.folder, entry.name)
        vacate_path(connection, (source, below))
    scan.add_samples(connection, source, [(entry, file.content)])
    (sample,) = connection.execute(
        "SELECT sample.id FROM sample JOIN folder ON folder.id = sample.folder"
        " WHERE sample.source = ? AND path = ? AND name = ?",
        (source, entry.folder, entry.name),
    ).fetchone()
    if made.new:
        path = bytes(made.path)
        changed = members.add_clip(connection, collection, SampleId(sample), path)
    else:
        changed = members.add_members(connection, collection, (SampleId(sample),))
    if not made.left_out:
        return changed
    lost = f"not in the clip: {'; '.join(made.left_out)}"
    return replace(changed, notice=replace(changed.notice, reason=lost))
