"""Hash whole files in the background.

The hash distinguishes files with equal ends for certain. It is never urgent: read a little, then
leave drive and processor alone for a while. Finished hashes are stored; cancelling loses at most
the current batch and file.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import trio
from loguru import logger

from actors.kernel.latest import Latest
from actors.kernel.mailbox import Address
from actors.library.errors import LibraryError
from actors.library.query import hashes
from actors.library.query.hashes import Unhashed
from actors.library.scan.token import WholeHash
from actors.library.scans import Count
from actors.library.store import Store
from actors.media.error import os_error_reason
from actors.messages import library
from models.audio.units import SampleId
from models.library.file_name import encode_path
from models.library.sample import Sample

Answer = TypeVar("Answer")

PAGE = 256
"""Files fetched, and hashes stored, at a time: each write invalidates sorted lists."""
RETRY = 30.0
"""Seconds until the next attempt after a database error."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Share of the machine that hashing may take."""

    delay: float = 5.0
    """Seconds after the start, reserved for the first screen."""
    work: float = 0.004
    """Seconds of reading at a time."""
    rest: float = 0.04
    """Seconds of rest after each."""


class Hashing:
    """Background job that fills in missing hashes."""

    def __init__(
        self,
        store: Store,
        events: Address[library.Event],
        scans: Latest[Count],
        pace: Pace,
    ) -> None:
        self._store, self._events = store, events
        self._scans = scans
        self._pace = pace
        self._thread = trio.CapacityLimiter(1)
        self._after = SampleId(0)

    async def run(self) -> None:
        """Hash files until cancelled."""
        await trio.sleep(self._pace.delay)
        passing = -1
        while True:
            await self._scans.until(lambda count: not count.running)
            ended = self._scans.value.ended
            if ended != passing:  # a scan may have changed files that this pass is past
                self._after, passing = SampleId(0), ended
            try:
                more = await self._page()
            except LibraryError as error:
                logger.warning("hashing failed, retrying: {}", error)
                await trio.sleep(RETRY)
                continue
            if not more:
                # Unreadable files are retried after the next scan, not before.
                self._after = SampleId(0)
                await self._scans.until(lambda count: count.ended != ended)  # noqa: B023 - called before the next round

    async def _page(self) -> bool:
        wanted = partial(hashes.unhashed, after=self._after, limit=PAGE)
        files = await self._store.rows.read(wanted)
        done: list[tuple[Unhashed, bytes]] = []
        others: tuple[Sample, ...] = ()
        try:
            for file in files:
                if (found := await self._hash(file)) is not None:
                    done.append((file, found))
                self._after = file.sample
        finally:
            if done:
                with trio.CancelScope(shield=True):  # one short transaction
                    keep = partial(hashes.store_hashes, hashes=done)
                    others = await self._store.writer.write(keep, keeps_lists=True)
        await self._tell(others)
        return bool(files)

    async def _tell(self, others: tuple[Sample, ...]) -> None:
        """Announce samples whose content turned out to differ."""
        if not others:
            return
        self._store.writer.invalidate_lists()
        logger.info("content changed in the middle of {} samples", len(others))
        await self._events.send(library.SamplesChanged(others))
        for source in sorted({sample.source for sample in others}):
            await self._events.send(library.SamplesAdded(source))

    async def _hash(self, file: Unhashed) -> bytes | None:
        whole = WholeHash(file.path)
        try:
            while True:
                await self._scans.until(lambda count: not count.running)
                found = await self._step(partial(whole.step, self._pace.work))
                await trio.sleep(self._pace.rest)
                if found is not None:
                    same = partial(whole.is_of, file.size, file.mtime_ns, file.ctime_ns)
                    return found if await self._step(same) else None
        except OSError as error:
            logger.debug("cannot hash {}: {}", encode_path(file.path), os_error_reason(error))
            return None

    async def _step(self, work: Callable[[], Answer]) -> Answer:
        return await trio.to_thread.run_sync(work, abandon_on_cancel=True, limiter=self._thread)
