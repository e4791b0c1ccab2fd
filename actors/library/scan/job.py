"""A scan, from checking the root to marking missing samples.

Walking and reading alternate in short steps of a worker thread. The results of a step are stored
while the next files are read, so that rows appear during the scan, and it can be cancelled between
steps without losing results that were told. A round ends with all that was read stored: files are
moved between rounds only.
"""

from __future__ import annotations

import os
import sqlite3
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import partial
from time import monotonic
from typing import Protocol, TypeVar

import trio
from loguru import logger

from actors.kernel.mailbox import Address
from actors.library.errors import LibraryError, Vanished
from actors.library.query import hashes, scan, sources
from actors.library.query.scan import DuplicateSample
from actors.library.scan import relink_check
from actors.library.scan.comparison import Comparison, Unread, renumbered_devices
from actors.library.scan.content import read_content
from actors.library.scan.progress import Progress
from actors.library.scan.recognition import Changed, File, Pair, Recognition
from actors.library.scan.root import check_root
from actors.library.scan.token import WholeHash
from actors.library.scan.visibility import Visibility
from actors.library.store import Store
from actors.media.error import os_error_reason
from actors.messages import library
from models.audio.units import SampleId, SourceId
from models.library.file import Content, Entry, Problem
from models.library.file_name import encode_path
from models.library.identity import UNSETTLED, Fingerprint, impossible_moves
from models.library.sample import Sample
from models.library.scan_scope import WHOLE, Parts

Answer = TypeVar("Answer")
Item = TypeVar("Item")

STEP = 0.03
"""Seconds of walking or reading per step; an upper bound for the delay of cancellation."""
ROUND = 8
"""Steps of reading in a round, at most; fewer if files are to be moved."""
PAGE = 2000
"""Stored samples loaded at a time: 10 ms."""
FOLDERS = 20
"""Folders whose stored samples are loaded at a time, if only some are scanned."""
BATCH = 500
"""Samples marked or moved per transaction."""
BUDGET = 512 << 20
"""Bytes of full comparisons per scan: seconds. `Hashing` does the rest."""

_Read = tuple[SampleId | None, Entry, Content | None]
"""The sample at a file's path, the file, and what it holds; `None`: it has vanished."""


class Moving(Protocol):
    """Stores new paths of samples, and returns the samples."""

    def __call__(
        self, connection: sqlite3.Connection, moves: Sequence[scan.Move]
    ) -> tuple[Sample, ...]:
        """Store them within a transaction."""
        ...


class Verdict(Enum):
    """Result of comparing the content of a sample."""

    SAME = auto()
    DOUBTFUL = auto()
    """Probably the same: its fingerprint is equal."""
    CHANGED = auto()
    UNKNOWN = auto()
    """It is being written, or cannot be read."""


@dataclass(frozen=True, slots=True)
class ScanContext:
    """Resources shared by all scans."""

    store: Store
    events: Address[library.Event]
    threads: trio.CapacityLimiter
    file_lock: trio.Lock
    """Held during each round: files are moved between rounds."""
    trashes: Collection[bytes] = ()
    """Trash folders chosen by the user."""


