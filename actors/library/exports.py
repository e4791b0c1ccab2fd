"""Running exports; each ends with exactly one `ExportEnded`."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import trio
from loguru import logger

from actors.kernel.jobs import Jobs
from actors.kernel.mailbox import Address
from actors.library.errors import LibraryError
from actors.library.query import protection, samples
from actors.library.store import Store
from actors.messages import library
from models.audio.units import CollectionId, SampleId, Ticket
from models.library.export import settings
from models.library.export.name_template import template_error
from models.library.export.profile import Profile
from models.library.export.report import ExportReport
from models.library.file_name import display_name, display_path
from models.library.sample import Sample
from models.library.stored_json import load_json
from models.state.progress import progress_since

if TYPE_CHECKING:
    from actors.library.export.job import Export
    from actors.library.export.profiles import Profiles

Answer = TypeVar("Answer")

OFTEN = 0.2
"""Seconds between progress reports."""
ENDING = 2.0
"""Seconds an export has to remove partial output when the app closes."""


class Exports:
    """Starts and cancels exports; stores the folder and settings of each collection."""

    def __init__(self, store: Store, events: Address[library.Event], jobs: Jobs) -> None:
        self._store, self._events, self._jobs = store, events, jobs
        self._scopes: dict[Ticket, trio.CancelScope] = {}
        self._threads = trio.CapacityLimiter(1)
        self._one = trio.Lock()  # two exports may share a folder

    def start(self, command: library.ExportCollection) -> None:
        """Start exporting a collection; running exports continue."""
        self._scopes[command.ticket] = scope = trio.CancelScope()
        self._jobs.start(("export", command.ticket), partial(self._run, command, scope))

    def cancel(self, ticket: Ticket) -> None:
        """Cancel an export; a partially written file is removed."""
        if scope := self._scopes.get(ticket):
            scope.cancel()

    async def read(self, command: library.ReadExport) -> None:
        """Send the folder and settings of a collection's last export."""
        found = await self._store.rows.read(partial(_read, collection=command.collection))
        known = await self._profiles()
        for problem in known.problems:
            logger.warning("invalid hardware profile: {}", problem)
        await self._events.send(replace(found, profiles=known.all, profile_problems=known.problems))

    async def _profiles(self) -> Profiles:
        from actors.library.export.profiles import load_profiles  # when they are asked for

        return await trio.to_thread.run_sync(load_profiles, self._store.path.parent)

    async def _run(self, command: library.ExportCollection, scope: trio.CancelScope) -> None:
        try:
            report = await self._exported(command, scope)
        except LibraryError as error:
            logger.opt(exception=error).info("an export failed: {}", error)
            report = ExportReport("", display_path(command.folder), reason=str(error))
        finally:
            del self._scopes[command.ticket]
        logger.info("exported: {}", report)
        await self._events.send(library.ExportEnded(command.ticket, report))

    async def _exported(
        self, command: library.ExportCollection, scope: trio.CancelScope
    ) -> ExportReport:
        called, members = await self._store.rows.read(partial(_members, command=command))
        folder = display_path(command.folder)
        if called is None:
            return ExportReport("", folder, reason="that collection is gone")
        target = command.folder + b"/sample"
        await self._store.rows.read(partial(protection.check_writable, paths=(target,)))
        settings = command.settings
        profile: Profile | None = None
        if settings.profile:
            found = (await self._profiles()).find(settings.profile)
            if isinstance(found, str):
                return ExportReport(called, folder, reason=found)
            profile, settings = found, found.settings(prune=settings.prune)
        elif reason := template_error(settings.template):
            return ExportReport(called, folder, reason=f"{settings.template}: {reason}")
        from actors.library.export.job import Export, ExportStopped  # when something is exported

        pause = trio.from_thread.check_cancelled
        export = Export(called, members, Path(_text(command.folder)), settings, pause, profile)
        if wrong := "; ".join(await self._thread(export.check)):
            reason = f"not for the {profile.title if profile else folder}: {wrong}"
            return ExportReport(called, folder, reason=reason)
        await self._store.writer.write(
            partial(_remember, command=command), durable=True, keeps_lists=True
        )
        try:
            with scope:
                async with self._one:
                    await self._write(command.ticket, export)
        except ExportStopped as stopped:
            return await self._thread(partial(export.end, reason=str(stopped)))
        except trio.Cancelled:  # the app closes
            with trio.CancelScope(deadline=trio.current_time() + ENDING, shield=True):
                await self._thread(partial(export.end, cancelled=True))
            raise
        return await self._thread(partial(export.end, cancelled=scope.cancelled_caught))

    async def _write(self, ticket: Ticket, export: Export) -> None:
        await self._thread(export.begin)
        begun = reported = time.monotonic()
        await self._say(ticket, export, begun)
        while export.done < len(export.members):
            await self._thread(export.step)
            await trio.lowlevel.checkpoint()
            if time.monotonic() - reported >= OFTEN:
                reported = time.monotonic()
                await self._say(ticket, export, begun)

    async def _say(self, ticket: Ticket, export: Export, begun: float) -> None:
        elapsed = time.monotonic() - begun
        progress = progress_since(ticket, export.done, len(export.members), elapsed)
        await self._events.send(library.ExportProgressed(progress))

    async def _thread(self, work: Callable[[], Answer]) -> Answer:
        # Not abandoned on cancel: no thread may go on writing.
        return await trio.to_thread.run_sync(work, limiter=self._threads)


def _members(
    connection: sqlite3.Connection, command: library.ExportCollection
) -> tuple[str | None, tuple[tuple[Sample, str], ...]]:
    """Return the name of the collection, and its samples with the names of their sources."""
    row = connection.execute("SELECT name FROM collection WHERE id = ?", (command.collection,))
    called = row.fetchone()
    ids = connection.execute(
        "SELECT sample FROM member JOIN sample ON sample.id = member.sample"
        " WHERE collection = ? AND missing < 4 ORDER BY place, sample",
        (command.collection,),
    )
    found = samples.by_ids(connection, [SampleId(sample) for (sample,) in ids])
    roots = {
        one: display_name(root) for one, root in connection.execute("SELECT id, root FROM source")
    }
    members = tuple((sample, roots[sample.source]) for sample in found)
    return (called[0] if called else None), members


def _read(connection: sqlite3.Connection, collection: CollectionId) -> library.ExportRead:
    row = connection.execute(
        "SELECT folder, settings FROM export WHERE collection = ?", (collection,)
    ).fetchone()
    if row is None:
        return library.ExportRead(collection, b"", settings.ExportSettings())
    return library.ExportRead(collection, row[0], settings.parse_settings(load_json(row[1])))


def _remember(connection: sqlite3.Connection, command: library.ExportCollection) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO export VALUES (?, ?, ?)",
        (command.collection, command.folder, json.dumps(command.settings.to_json())),
    )


def _text(path: bytes) -> str:
    return path.decode("utf-8", "surrogateescape")
