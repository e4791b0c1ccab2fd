"""Sounds sent to a hot folder, which another program watches.

They are copied into the cache first, which may take long and can be cancelled; a step then moves
the copies, so that the other program never sees half a file. Undo moves them to the trash.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from secrets import token_hex

import trio

from actors.library.errors import HotFolderRefused, LibraryError
from actors.library.files.cache_copies import CacheCopies, open_copies
from actors.library.handover import FOLDER, PASTED
from actors.library.history.samples_action import samples_action
from actors.library.query import protection, samples
from actors.library.query.hot_places import memory_key
from actors.library.store import Store
from actors.library.work import TaskReporter, Work
from actors.media.error import os_error_reason
from actors.messages import library
from models.audio.span import Span
from models.audio.units import SampleId
from models.library.action import ActionKind
from models.library.export.name_template import format_stems, template_error
from models.library.export.sample_fields import template_fields
from models.library.file_name import decode_path, display_name, display_path
from models.library.hot_folder import HotFolder, HotPlace, Sounds, parse_hot_folder
from models.library.sample import Sample
from models.library.stored_json import load_json
from models.state.task_label import TaskKind, TaskLabel

LAST = "hot folder"
"""Key of the hot folder chosen last."""
Named = tuple[Sample, str]
"""A sample, and the stem of its copy."""


def read_hot_folder(
    connection: sqlite3.Connection, command: library.ReadHotFolder
) -> library.HotFolderRead:
    """Return the hot folder of a place, or of the nearest one above it."""
    nearest = (_stored(connection, memory_key(place)) for place in command.place.nearest())
    folder = next((one for one in nearest if one is not None), None)
    return library.HotFolderRead(command.ticket, folder, _stored(connection, LAST))


def remember(connection: sqlite3.Connection, place: HotPlace, folder: HotFolder) -> None:
    """Store the hot folder of a place."""
    value = json.dumps(folder.to_json())
    rows = [(memory_key(place), value), (LAST, value)]
    connection.executemany("INSERT OR REPLACE INTO memory VALUES (?, ?)", rows)


async def copy_sounds(
    command: library.SendFiles, store: Store, tasks: TaskReporter
) -> library.Deliver | None:
    """Copy sounds into the cache, under their future names; return what remains to be done.

    Returns:
        The next command; `None`: it was cancelled.

    Raises:
        HotFolderRefused: The folder or the template cannot be used.
        LibraryError: Something cannot be copied; nothing is left of the copies.
    """
    target = command.folder.path
    if reason := template_error(command.folder.template):
        raise HotFolderRefused(f"{command.folder.template}: {reason}")
    await trio.to_thread.run_sync(partial(_check, target, create=command.create))
    roots = await store.rows.read(protection.read_only_roots)
    protection.check_outside(roots, target)
    wanted = await store.rows.read(partial(_named, command=command))
    if not wanted:
        raise LibraryError("these samples are no longer in the library")
    if command.remember:
        work = partial(remember, place=command.place, folder=command.folder)
        await store.writer.write(work, durable=True, keeps_lists=True)
    folder = store.path.absolute().parent / FOLDER / PASTED / token_hex(8)
    paths = [sample.path for sample, _ in wanted]
    action = samples_action(ActionKind.SEND_FILES, paths, display_name(target))
    made: list[library.Deliver] = []
    async with tasks.report_task(TaskLabel(TaskKind.STEP, action=action)) as task:
        copy = partial(_copy_all, wanted, command, folder, task)
        made.append(await trio.to_thread.run_sync(copy))
    return made[0] if made else None


def _stored(connection: sqlite3.Connection, key: str) -> HotFolder | None:
    row = connection.execute("SELECT value FROM memory WHERE key = ?", (key,)).fetchone()
    return parse_hot_folder(load_json(row[0])) if row else None


def _check(folder: bytes, *, create: bool) -> None:
    """Check that files can be written to a folder; create a missing one, if that is wanted.

    Raises:
        HotFolderRefused: They cannot; the text says which and why.
    """
    path = display_path(folder)
    if not os.path.isabs(folder):
        raise HotFolderRefused(f"{path} is not a full path")
    if not os.path.lexists(folder):
        if not create:
            raise HotFolderRefused(f"the folder {path} is missing", missing=True)
        try:
            os.makedirs(folder, exist_ok=True)
        except OSError as error:
            reason = f"{path} cannot be created: {os_error_reason(error)}"
            raise HotFolderRefused(reason) from error
    if not os.path.isdir(folder):
        raise HotFolderRefused(f"{path} is not a folder")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise HotFolderRefused(f"no permission to write to {path}")


def _named(connection: sqlite3.Connection, command: library.SendFiles) -> tuple[Named, ...]:
    """Return the samples to be sent, in order, with stems by the template."""
    sounds, called = command.sounds, ""
    collection = sounds.collection or command.place.collection
    if collection is not None:
        row = connection.execute("SELECT name FROM collection WHERE id = ?", (collection,))
        called = (row.fetchone() or ("",))[0]
    found = samples.by_ids(connection, _ids(connection, sounds))
    roots = {
        one: display_name(root) for one, root in connection.execute("SELECT id, root FROM source")
    }
    fields = [template_fields(called, one, roots.get(one.source, "")) for one in found]
    stems = format_stems(command.folder.template, fields)
    return tuple(zip(found, stems, strict=True))


def _ids(connection: sqlite3.Connection, sounds: Sounds) -> Sequence[SampleId]:
    if sounds.collection is None:
        return sounds.samples
    rows = connection.execute(
        "SELECT sample FROM member JOIN sample ON sample.id = member.sample"
        " WHERE collection = ? AND missing < 4 ORDER BY place, sample",
        (sounds.collection,),
    )
    return [SampleId(sample) for (sample,) in rows]


def _copy_all(
    wanted: tuple[Named, ...], command: library.SendFiles, folder: Path, task: Work
) -> library.Deliver:
    target = command.folder.path
    there = [named for named in wanted if os.path.exists(named[0].path)]
    missing = [sample for sample, _ in wanted if not os.path.exists(sample.path)]
    if not there:
        raise LibraryError(f"{display_path(missing[0].path)} is missing")
    with open_copies(folder, target, task) as copies:
        copies.counter.expect(sum(sample.size for sample, _ in there))
        for sample, stem in there:
            _copy(sample, decode_path(stem), command.sounds.span, copies)
    return library.Deliver(tuple(copies.paths), target, _left_out(missing))


def _copy(sample: Sample, name: bytes, span: Span | None, copies: CacheCopies) -> None:
    """Copy a sample, or its span."""
    from actors.library.export.clip import write_clip  # when something is cut

    if span is None:
        copies.add(sample.path, name + os.path.splitext(sample.path)[1])
    else:
        cut = bytes(write_clip(sample.path, span.start, span.end, copies.folder).path)
        copies.rename(cut, name + os.path.splitext(cut)[1])


def _left_out(missing: Sequence[Sample]) -> str:
    if not missing:
        return ""
    more = f" and {len(missing) - 1} more are missing" if len(missing) > 1 else " is missing"
    return f"{missing[0].name}{more}"
