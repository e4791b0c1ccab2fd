"""One scan, from the look at the root to the marks on what is gone.

Walking and reading take turns in short steps of a worker thread, and what a
step found is stored before the next, so that rows appear while the scan goes
on, it can stop between any two steps, and what was found by then stays.
"""

from __future__ import annotations

import os
import sqlite3
from collections import deque
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from time import monotonic
from typing import TypeVar

import trio
from loguru import logger

from actors.kernel.mailbox import Address
from actors.library.errors import Vanished
from actors.library.query import scanning, sources
from actors.library.scan.comparison import Comparison, Unread
from actors.library.scan.content import read
from actors.library.scan.progress import Progress
from actors.library.scan.reason import why
from actors.library.scan.recognition import File, Pair, Recognition
from actors.library.scan.root import look
from actors.library.scan.token import WholeHash
from actors.library.store import Store
from actors.messages import library
from models.audio.units import SampleId
from models.library.file import Content, Entry, Problem
from models.library.naming import encoded
from models.library.part import WHOLE, Parts
from models.library.sample import Sample

Answer = TypeVar("Answer")
Item = TypeVar("Item")

STEP = 0.03
"""Seconds of walking or reading at a time; cancelling waits for no longer."""
PAGE = 2000
"""Known samples read at a time: 10 ms."""
BATCH = 500
"""Samples marked or moved at a time."""


