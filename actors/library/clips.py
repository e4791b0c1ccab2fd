"""A selection of the waveform becomes a sample: written, stored, collected."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from functools import partial
from pathlib import Path

import trio
from loguru import logger

from actors.library.collections import members
from actors.library.errors import LibraryError, RootRefused
from actors.library.export.clip import write
from actors.library.query import samples, scanning, sources
from actors.library.roots import Roots
from actors.library.scan.content import read
from actors.library.steps import History
from actors.library.store import Store
from actors.messages import library
from models.audio.units import CollectionId, SampleId, SourceId
from models.library.file import Content, Entry
from models.library.sample import Sample

FOLDER = "clips"
"""In our own folder: for clips of samples whose folder may not be written."""


async def clip(order: library.Clip, store: Store, roots: Roots, history: History) -> SourceId:
    """Write the clip and put it into the collection; return the source it is of.

    Undoing takes it out of the collection; the file stays.

    Raises:
        LibraryError: the sample is gone, or cannot be cut.
    """
    found = await store.rows.read(partial(samples.by_ids, ids=(order.sample,)))
    if not found:
        raise LibraryError("the sample is not in the library any more")
    span, elsewhere = order.span, store.path.parent / FOLDER
    cut = partial(write, found[0].path, span.start, span.end, elsewhere)
    made = await trio.to_thread.run_sync(cut)
    path = made.path
    logger.info("cut {} frames into {}", span.end - span.start, path)
    source, root = await _source(found[0], path, store, roots)
    entry = _entry(root, path)
    content = await trio.to_thread.run_sync(read, root, entry)
    work = partial(
        _stored,
        collection=order.collection,
        source=source,
        file=(entry, content),
        left_out=made.left_out,
    )
    await history.do(work)
    return source


async def _source(sample: Sample, path: Path, store: Store, roots: Roots) -> tuple[SourceId, bytes]:
    """Return the source that the file lies in, and its root."""
    root = await store.rows.read(partial(sources.root, source=sample.source))
    if root is not None and bytes(path).startswith(root.path.rstrip(b"/") + b"/"):
        return root.source, root.path
    try:
        held = await roots.hold(await roots.locate(bytes(path.parent)))
    except RootRefused as refusal:
        raise LibraryError(str(refusal)) from refusal
    return held.source, held.root


def _entry(root: bytes, path: Path) -> Entry:
    below = bytes(path).removeprefix(root.rstrip(b"/") + b"/")
    folder, _, name = below.rpartition(b"/")
    status = path.stat()
    return Entry(folder, name, status.st_size, status.st_mtime_ns)


def _stored(
    connection: sqlite3.Connection,
    collection: CollectionId,
    source: SourceId,
    file: tuple[Entry, Content],
    left_out: tuple[str, ...],
) -> library.CollectionsChanged:
    entry, _ = file
    scanning.add(connection, source, [file])
    (sample,) = connection.execute(
        "SELECT sample.id FROM sample JOIN folder ON folder.id = sample.folder"
        " WHERE sample.source = ? AND path = ? AND name = ?",
        (source, entry.folder, entry.name),
    ).fetchone()
    changed = members.collect(connection, collection, (SampleId(sample),))
    if not left_out:
        return changed
    return replace(changed, words=f"{changed.words}; not in the clip: {'; '.join(left_out)}")