class Scan:
    """Compares one source with the disk."""

    def __init__(
        self,
        context: ScanContext,
        root: sources.Root,
        progress: Progress,
        parts: Parts = WHOLE,
        *,
        full: bool = False,
    ) -> None:
        self._parts, self._full = parts, full
        self._store = context.store
        self._file_lock = context.file_lock
        self._root = root
        self._progress = progress
        self._events = context.events
        self._threads = context.threads
        self._comparison = Comparison(root.path, parts, context.trashes, full=full)
        self._todo: deque[Unread] = deque()
        self._apart: list[bytes] = []
        self._links: list[bytes] = []
        self._hindered = False
        self._vanished: set[SampleId] = set()
        self._moved: set[SampleId] = set()
        self._budget = BUDGET

    async def run(self) -> None:
        """Bring the library up to date; may be cancelled at any point.

        Raises:
            LibraryError: The database failed.
        """
        if not await self._is_reachable():
            return
        roots = await self._store.writer.read(sources.source_roots)
        sight = Visibility(await self._renumbered_roots(roots))
        recognition = Recognition(self._root.source, roots, sight)
        await self._learn()
        while self._todo or not self._progress.walked:
            async with self._file_lock:
                await self._take(recognition, [], await self._walk())
                await self._read(recognition)
            await self._progress.say()
        await self._read_elsewhere(recognition)
        proposed = await self._proposals(recognition)
        async with self._file_lock:
            await self._settle(recognition, proposed)
            await self._set_apart()
            await self._mark_missing()
            await self._store.writer.write(self._finish)

    def _finish(self, connection: sqlite3.Connection) -> None:
        """Store what only a scan that was not cancelled knows."""
        source, parts = self._root.source, self._parts
        scan.delete_empty_folders(connection)
        scan.store_links(connection, source, parts, self._links, complete=not self._hindered)
        if parts == WHOLE:
            scan.note_whole_scan(connection, source)

    async def _renumbered_roots(
        self, roots: Sequence[sources.Root]
    ) -> dict[SourceId, dict[int, int]]:
        """Return the new device numbers of sources, by source."""
        found: dict[SourceId, dict[int, int]] = {}
        for root in roots:
            reach = await self._thread(partial(check_root, root))
            if root.device is None or reach.device is None or reach.device == root.device:
                continue
            probes = await self._store.writer.read(
                partial(relink_check.choose_probes, source=root.source)
            )
            if not probes:
                continue
            same = await self._thread(partial(relink_check.is_moved_source, root.path, probes))
            if same:
                found[root.source] = {root.device: reach.device}
        return found

    async def _is_reachable(self) -> bool:
        reach = await self._thread(partial(check_root, self._root))
        if reach.offline:
            logger.warning("source {} is offline: {}", encode_path(self._root.path), reach.reason)
            self._progress.offline = True
            self._progress.fail(reach.reason)
        if reach.offline != self._root.offline or reach.device not in {None, self._root.device}:
            note = partial(
                sources.store_reach,
                source=self._root.source,
                offline=reach.offline,
                device=reach.device,
            )
            await self._store.writer.write(note)
        return not reach.offline

    async def _learn(self) -> None:
        after = SampleId(0)
        if self._parts != WHOLE:
            find = partial(scan.folders_in, source=self._root.source, parts=self._parts)
            for some in _batches(await self._store.writer.read(find), FOLDERS):
                work = partial(scan.known_in, folders=some)
                self._comparison.learn(await self._store.writer.read(work))
            return
        page = partial(scan.known_samples, source=self._root.source, limit=PAGE)
        while known := await self._store.writer.read(partial(page, after=after)):
            self._comparison.learn(known)
            after = known[-1].sample

    async def _walk(self) -> list[SampleId]:
        if self._progress.walked:
            return []
        step = await self._thread(partial(self._comparison.step, STEP))
        self._todo += step.unread
        self._apart += step.apart
        self._links += step.links
        self._hindered = self._hindered or bool(step.problems)
        self._progress.unsupported += step.unsupported
        self._progress.found += step.found
        self._progress.done += step.found - len(step.unread)
        self._progress.walked = step.finished
        for problem in step.problems:
            path = os.path.join(self._root.path, problem.path)
            logger.warning("skipped {}: {}", encode_path(path), problem.reason)
            self._progress.skipped += 1
            self._progress.note(problem)
        for noted in _batches(step.noted):
            note = partial(scan.store_identity, seen=noted)
            await self._store.writer.write(note, keeps_lists=True)
        return step.returned

    async def _read(self, recognition: Recognition) -> None:
        """Read a round of files; while those of one step are stored, the next ones are read."""
        files = await self._read_some()
        for _ in range(ROUND):
            if not self._todo or self._file_lock.statistics().tasks_waiting:
                break
            ahead: list[_Read] = []

            async def read(into: list[_Read] = ahead) -> None:
                into += await self._read_some()

            failure: LibraryError | None = None
            async with trio.open_nursery() as nursery:
                nursery.start_soon(read)
                try:
                    await self._take(recognition, files)
                except LibraryError as error:  # raised as it is, not in a group
                    failure = error
            if failure is not None:
                raise failure
            files = ahead
        await self._take(recognition, files)

    async def _read_some(self) -> list[_Read]:
        return await self._thread(partial(_read_some, self._root.path, self._todo, STEP))

    async def _take(
        self, recognition: Recognition, files: Sequence[_Read], returned: Sequence[SampleId] = ()
    ) -> None:
        """Store what was read, and samples that are there again."""
        new: list[File] = []
        known: list[tuple[SampleId, Entry, Content]] = []
        there = list(returned)
        for sample, entry, content in files:
            if content is None:
                self._vanish(sample, entry)
                continue
            if content.error:
                self._progress.note(Problem(entry.path, content.error))
            self._progress.skipped += content.transient
            if sample is None:
                new.append((entry, replace(content, error="") if content.transient else content))
            elif content.transient:
                there.append(sample)  # keep its data until it can be read again
            else:
                known.append((sample, entry, content))
        fresh = await self._sift(recognition, new)
        changed, waiting = await self._judged(recognition, known, self._root.path)
        await self._keep(self._root.source, fresh, changed, there)
        self._progress.done += len(files) - (len(new) - len(fresh)) - waiting

    def _vanish(self, sample: SampleId | None, entry: Entry) -> None:
        logger.info("vanished before it was read: {}", encode_path(entry.path))
        if sample is not None:
            self._vanished.add(sample)

    async def _sift(self, recognition: Recognition, new: list[File]) -> list[File]:
        await self._look_up(recognition, (content for _, content in new))
        return recognition.sift(new)

    async def _look_up(self, recognition: Recognition, contents: Iterable[Content]) -> None:
        """Find the samples that had these contents."""
        tokens = recognition.unknown(content.token for content in contents)
        if tokens:
            duplicates = await self._store.writer.read(
                partial(scan.duplicates_by_token, tokens=tokens)
            )
            if duplicates:  # their files are looked at
                await self._thread(partial(recognition.learn, tokens, duplicates))
            else:
                recognition.learn(tokens, ())

    async def _read_elsewhere(self, recognition: Recognition) -> None:
        """Read files of other sources that may have been swapped with ones of this source."""
        while strange := recognition.strange():
            for source, duplicates in strange.items():
                root = await self._store.writer.read(partial(sources.source_root, source=source))
                if root is None:
                    continue
                former = {one.sample: one for one in duplicates}
                todo = deque[Unread](
                    ((one.folder, one.name, 0, 0, None, None, None), one.sample)
                    for one in duplicates
                )
                while todo:
                    files = await self._thread(partial(_read_some, root.path, todo, STEP))
                    read = [
                        (sample, entry, content)
                        for sample, entry, content in files
                        if sample is not None and content is not None and not content.error
                    ]
                    known = [one for one in read if not former[one[0]].former]
                    await self._replaced(recognition, former, read)
                    await self._judged(recognition, known, root.path)
                    await self._progress.say()

    async def _replaced(
        self,
        recognition: Recognition,
        former: Mapping[SampleId, DuplicateSample],
        read: Sequence[tuple[SampleId, Entry, Content]],
    ) -> None:
        """Let files wait at whose paths the content was that is found elsewhere now."""
        replaced = [
            (entry, content, former[sample])
            for sample, entry, content in read
            if former[sample].former and content.token != former[sample].token
        ]
        await self._look_up(recognition, (content for _, content, _ in replaced))
        recognition.displace(replaced)

    async def _keep(
        self,
        source: SourceId,
        new: Sequence[File],
        known: Sequence[tuple[SampleId, Content]],
        returned: Sequence[SampleId],
    ) -> None:
        if not (new or known or returned):
            return

        def work(connection: sqlite3.Connection) -> tuple[Sample, ...]:
            scan.add_samples(connection, source, new)
            updated = scan.update_contents(connection, known)
            return updated + scan.mark_missing(connection, source, returned, missing=False)

        changed = await self._store.writer.write(work)
        self._progress.added += len(new)
        self._progress.updated += len(known)
        await self._tell(changed)

    async def _judged(
        self,
        recognition: Recognition,
        known: Sequence[tuple[SampleId, Entry, Content]],
        root: bytes,
    ) -> tuple[list[tuple[SampleId, Content]], int]:
        """Classify known samples by their content.

        Returns:
            Samples that became readable or unreadable, with their content; and the number of
            changed ones that wait for the end of the walk.
        """
        if not known:
            return [], 0
        ids = [sample for sample, _, _ in known]
        rows = await self._store.writer.read(partial(scan.stored_samples, ids=ids))
        stored = {one.sample: one for one in rows}
        afresh: list[tuple[SampleId, Content]] = []
        same: list[tuple[SampleId, Content]] = []
        doubtful: list[tuple[SampleId, Content]] = []
        changed: list[Changed] = []
        for sample, entry, content in known:
            was = stored.get(sample)
            if was is None:
                continue  # erased meanwhile
            if not was.token or not content.token:
                afresh.append((sample, content))
                continue
            path = os.path.join(root, entry.path)
            verdict = await self._compared(path, was, content)
            if verdict is Verdict.CHANGED:
                changed.append((entry, content, was))
            elif verdict is not Verdict.UNKNOWN:
                (doubtful if verdict is Verdict.DOUBTFUL else same).append((sample, content))
        await self._confirm(same, doubt=False)
        await self._confirm(doubtful, doubt=True)
        await self._look_up(recognition, (content for _, content, _ in changed))
        recognition.displace(changed)
        return afresh, len(changed)

    async def _compared(self, path: bytes, was: DuplicateSample, content: Content) -> Verdict:
        """Compare the content of a sample with the stored one, in full if needed."""
        before = Fingerprint(was.size, was.token, was.middle)
        equal = before.equals(Fingerprint(content.size, content.token, content.middle))
        if equal is not None:
            return Verdict.SAME if equal else Verdict.CHANGED
        same_times = was.ctime_ns in {None, content.ctime_ns} and was.ctime_ns != UNSETTLED
        timely = same_times and was.mtime_ns == content.mtime_ns
        if not self._full:
            if was.full_hash is None:
                # Undecidable: recomputing derived data is better than keeping stale data.
                return Verdict.SAME if timely else Verdict.CHANGED
            if content.size > self._budget:
                return Verdict.DOUBTFUL
            self._budget -= content.size
        found = await self._hash(path, content)
        if not found:
            return Verdict.UNKNOWN
        if was.full_hash is not None:
            return Verdict.SAME if found == was.full_hash else Verdict.CHANGED
        if not timely:
            return Verdict.CHANGED
        keep = partial(hashes.store_hash, sample=was.sample, found=found)
        await self._store.writer.write(keep, keeps_lists=True)
        return Verdict.SAME

    async def _confirm(self, same: Sequence[tuple[SampleId, Content]], *, doubt: bool) -> None:
        if not same:
            return
        work = partial(scan.confirm_contents, files=same, doubt=doubt)
        if others := await self._store.writer.write(work):
            await self._tell(others)

    async def _proposals(self, recognition: Recognition) -> dict[int, DuplicateSample]:
        """Return the former sample of each waiting file; slow if whole files are read."""
        now = renumbered_devices(self._comparison.devices)
        if now:
            work = partial(scan.renumber_devices, source=self._root.source, devices=now)
            await self._store.writer.write(work, keeps_lists=True)
        await self._thread(partial(recognition.forget_unseen, now))
        return await self._proposed(recognition)

    async def _settle(self, recognition: Recognition, proposed: dict[int, DuplicateSample]) -> None:
        lost = await self._thread(partial(recognition.still_lost, proposed))
        result = recognition.result(lost)
        if result.tangled:
            await self._move(scan.exchange_paths, result.tangled)
        for batch in _batches(result.moves):
            await self._move(scan.move_samples, batch)
        for rest in _batches(result.new):
            await self._keep(self._root.source, rest, (), ())
            self._progress.done += len(rest)
            await self._progress.say()
        for source, file in result.elsewhere:
            await self._keep(source, (file,), (), ())
        for changed in _batches(result.changed):
            await self._keep(self._root.source, (), changed, ())
            self._progress.done += len(changed)
            await self._progress.say()

    async def _move(self, move: Moving, moves: Sequence[scan.Move]) -> None:
        moved = await self._store.writer.write(partial(move, moves=moves))
        self._progress.moved += len(moved)
        self._progress.added += len(moves) - len(moved)
        self._progress.done += len(moves)
        self._moved |= {sample.id for sample in moved}
        await self._tell(moved)
        await self._progress.say()

    async def _proposed(self, recognition: Recognition) -> dict[int, DuplicateSample]:
        never: set[Pair] = set()
        barred: set[Pair] = set()
        sure: set[Pair] = set()
        found: dict[int, bytes] = {}
        while True:
            proposed = await self._thread(partial(recognition.proposed, never | barred))
            if wrong := recognition.differing(proposed):
                never |= wrong
                barred.clear()  # barred pairs may be possible now
                continue
            samples = {index: duplicate.sample for index, duplicate in proposed.items()}
            if held := impossible_moves(samples, recognition.staying):
                barred |= held
                continue
            doubtful = recognition.doubtful(proposed, sure)
            if not doubtful:
                return proposed
            for index, duplicate in doubtful.items():
                if index not in found:
                    content = recognition.waiting[index][1]
                    found[index] = await self._hash(recognition.path(index), content)
                if found[index] == duplicate.full_hash:
                    sure.add((index, duplicate.sample))
                else:
                    never.add((index, duplicate.sample))
                    barred.clear()

    async def _hash(self, path: bytes, content: Content) -> bytes:
        """Return the hash of a whole file; empty if it cannot be read or changes meanwhile."""
        whole = WholeHash(path)
        try:
            while (found := await self._thread(partial(whole.step, STEP))) is None:
                await self._progress.say()
            same = await self._thread(
                partial(whole.is_of, content.size, content.mtime_ns, content.ctime_ns)
            )
        except OSError as error:
            logger.warning("cannot compare {}: {}", encode_path(path), os_error_reason(error))
            return b""
        return found if same else b""

    async def _set_apart(self) -> None:
        """Remove samples in trashes from all lists; their marks are kept."""
        if not self._apart:
            return
        work = partial(scan.hide_samples, source=self._root.source, folders=self._apart)
        if changed := await self._store.writer.write(work):
            await self._tell(changed)

    async def _mark_missing(self) -> None:
        reach = await self._thread(partial(check_root, self._root))
        if reach.offline:  # unmounted meanwhile: files that were not found may exist
            await self._is_reachable()
            return
        lost = await self._thread(self._comparison.lost)
        for batch in _batches(sorted({*lost, *self._vanished} - self._moved)):
            mark = partial(scan.mark_missing, source=self._root.source, ids=batch, missing=True)
            marked = await self._store.writer.write(mark)
            self._progress.missing += len(marked)
            await self._tell(marked)
            await self._progress.say()

    async def _tell(self, changed: tuple[Sample, ...]) -> None:
        self._progress.changed = True
        if changed:
            await self._events.send(library.SamplesChanged(changed))

    async def _thread(self, work: Callable[[], Answer]) -> Answer:
        # A step is short and read-only, so it may be abandoned.
        return await trio.to_thread.run_sync(work, abandon_on_cancel=True, limiter=self._threads)


def _read_some(root: bytes, todo: deque[Unread], seconds: float) -> list[_Read]:
    until = monotonic() + seconds
    files: list[_Read] = []
    while todo and monotonic() < until:
        facts, sample = todo.popleft()
        entry = Entry(*facts)
        try:
            files.append((sample, entry, read_content(root, entry)))
        except Vanished:
            files.append((sample, entry, None))
    return files


def _batches(items: Sequence[Item], size: int = BATCH) -> Iterator[Sequence[Item]]:
    return (items[first : first + size] for first in range(0, len(items), size))