class Scan:
    """Compares one source with the disk."""

    def __init__(  # noqa: PLR0913, PLR0917 - all that it works with, wired in one place
        self,
        store: Store,
        root: sources.Root,
        progress: Progress,
        events: Address[library.Event],
        threads: trio.CapacityLimiter,
        parts: Parts = WHOLE,
        trashes: Collection[bytes] = (),
    ) -> None:
        self._parts = parts
        self._store = store
        self._root = root
        self._progress = progress
        self._events = events
        self._threads = threads
        self._comparison = Comparison(root.path, parts, trashes)
        self._todo: deque[Unread] = deque()
        self._apart: list[bytes] = []
        self._vanished: set[SampleId] = set()
        self._moved: set[SampleId] = set()

    async def run(self) -> None:
        """Bring the library up to date; may be cancelled anywhere.

        Raises:
            LibraryError: the database says no.
        """
        if not await self._is_reachable():
            return
        roots = await self._store.changes.read(sources.roots)
        recognition = Recognition(self._root.path, roots)
        await self._learn()
        while self._todo or not self._progress.walked:
            returned = await self._walk()
            await self._read(recognition, returned)
            await self._progress.say()
        await self._settle(recognition)
        await self._set_apart()
        await self._mark_missing()
        await self._store.changes.write(scanning.sweep)

    async def _is_reachable(self) -> bool:
        reach = await self._thread(partial(look, self._root))
        if reach.offline:
            logger.warning("source {} is offline: {}", encoded(self._root.path), reach.problem)
            self._progress.offline = True
            self._progress.fail(reach.problem)
        if reach.offline != self._root.offline or reach.device not in {None, self._root.device}:
            note = partial(
                sources.note_reach,
                source=self._root.source,
                offline=reach.offline,
                device=reach.device,
            )
            await self._store.changes.write(note)
        return not reach.offline

    async def _learn(self) -> None:
        after = SampleId(0)
        if self._parts != WHOLE:
            work = partial(scanning.known_in, source=self._root.source, parts=self._parts)
            self._comparison.learn(await self._store.changes.read(work))
            return
        page = partial(scanning.known, source=self._root.source, limit=PAGE)
        while known := await self._store.changes.read(partial(page, after=after)):
            self._comparison.learn(known)
            after = known[-1].sample

    async def _walk(self) -> list[SampleId]:
        if self._progress.walked:
            return []
        step = await self._thread(partial(self._comparison.step, STEP))
        self._todo += step.unread
        self._apart += step.apart
        self._progress.found += step.found
        self._progress.done += step.found - len(step.unread)
        self._progress.walked = step.finished
        for problem in step.problems:
            path = os.path.join(self._root.path, problem.path)
            logger.warning("skipped {}: {}", encoded(path), problem.reason)
            self._progress.note(problem)
        return step.returned

    async def _read(self, recognition: Recognition, returned: Sequence[SampleId]) -> None:
        files = await self._thread(partial(_read_some, self._root.path, self._todo, STEP))
        new: list[File] = []
        known: list[tuple[SampleId, Content]] = []
        for sample, entry, content in files:
            if content is None:
                self._vanish(sample, entry)
                continue
            if content.error:
                self._progress.note(Problem(entry.path, content.error))
            if sample is None:
                new.append((entry, content))
            else:
                known.append((sample, content))
        fresh = await self._sift(recognition, new)
        await self._keep(fresh, known, returned)
        self._progress.done += len(files) - len(new) + len(fresh)

    def _vanish(self, sample: SampleId | None, entry: Entry) -> None:
        logger.info("vanished before it was read: {}", encoded(entry.path))
        if sample is not None:
            self._vanished.add(sample)

    async def _sift(self, recognition: Recognition, new: list[File]) -> list[File]:
        tokens = {content.token for _, content in new if content.token}
        if not tokens:
            return new
        twins = await self._store.changes.read(partial(scanning.twins, tokens=tokens))
        return await self._thread(partial(recognition.sift, new, twins)) if twins else new

    async def _keep(
        self,
        new: Sequence[File],
        known: Sequence[tuple[SampleId, Content]],
        returned: Sequence[SampleId],
    ) -> None:
        if not (new or known or returned):
            return
        source = self._root.source

        def work(connection: sqlite3.Connection) -> tuple[Sample, ...]:
            scanning.add(connection, source, new)
            updated = scanning.update(connection, known)
            return updated + scanning.mark(connection, source, returned, missing=False)

        changed = await self._store.changes.write(work)
        self._progress.added += len(new)
        self._progress.updated += len(known)
        await self._tell(changed)

    async def _settle(self, recognition: Recognition) -> None:
        proposed = await self._proposed(recognition)
        moves, new = recognition.result(proposed)
        for batch in _batches(moves):
            work = partial(scanning.move, source=self._root.source, moves=batch)
            moved = await self._store.changes.write(work)
            self._progress.moved += len(moved)
            self._progress.added += len(batch) - len(moved)
            self._progress.done += len(batch)
            self._moved |= {sample.id for sample in moved}
            await self._tell(moved)
            await self._progress.say()
        for rest in _batches(new):
            await self._keep(rest, (), ())
            self._progress.done += len(rest)
            await self._progress.say()

    async def _proposed(self, recognition: Recognition) -> dict[int, scanning.Twin]:
        never: set[Pair] = set()
        sure: set[Pair] = set()
        hashes: dict[int, bytes] = {}
        while True:
            proposed = await self._thread(partial(recognition.proposed, never))
            doubtful = recognition.doubtful(proposed, sure)
            if not doubtful:
                return proposed
            for index, twin in doubtful.items():
                if index not in hashes:
                    hashes[index] = await self._hash(recognition.path(index))
                alike = hashes[index] == twin.full_hash
                (sure if alike else never).add((index, twin.sample))

    async def _hash(self, path: bytes) -> bytes:
        whole = WholeHash(path)
        try:
            while (found := await self._thread(partial(whole.step, STEP))) is None:
                await self._progress.say()
        except OSError as error:
            logger.warning("cannot compare {}: {}", encoded(path), why(error))
            return b""
        return found

    async def _set_apart(self) -> None:
        """Take out of all lists what is in a trash by now; its marks are kept."""
        if not self._apart:
            return
        work = partial(scanning.set_apart, source=self._root.source, folders=self._apart)
        if changed := await self._store.changes.write(work):
            await self._tell(changed)

    async def _mark_missing(self) -> None:
        reach = await self._thread(partial(look, self._root))
        if reach.offline:  # the drive went away meanwhile: what was not met may well be there
            await self._is_reachable()
            return
        lost = await self._thread(self._comparison.lost)
        for batch in _batches(sorted({*lost, *self._vanished} - self._moved)):
            mark = partial(scanning.mark, source=self._root.source, ids=batch, missing=True)
            marked = await self._store.changes.write(mark)
            self._progress.missing += len(marked)
            await self._tell(marked)
            await self._progress.say()

    async def _tell(self, changed: tuple[Sample, ...]) -> None:
        self._progress.changed = True
        if changed:
            await self._events.send(library.SamplesChanged(changed))

    async def _thread(self, work: Callable[[], Answer]) -> Answer:
        # A step is short, reads only, and its result may be dropped: no need to wait for it.
        return await trio.to_thread.run_sync(work, abandon_on_cancel=True, limiter=self._threads)


def _read_some(
    root: bytes, todo: deque[Unread], seconds: float
) -> list[tuple[SampleId | None, Entry, Content | None]]:
    until = monotonic() + seconds
    files: list[tuple[SampleId | None, Entry, Content | None]] = []
    while todo and monotonic() < until:
        folder, name, size, mtime_ns, sample = todo.popleft()
        entry = Entry(folder, name, size, mtime_ns)
        try:
            files.append((sample, entry, read(root, entry)))
        except Vanished:
            files.append((sample, entry, None))
    return files


def _batches(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    return (items[first : first + BATCH] for first in range(0, len(items), BATCH))
