"""Files of other programs, pasted: copied into a folder, or added to a collection.

They are copied into the cache first, which may take long and can be cancelled; a step then moves
the copies into the folder. Undo moves them to the trash.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from secrets import token_hex

import trio

from actors.library.collections import members
from actors.library.errors import LibraryError
from actors.library.files.cache_copies import open_copies
from actors.library.handover import FOLDER, PASTED
from actors.library.history.samples_action import samples_action
from actors.library.query import sources
from actors.library.query.samples import ids_at
from actors.library.store import Store
from actors.library.work import TaskReporter, Work
from actors.media.sound_names import is_sound
from actors.messages import library
from models.audio.clock import thousands
from models.library.action import ActionKind
from models.library.extension import unsupported_extension
from models.library.file_name import display_name, display_path
from models.state.notice import Notice, NoticeKind
from models.state.task_label import TaskKind, TaskLabel


async def copy_files(
    command: library.PasteFiles, store: Store, tasks: TaskReporter
) -> library.BringIn | None:
    """Copy files into the cache, under names that are free in their folder.

    Returns:
        The command that moves the copies there; `None`: it was cancelled.

    Raises:
        LibraryError: Something cannot be copied; nothing is left of the copies.
    """
    root = await store.rows.read(partial(sources.source_root, source=command.source))
    if root is None or root.offline:
        raise LibraryError("the source is offline")
    if root.read_only:
        raise LibraryError(f"“{display_name(root.path)}” is read-only")
    target = os.path.join(root.path, command.folder).rstrip(b"/")
    refused = await trio.to_thread.run_sync(partial(_reasons, command.paths))
    wanted = tuple(path for path in command.paths if path not in refused)
    if not wanted:
        raise LibraryError(_left_out(refused) or "no audio files are on the clipboard")
    folder = store.path.absolute().parent / FOLDER / PASTED / token_hex(8)
    action = samples_action(ActionKind.PASTE_FILES, wanted, display_name(target))
    copied: list[bytes] = []
    async with tasks.report_task(TaskLabel(TaskKind.STEP, action=action)) as work:
        copy = partial(_copy_all, wanted, target, folder, work)
        copied += await trio.to_thread.run_sync(copy)
    if not copied:
        return None
    return library.BringIn(tuple(copied), command.source, command.folder, _left_out(refused))


def _reasons(paths: tuple[bytes, ...]) -> dict[bytes, str]:
    """Return why paths are not copied, those that are not."""
    found = {path: _reason(path) for path in paths}
    return {path: reason for path, reason in found.items() if reason}


def _reason(path: bytes) -> str:
    name = os.path.basename(path)
    if os.path.isdir(path):
        return "is a folder"
    if is_sound(name):
        return ""
    return "is not supported" if unsupported_extension(name) else "is not an audio file"


def _left_out(refused: Mapping[bytes, str]) -> str:
    """Return what was left out and why; empty: nothing was."""
    said = [f"{display_name(path)} {reason}" for path, reason in refused.items()]
    more = f" ({thousands(len(said) - 1)} more left out)" if len(said) > 1 else ""
    return f"{said[0]}{more}" if said else ""


def resolve_links(command: library.CollectFiles) -> library.CollectFiles:
    """Return the command with the files that links lead to: what was copied here may be some."""
    return replace(command, paths=tuple(map(os.path.realpath, command.paths)))


def collect_files(
    connection: sqlite3.Connection, command: library.CollectFiles
) -> library.StepDone | library.NothingDone:
    """Append the samples with these paths to a collection."""
    found = ids_at(connection, command.paths)
    others = [path for path in command.paths if path not in found]
    if not found:
        return library.NothingDone(Notice(NoticeKind.NOT_IN_LIBRARY, count=len(others)))
    done = members.add_members(connection, command.collection, [*found.values()])
    if not others or isinstance(done, library.NothingDone):
        return done
    left_out = f"not in the library: {display_path(others[0])}"
    more = f" and {len(others) - 1} more" if len(others) > 1 else ""
    return replace(done, notice=replace(done.notice, reason=left_out + more))


def _copy_all(paths: tuple[bytes, ...], target: bytes, folder: Path, work: Work) -> list[bytes]:
    with open_copies(folder, target, work) as copies:
        copies.counter.expect(sum(map(os.path.getsize, paths)))
        for path in paths:
            copies.add(path, os.path.basename(path))
    return copies.paths
