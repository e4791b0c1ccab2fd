"""What a person does to files and folders; each of it can be taken back."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Sequence
from functools import partial
from typing import assert_never

import trio
from loguru import logger

from actors.kernel.mailbox import Address
from actors.library.errors import LibraryError
from actors.library.files import ledger, links, trash
from actors.library.files.ledger import Pair, Underway
from actors.library.files.moving import move
from actors.library.history import journal
from actors.library.query import samples, sources
from actors.library.scans import Scans
from actors.library.steps import History
from actors.library.store import Store
from actors.messages import library
from models.audio.units import SampleId, SourceId
from models.library.files.naming import problem, renamed
from models.library.naming import decoded, shown
from models.library.naming import name as last

Order = (
    library.RenameSample
    | library.MoveSamples
    | library.TrashSamples
    | library.NewFolder
    | library.RenameFolder
    | library.MoveFolder
    | library.TrashFolder
)
Planned = tuple[str, list[Pair]]
"""What is done, and which paths become which."""


class Filing:
    """Plans, writes down, moves, notes; and takes back."""

    def __init__(
        self, store: Store, events: Address[library.Event], scans: Scans, history: History
    ) -> None:
        self._store, self._events = store, events
        self._scans, self._history = scans, history

    async def begin(self) -> None:
        """Complete what a crash cut short."""
        if (left := await self._store.rows.read(ledger.underway)) is not None:
            logger.warning("completing what was under way: {}", left.words)
            await self._carry_out(left, resumed=True)

    async def obey(self, order: Order) -> None:
        """Do it, and say what came of it.

        Raises:
            LibraryError: it cannot be; the text says why, and nothing has moved.
        """
        words, pairs = await self._store.rows.read(partial(_planned, order=order))
        if not pairs:
            raise LibraryError("there is nothing to move")
        begin = partial(ledger.begin, words=words, pairs=pairs)
        await self._carry_out(await self._store.changes.write(begin, lasting=True))

    async def turn(self, *, back: bool) -> bool:
        """Take the newest step back, or do it again, if it is of files; tell whether it was."""
        find = journal.next_undo if back else journal.next_redo
        step = await self._store.rows.read(find)
        if step is None or step.kind != ledger.KIND:
            return False
        work = partial(ledger.again, step=step.id, back=back)
        await self._carry_out(await self._store.changes.write(work, lasting=True))
        return True

    async def _carry_out(self, underway: Underway, *, resumed: bool = False) -> None:
        async with self._scans.turn:  # a scan would see files that are nowhere for a moment
            work = partial(_moved, underway.pairs, resumed=resumed)
            moved, trouble = await trio.to_thread.run_sync(work)
            complete = partial(ledger.complete, done=underway, moved=moved)
            touched = await self._store.changes.write(complete, lasting=True)
        words = _words(underway, len(moved), trouble)
        logger.info("{}", words)
        listed = await self._store.rows.read(sources.listed)
        await self._events.send(library.SourcesListed(listed))
        for source in sorted(touched):
            await self._events.send(library.SamplesAdded(source))
        await self._events.send(library.FilesMoved(words, bool(trouble), undone=underway.back))
        await self._history.tell()


_DONE = {"delete": "deleted", "move": "moved", "rename": "renamed", "make": "created"}
"""Verbs of steps, once they are carried out."""


def _words(underway: Underway, count: int, trouble: str) -> str:
    verb, _, what = underway.words.partition(" ")
    done = f"{_DONE.get(verb, verb)} {what}"
    said = f"undone: {underway.words}" if underway.back else done
    if not trouble:
        return said
    return f"{said}: {count} of {len(underway.pairs)} done; {trouble}"


def _moved(pairs: Sequence[Pair], *, resumed: bool) -> tuple[list[Pair], str]:
    """Move everything that can be moved; return what did, and the first trouble."""
    done: list[Pair] = []
    trouble = ""
    for before, after in pairs:
        try:
            _one(before, after, resumed=resumed)
        except (LibraryError, OSError) as error:
            logger.warning("not moved: {}", error)
            trouble = trouble or str(error)
        else:
            done.append((before, after))
    return done, trouble


def _one(before: bytes, after: bytes, *, resumed: bool) -> None:
    if not before:
        os.makedirs(after, exist_ok=True)
    elif not after:
        if os.path.isdir(before):
            os.rmdir(before)
    else:
        move(before, after, resumed=resumed)
        trash.forget(before)
        trash.note(before, after)


# ---------------------------------------------------------------- what becomes what


def _planned(connection: sqlite3.Connection, order: Order) -> Planned:
    plan: Callable[[sqlite3.Connection], Planned]
    match order:
        case library.RenameSample():
            plan = partial(_rename, sample=order.sample, typed=order.name)
        case library.MoveSamples():
            plan = partial(_move, chosen=order.samples, source=order.source, folder=order.folder)
        case library.TrashSamples():
            plan = partial(_trash, chosen=order.samples, into=order.trash)
        case library.NewFolder():
            plan = partial(_new_folder, source=order.source, parent=order.parent, name=order.name)
        case library.RenameFolder():
            plan = partial(_rename_folder, source=order.source, path=order.path, name=order.name)
        case library.MoveFolder():
            plan = partial(_move_folder, source=order.source, path=order.path, into=order.into)
        case library.TrashFolder():
            plan = partial(_trash_folder, source=order.source, path=order.path, into=order.trash)
        case _:
            assert_never(order)
    return plan(connection)


def _rename(connection: sqlite3.Connection, sample: SampleId, typed: str) -> Planned:
    (before,) = _paths(connection, (sample,))
    _check(typed)
    folder, name = os.path.split(before)
    after = os.path.join(folder, renamed(name, typed))
    if after == before:
        raise LibraryError(f"it is called “{last(after)}” already")
    return f"rename “{last(before)}” to “{last(after)}”", [(before, after)]


def _move(
    connection: sqlite3.Connection, chosen: Sequence[SampleId], source: SourceId, folder: bytes
) -> Planned:
    target = os.path.join(_root(connection, source), folder)
    paths = [path for path in _paths(connection, chosen) if os.path.dirname(path) != target]
    if not paths:
        raise LibraryError(f"everything is in “{last(target)}” already")
    pairs = [(path, os.path.join(target, os.path.basename(path))) for path in paths]
    return f"move {_things(paths)} to “{last(target)}”", pairs


def _trash(
    connection: sqlite3.Connection, chosen: Sequence[SampleId], into: bytes | None
) -> Planned:
    paths = _paths(connection, chosen)
    held = links.held(connection, chosen, paths)
    free = links.entries([path for path in paths if path not in held])
    stay = [f"“{last(file)}” stays: “{last(link)}” is a link to it" for file, link in held.items()]
    if not free:
        raise LibraryError(stay[0])
    return "; ".join([f"delete {_things(free)}", *stay[:1]]), trash.places(free, into)


def _new_folder(
    connection: sqlite3.Connection, source: SourceId, parent: bytes, name: str
) -> Planned:
    _check(name)
    below = os.path.join(parent, decoded(name.strip()))
    after = os.path.join(_root(connection, source), below)
    if os.path.lexists(after):
        raise LibraryError(f"{shown(after)} is there already")
    return f"make the folder “{last(after)}”", [(b"", after)]


def _rename_folder(
    connection: sqlite3.Connection, source: SourceId, path: bytes, name: str
) -> Planned:
    _check(name)
    before = os.path.join(_root(connection, source), path)
    after = os.path.join(os.path.dirname(before), decoded(name.strip()))
    if after == before:
        raise LibraryError(f"it is called “{last(after)}” already")
    return f"rename “{last(before)}” to “{last(after)}”", [(before, after)]


def _move_folder(
    connection: sqlite3.Connection, source: SourceId, path: bytes, into: bytes
) -> Planned:
    root = _root(connection, source)
    before, target = os.path.join(root, path), os.path.join(root, into)
    after = os.path.join(target, os.path.basename(path))
    if not path or (into + b"/").startswith(path + b"/"):
        raise LibraryError(f"“{last(before)}” cannot be moved into itself")
    if after == before:
        raise LibraryError(f"“{last(before)}” is in “{last(target)}” already")
    return f"move the folder “{last(before)}” to “{last(target)}”", [(before, after)]


def _trash_folder(
    connection: sqlite3.Connection, source: SourceId, path: bytes, into: bytes | None
) -> Planned:
    if not path:
        raise LibraryError("a source itself is not thrown away: remove it from the list instead")
    before = os.path.join(_root(connection, source), path)
    inside = ledger.below(connection, source, path)
    for file, link in links.held(connection, *inside).items():
        raise LibraryError(
            f"“{last(before)}” stays: “{last(link)}” outside of it is a link to “{last(file)}”"
        )
    return f"delete the folder “{last(before)}”", trash.places([before], into)


def _check(name: str) -> None:
    if wrong := problem(name):
        raise LibraryError(wrong)


def _root(connection: sqlite3.Connection, source: SourceId) -> bytes:
    root = sources.root(connection, source)
    if root is None or root.offline:
        raise LibraryError("the source cannot be reached")
    return root.path


def _paths(connection: sqlite3.Connection, chosen: Sequence[SampleId]) -> list[bytes]:
    found = [sample.path for sample in samples.by_ids(connection, chosen) if not sample.missing]
    if not found:
        raise LibraryError("the files are missing")
    return found


def _things(paths: Sequence[bytes]) -> str:
    return f"“{last(paths[0])}”" if len(paths) == 1 else f"{len(paths)} files"
