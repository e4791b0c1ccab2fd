"""Steps of the journal, versions of files, and the space that replaced contents take."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from dataclasses import replace
from functools import partial

import trio

from actors.kernel.mailbox import Address
from actors.library import restoration
from actors.library.edits.facts import Facts
from actors.library.edits.ledger import known_contents
from actors.library.edits.originals import FOLDER, Originals
from actors.library.errors import LibraryError
from actors.library.files.reason import write_error_reason
from actors.library.query import samples
from actors.library.steps import History
from actors.library.store import Store
from actors.messages import library
from models.audio.units import SampleId, Ticket
from models.edit.version import FileVersions, HistoryStep, OriginalsReport, Version
from models.library.action import Action
from models.library.file_name import display_name


async def handle(
    command: library.VersionCommand,
    store: Store,
    events: Address[library.Event],
    history: History,
) -> None:
    """Carry out a command and send its reply.

    Raises:
        LibraryError: The database or the folder of originals cannot be read or written.
    """
    originals = Originals(store.path.absolute().parent / FOLDER)
    match command:
        case library.ReadHistory():
            read = library.HistoryRead(command.ticket, await store.rows.read(steps))
            if command.reply_to is not None:
                with command.reply_to as reply:
                    reply.send(read)
            await events.send(read)
        case library.ReadVersions(sample=sample):
            found = await store.rows.read(partial(versions, sample=sample, originals=originals))
            await events.send(library.VersionsRead(command.ticket, found))
        case library.ReadOriginals():
            report = await trio.to_thread.run_sync(_usage, originals)
            await _send_usage(command, report, events)
        case library.ReadBackups():
            await events.send(await _read_backups(command.ticket, store))
        case library.RequestRestore(name=name):
            await trio.to_thread.run_sync(_request, store, name)
            await events.send(await _read_backups(command.ticket, store))
        case library.ReclaimOriginals():
            report = await _reclaim(command, store, originals)
            if not command.dry:
                await history.send_changes()
            await _send_usage(command, report, events, planned=command.dry)


async def _send_usage(
    command: library.ReadOriginals | library.ReclaimOriginals,
    report: OriginalsReport,
    events: Address[library.Event],
    *,
    planned: bool = False,
) -> None:
    read = library.OriginalsRead(command.ticket, report, planned)
    if command.reply_to is not None:
        with command.reply_to as reply:
            reply.send(read)
    await events.send(read)


async def _read_backups(ticket: Ticket, store: Store) -> library.BackupsRead:
    found = await trio.to_thread.run_sync(restoration.list_backups, store.path)
    requested = await trio.to_thread.run_sync(restoration.requested_backup, store.path)
    return library.BackupsRead(ticket, found, requested)


def _request(store: Store, name: str) -> None:
    try:
        restoration.request_restore(store.path, name)
    except restoration.Unrestorable as error:
        raise LibraryError(str(error)) from error
    except OSError as error:
        raise LibraryError(write_error_reason(error)) from error


def steps(connection: sqlite3.Connection) -> tuple[HistoryStep, ...]:
    """Return the steps of the journal, in the order they were done."""
    rows = connection.execute(
        "SELECT id, at, kind, words, undone FROM step"
        " WHERE id NOT IN (SELECT step FROM step_underway) ORDER BY id"
    )
    return tuple(
        HistoryStep(number, at, kind, Action.decode(words), bool(undone))
        for number, at, kind, words, undone in rows
    )


def versions(
    connection: sqlite3.Connection, sample: SampleId, originals: Originals
) -> FileVersions:
    """Return the versions of the file of a sample, oldest first."""
    rows = connection.execute(
        "SELECT id, at, hash, size, words FROM version WHERE sample = ? ORDER BY id", (sample,)
    ).fetchall()
    now = current_hash(connection, sample)
    return FileVersions(
        sample,
        tuple(
            Version(
                *(number, at, size, Action.decode(words) if words else None, digest == now),
                digest == now or originals.has(digest),
            )
            for number, at, digest, size, words in rows
        ),
    )


def current_hash(connection: sqlite3.Connection, sample: SampleId) -> bytes:
    """Return the SHA-256 that the file of a sample has, as far as that is known without reading.

    Empty: another program wrote it since, or it was never edited.
    """
    for one in samples.by_ids(connection, (sample,)):
        path = os.path.realpath(one.path)
        known = known_contents(connection, (path,)).get(path)
        with suppress(OSError):
            if known is not None and Facts.of(os.stat(path)) == known[1]:
                return known[0]
    return b""


def _usage(originals: Originals) -> OriginalsReport:
    try:
        every = list(originals.all())
    except OSError as error:
        raise LibraryError(f"the originals cannot be read: {write_error_reason(error)}") from error
    oldest = min((one.time for one in every), default=None)
    return OriginalsReport(len(every), sum(one.size for one in every), oldest)


async def _reclaim(
    command: library.ReclaimOriginals, store: Store, originals: Originals
) -> OriginalsReport:
    every = await trio.to_thread.run_sync(lambda: sorted(originals.all(), key=lambda one: one.time))
    in_use = sum(one.size for one in every)
    wanted = []
    for one in every:
        if in_use <= command.keep:
            break
        wanted.append(one)
        in_use -= one.size
    hashes = [one.hash for one in wanted]
    freed = sum(one.size for one in wanted)
    names = await store.rows.read(partial(_names, hashes=hashes))
    if command.dry:
        left = await trio.to_thread.run_sync(_usage, originals)
        return replace(left, removed=len(wanted), freed=freed, names=names)
    # First the steps: what is in the journal can be undone.
    await store.writer.write(partial(_forget, hashes=hashes), durable=True)
    for digest in hashes:
        try:
            await trio.to_thread.run_sync(originals.remove, digest)
        except OSError as error:
            reason = write_error_reason(error)
            raise LibraryError(f"an original cannot be deleted: {reason}") from error
    left = await trio.to_thread.run_sync(_usage, originals)
    return replace(left, removed=len(wanted), freed=freed, names=names)


def _names(connection: sqlite3.Connection, hashes: list[bytes]) -> tuple[str, ...]:
    """Return the names of the samples that had these contents."""
    found: dict[SampleId, None] = {}
    for digest in hashes:
        rows = connection.execute("SELECT sample FROM version WHERE hash = ?", (digest,))
        found |= dict.fromkeys(SampleId(sample) for (sample,) in rows)
    return tuple(display_name(one.path) for one in samples.by_ids(connection, tuple(found)))


def _forget(connection: sqlite3.Connection, hashes: list[bytes]) -> None:
    """Delete the steps that need contents which are about to be deleted."""
    for digest in hashes:
        connection.execute(
            "DELETE FROM step WHERE id NOT IN (SELECT step FROM step_underway) AND id IN"
            " (SELECT step FROM step_edit WHERE iif((SELECT undone FROM step AS one"
            " WHERE one.id = step_edit.step), after, before) = ?)",
            (digest,),
        )
        connection.execute("DELETE FROM known_content WHERE path = ?", (digest,))
