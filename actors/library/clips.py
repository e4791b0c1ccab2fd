"""Clips: spans of a sample, written to files and added to a collection."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import trio
from loguru import logger

from actors.library.collections import members
from actors.library.errors import LibraryError, RootRefused
from actors.library.files.reason import write_error_reason
from actors.library.query import areas, protection, samples, scan, sources, trashes
from actors.library.query.areas import Held
from actors.library.query.aside import vacate_path
from actors.library.query.sources import Root
from actors.library.scan.content import read_content
from actors.library.scan.root import check_root
from actors.library.steps import History
from actors.library.store import Store
from actors.library.work import TaskReporter, Work
from actors.media.error import Unreadable
from actors.media.sound_file import SoundFile
from actors.messages import library
from models.audio.span import Span
from models.audio.units import CollectionId, Frames, SampleId
from models.library.action import ActionKind
from models.library.file import Content, Entry
from models.library.file_name import display_name, display_path
from models.library.sample import Sample
from models.state.notice import Notice, NoticeKind
from models.state.task_label import TaskKind, TaskLabel

if TYPE_CHECKING:
    from actors.library.export.clip import Clip

FOLDER = "clips"
"""Default folder of clips, inside the library folder."""
Hold = Callable[[bytes], Awaitable[Held]]
"""Adds a folder to the library; raises `RootRefused`."""


@dataclass(frozen=True, slots=True)
class _Place:
    """The folder of new files."""

    held: Held
    """As the library lists it."""
    path: Path


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
    place = await _place(command.folder, store, hold)
    held, span = place.held, command.span
    cut = partial(_cut, found[0].path, span, place.path)
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


async def save_take(
    command: library.KeepTake, store: Store, hold: Hold, history: History
) -> tuple[Held, bytes]:
    """Copy a take into the clips folder, as one step; return its folder, and its path.

    Raises:
        LibraryError: It failed; no file is left behind.
    """
    place = await _place(command.folder, store, hold)
    stem = f"recording {datetime.now().astimezone():%Y-%m-%d %H.%M.%S}"
    files: list[_File] = []
    kept = False
    try:
        await trio.to_thread.run_sync(partial(_write_take, command.take, place, files, stem))
        with trio.CancelScope(shield=True):
            await history.record(partial(_stored_all, collection=None, files=files))
        kept = True
    finally:
        if not kept:
            with trio.CancelScope(shield=True):
                await trio.to_thread.run_sync(_discard, files)
    return place.held, bytes(files[0].made.path)


def _write_take(take: bytes, place: _Place, files: list[_File], stem: str) -> None:
    try:
        with SoundFile(take) as sound:
            span = Span(Frames(0), Frames(sound.frames))
    except Unreadable as error:
        raise LibraryError(f"the recording cannot be read: {error}") from error
    files.append(_file(_cut(take, span, place.path, stem), place.held))


async def save_spans(
    command: library.SaveSpans, store: Store, hold: Hold, history: History, works: TaskReporter
) -> tuple[Held, tuple[bytes, ...]] | None:
    """Write spans to new files, as one step.

    Returns:
        The folder that lists them, and their paths. `None`: it was cancelled, and no file is left
        behind.

    Raises:
        LibraryError: It failed; no file is left behind.
    """
    found = await store.rows.read(partial(samples.by_ids, ids=(command.sample,)))
    if not found:
        raise LibraryError("the sample is not in the library any more")
    place = await _place(command.folder, store, hold)
    files: list[_File] = []
    kept = False
    try:
        async with works.report_task(
            TaskLabel(TaskKind.SAVE_SPANS, display_name(found[0].path))
        ) as work:
            work.total = len(command.spans)
            await trio.to_thread.run_sync(
                partial(_write_all, command, found[0], place, files, work)
            )
            many = ActionKind.SAVE_PLACES if command.places else ActionKind.SAVE_SLICES
            stored = partial(_stored_all, collection=command.collection, files=files, many=many)
            with trio.CancelScope(shield=True):  # short, and must be completed
                await history.record(stored)
            kept = True
    finally:
        if not kept:
            with trio.CancelScope(shield=True):
                await trio.to_thread.run_sync(_discard, files)
    if not kept:
        await history.send_event(library.NothingDone(Notice(NoticeKind.SAVING_CANCELLED)))
        return None
    return place.held, tuple(os.fsencode(one.made.path) for one in files)


def _cut(path: bytes, span: Span, folder: Path, stem: str | None = None) -> Clip:
    from actors.library.export.clip import write_clip  # when something is cut

    return write_clip(path, span.start, span.end, folder, stem=stem)


def _write_all(
    command: library.SaveSpans,
    sample: Sample,
    place: _Place,
    files: list[_File],
    work: Work,
) -> None:
    """Write every span, and append each file once it is written."""
    held = place.held
    for span, stem in zip(command.spans, command.stems, strict=True):
        trio.from_thread.check_cancelled()
        files.append(_file(_cut(sample.path, span, place.path, stem), held))
        work.done += 1


def _file(made: Clip, held: Held) -> _File:
    """Return a clip with its database values; if these cannot be read, it is removed."""
    try:
        entry = _entry(held.root, made.path)
        return _File(made, held, entry, read_content(held.root, entry))
    except (LibraryError, OSError):
        made.path.unlink(missing_ok=True)
        raise


def _discard(files: list[_File]) -> None:
    for file in files:
        with suppress(OSError):
            file.made.path.unlink()


async def _place(chosen: bytes | None, store: Store, hold: Hold) -> _Place:
    """Return the place of a folder, which is added to the library.

    Raises:
        LibraryError: It cannot be used.
    """
    folder = await _folder(chosen, store)
    try:
        held = await hold(folder)
    except RootRefused as error:
        raise LibraryError(f"the clips folder cannot be used: {error}") from error
    path = os.path.join(held.root, held.folder).rstrip(b"/")
    return _Place(held, Path(os.fsdecode(path)))


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
    if await store.rows.read(partial(protection.is_read_only, path=real)):
        return await _folder(None, store)  # clips of read-only sources go elsewhere
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
    sample, made = _listed(connection, file), file.made
    if made.new:
        path = bytes(made.path)
        changed = members.add_clip(connection, collection, sample, path)
    else:
        changed = members.add_members(connection, collection, (sample,))
    if not made.left_out:
        return changed
    return replace(changed, notice=replace(changed.notice, reason=_lost(made.left_out)))


def _stored_all(
    connection: sqlite3.Connection,
    collection: CollectionId | None,
    files: list[_File],
    many: ActionKind = ActionKind.SAVE_SLICES,
) -> library.StepDone:
    listed = [_listed(connection, file) for file in files]
    paths = [bytes(file.made.path) for file in files]
    done = members.add_files(connection, collection, listed, paths, many)
    left = tuple(dict.fromkeys(line for file in files for line in file.made.left_out))
    return replace(done, notice=replace(done.notice, reason=_lost(left))) if left else done


def _lost(left_out: tuple[str, ...]) -> str:
    return f"not in the clip: {'; '.join(left_out)}"


def _listed(connection: sqlite3.Connection, file: _File) -> SampleId:
    """Add a file to the library; return its sample."""
    entry, source = file.entry, file.held.source
    if file.made.new:  # a deleted file of the same name is another sample
        vacate_path(connection, (source, os.path.join(entry.folder, entry.name)))
    scan.add_samples(connection, source, [(entry, file.content)])
    (sample,) = connection.execute(
        "SELECT sample.id FROM sample JOIN folder ON folder.id = sample.folder"
        " WHERE sample.source = ? AND path = ? AND name = ?",
        (source, entry.folder, entry.name),
    ).fetchone()
    return SampleId(sample)
