"""Running and waiting scans.

One at a time: a drive reads files fastest in sequence, and a file that moved between sources is
seen by one scan only.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, field
from functools import partial

import trio
from loguru import logger

from actors.kernel.jobs import Jobs
from actors.kernel.latest import Latest
from actors.kernel.mailbox import Address
from actors.library.errors import LibraryError
from actors.library.following import follow
from actors.library.query import sources, trashes
from actors.library.scan.job import Scan, ScanContext
from actors.library.scan.progress import Progress, Silent
from actors.library.store import Store
from actors.messages import library
from models.audio.units import SourceId, Ticket
from models.library.scan_scope import WHOLE, Parts


@dataclass(frozen=True, slots=True)
class Count:
    """Number of scans."""

    running: int = 0
    """Waiting ones included."""
    ended: int = 0


@dataclass(frozen=True, slots=True)
class _Running:
    source: SourceId
    parts: Parts
    merged: tuple[bytes, ...]
    scope: trio.CancelScope = field(default_factory=trio.CancelScope)
    ended: trio.Event = field(default_factory=trio.Event)


class Scans:
    """Starts and cancels scans; each ends with exactly one `ScanEnded`."""

    def __init__(
        self,
        store: Store,
        events: Address[library.Event],
        jobs: Jobs,
        tell: Callable[[], Awaitable[None]],
    ) -> None:
        """Create the scheduler; `tell` sends the collections, as restored files may be members."""
        self._store = store
        self._tell = tell
        self._events = events
        self._jobs = jobs
        self._running: dict[Ticket, _Running] = {}
        self.file_lock = trio.Lock()
        """Held during each step of a scan, and while files are moved between two steps."""
        self._one = trio.Lock()
        """Held by a scan from start to end."""
        self._attempts: dict[trio.CancelScope, SourceId] = {}
        self._threads = trio.CapacityLimiter(1)
        self.count = Latest(Count())

    def start(
        self,
        ticket: Ticket,
        source: SourceId,
        parts: Parts = WHOLE,
        *,
        full: bool = False,
        merged: tuple[bytes, ...] = (),
    ) -> None:
        """Scan a source or some of its folders; a running scan of the same scope is cancelled.

        Args:
            ticket: Identifies the scan.
            source: Source to scan.
            parts: Its folders to scan.
            full: Read every file completely.
            merged: Roots of the sources that were merged into this one before, for the report.
        """
        for older in self._of(source):
            if parts in (WHOLE, older.parts):
                older.scope.cancel()
        self._running[ticket] = running = _Running(source, parts, merged)
        self._note(running=1)
        self._jobs.start(("scan", ticket), partial(self._run, ticket, running, full=full))

    def cancel(self, ticket: Ticket) -> None:
        """Cancel a scan that is still running."""
        if running := self._running.get(ticket):
            running.scope.cancel()

    async def rescan(self, source: SourceId, parts: Parts) -> None:
        """Rescan folders of a source after a change on disk; send events only if rows changed."""
        progress = Silent(Ticket(0), source, self._events)
        async with self._one:
            await self._scan(source, progress, parts)
        if progress.reason:
            logger.info("rescan after a change on disk: {}", progress.reason)
        if progress.any or progress.changed or progress.offline:
            await self._tell()
            listed = await self._store.rows.read(sources.list_sources)
            await self._events.send(library.SourcesListed(listed))
            await self._events.send(library.SamplesAdded(source))

    def renew(self, sources: Collection[SourceId]) -> None:
        """Restart the scans of these sources after files were moved.

        Stored results are kept; samples not seen yet are not marked missing.
        """
        for attempt, source in self._attempts.items():
            if source in sources:
                attempt.cancel()

    async def stop(self, source: SourceId) -> None:
        """Cancel the scans of a source and wait until they have ended."""
        for running in self._of(source):
            running.scope.cancel()
            await running.ended.wait()

    def _of(self, source: SourceId) -> list[_Running]:
        return [running for running in self._running.values() if running.source == source]

    async def _run(self, ticket: Ticket, running: _Running, *, full: bool) -> None:
        progress = Progress(ticket, running.source, self._events)
        try:
            with running.scope:
                await progress.say(first=True)
                async with self._one:
                    progress.restart()
                    await self._scan(running.source, progress, running.parts, full=full)
            await self._end(progress, running, cancelled=running.scope.cancelled_caught)
        finally:
            if self._running.get(ticket) is running:
                del self._running[ticket]
            self._note(running=-1, ended=1)
            running.ended.set()

    async def _scan(
        self,
        source: SourceId,
        progress: Progress,
        parts: Parts = WHOLE,
        *,
        full: bool = False,
    ) -> None:
        while True:
            attempt = trio.CancelScope()
            self._attempts[attempt] = source
            try:
                with attempt:
                    await self._attempt(source, progress, parts, full=full)
            finally:
                del self._attempts[attempt]
            if not attempt.cancel_called:
                return
            progress.renew()

    async def _attempt(
        self, source: SourceId, progress: Progress, parts: Parts, *, full: bool
    ) -> None:
        try:
            await follow(self._store)
            root = await self._store.writer.read(partial(sources.source_root, source=source))
            if root is None:
                progress.fail("the source is not known")
                return
            apart = await self._store.writer.read(trashes.known_trashes)
            context = ScanContext(self._store, self._events, self._threads, self.file_lock, apart)
            await Scan(context, root, progress, parts, full=full).run()
        except LibraryError as error:
            logger.opt(exception=error).info("a scan failed: {}", error)
            progress.fail(str(error))

    async def _end(self, progress: Progress, running: _Running, *, cancelled: bool) -> None:
        unreadable = 0
        try:
            listed = await self._store.rows.read(sources.list_sources)
            count = partial(sources.count_unreadable, source=running.source)
            unreadable = await self._store.rows.read(count)
        except LibraryError as error:
            progress.fail(str(error))
        else:
            await self._tell()
            await self._events.send(library.SourcesListed(listed))
        ended = progress.ended(unreadable, cancelled=cancelled, merged=running.merged)
        await self._events.send(ended)

    def _note(self, *, running: int, ended: int = 0) -> None:
        before = self.count.value
        self.count.publish(Count(before.running + running, before.ended + ended))
