"""Compare pairs of files in worker processes.

Most pairs are ruled out by their fingerprints, so each file is read once for one, and these are
compared here; only what is left is read again, in pairs.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable, Iterable, Sequence
from functools import partial

import numpy as np
import trio
from loguru import logger
from numpy.typing import NDArray

from actors.embeddings.duplicates.comparison import SLACK
from actors.embeddings.duplicates.ruled_out import Pair, RuledOut, pair_names
from actors.embeddings.duplicates.worker import BETWEEN, FIELDS, PRINT, PROOF
from actors.embeddings.job import ShowNotice, ignore_progress
from actors.embeddings.worker_pool import SIZE
from actors.kernel.worker import Worker, WorkerDied, start_worker
from models.audio.units import SampleId
from models.duplicates.fingerprint import (
    SpectralFingerprint,
    lowest_residual,
    unpack_fingerprint,
)
from models.duplicates.proof import PART, SURE, Proof, proven_kind, residual_limit
from models.duplicates.union_find import Joined
from models.library.sample import Sample

MODULE = "actors.embeddings.duplicates.worker"
STEP = 256
"""Pairs between two progress reports."""
TOGETHER = 8
"""Files per request of fingerprints."""
KEPT = 8192
"""Fingerprints in memory: one takes 4 kB."""
PATIENCE = 60.0
"""Seconds a file or a pair may take; the longest takes a few."""

Found = dict[tuple[SampleId, SampleId], Proof]
ShowFound = Callable[[Found], Awaitable[None]]


async def _nobody(_found: Found) -> None:
    """Ignore what is found."""


async def compare_pairs(
    pairs: Sequence[Pair],
    ruled_out: RuledOut,
    tell: ShowNotice = ignore_progress,
    same: Joined | None = None,
    show: ShowFound = _nobody,
) -> Found:
    """Return the proofs of pairs that are duplicates or likely so, by their ids.

    Cancelling loses no pair that was ruled out.

    Args:
        pairs: Pairs sharing a file should be adjacent: it is read once.
        ruled_out: Cache of pairs that are not duplicates.
        tell: Progress callback.
        same: Collects pairs proven for certain, by ids; pairs that follow from others are not
            compared. `None`: all are.
        show: Receives all found so far, whenever there is more.
    """
    names = await trio.to_thread.run_sync(pair_names, pairs)
    known = await trio.to_thread.run_sync(ruled_out.known, names)
    todo = np.flatnonzero(~known)
    found: Found = {}
    out = known.copy()
    begun = trio.current_time()
    try:
        async with trio.open_nursery() as workers:
            comparer = _Comparer(workers, same)
            for first in range(0, len(todo), STEP):
                block = todo[first : first + STEP]
                some = [pairs[at] for at in block]
                left, proofs = await comparer.compare(some)
                out[block] = ~left
                if proofs:
                    found |= proofs
                    await show(dict(found))
                done = first + len(block)
                await tell(done, len(todo), done / max(1e-3, trio.current_time() - begun))
            workers.cancel_scope.cancel()
    finally:
        if out.sum() > known.sum():
            with trio.CancelScope(shield=True):
                await trio.to_thread.run_sync(partial(ruled_out.keep, names[out]))
    return found


class _Comparer:
    """Compares pairs with processes that start on demand."""

    def __init__(self, nursery: trio.Nursery, same: Joined | None) -> None:
        self._nursery, self._same = nursery, same
        self._free: list[Worker] = []
        self._prints: OrderedDict[bytes, SpectralFingerprint | None] = OrderedDict()
        """By path; `None`: incomparable."""

    async def compare(self, pairs: Sequence[Pair]) -> tuple[NDArray[np.bool_], Found]:
        """Return which pairs were not ruled out, and the proofs of those that are duplicates."""
        left = np.ones(len(pairs), np.bool_)
        asked = [at for at, pair in enumerate(pairs) if not self._follows(pair)]
        await self._read_all(one.path for at in asked for one in pairs[at])
        worth = await trio.to_thread.run_sync(self._screen, [pairs[at] for at in asked])
        found: Found = {}
        todo = deque[int]()
        for at, possible in zip(asked, worth, strict=True):
            if possible is None:
                continue  # it could not be read: it may be another time
            left[at] = possible
            if possible:
                todo.append(at)

        async def work() -> None:
            while todo:
                at = todo.popleft()
                one, other = pairs[at]
                if self._follows(pairs[at]):
                    continue
                proof = await self._left(one, other)
                if proof is None:
                    continue
                if proven_kind(one, other, proof) is None:
                    left[at] = False
                    continue
                found[one.id, other.id] = proof
                if self._same and proof.left <= SURE and proof.parts <= PART:
                    self._same.join(one.id, other.id)

        await _side_by_side(work, len(todo))
        while len(self._prints) > KEPT:
            self._prints.popitem(last=False)
        return left, found

    def _follows(self, pair: Pair) -> bool:
        return self._same is not None and self._same.are_joined(pair[0].id, pair[1].id)

    async def _read_all(self, paths: Iterable[bytes]) -> None:
        """Read the fingerprints that are not in memory."""
        wanted = list(dict.fromkeys(paths))
        for path in wanted:
            if path in self._prints:
                self._prints.move_to_end(path)
        unread = [path for path in wanted if path not in self._prints]
        todo = deque(unread[at : at + TOGETHER] for at in range(0, len(unread), TOGETHER))

        async def work() -> None:
            while todo:
                some = todo.popleft()
                answers = await self._ask(*some)
                if answers is None and len(some) > 1:  # one of them is the cause
                    todo.extend([path] for path in some)
                    continue
                for path, answer in zip(some, answers or [b""], strict=True):
                    read = answer.startswith(PRINT)
                    self._prints[path] = unpack_fingerprint(answer[1:]) if read else None

        await _side_by_side(work, len(todo))

    def _screen(self, pairs: Sequence[Pair]) -> list[bool | None]:
        """Return for each pair whether it may be a duplicate; `None`: it cannot be compared."""
        results: list[bool | None] = []
        for one, other in pairs:
            first, second = self._prints[one.path], self._prints[other.path]
            if first is None or second is None:
                results.append(None)
            else:
                results.append(lowest_residual(first, second) <= residual_limit(one, other) + SLACK)
        return results

    async def _left(self, one: Sample, other: Sample) -> Proof | None:
        """Return the proof of a pair; `None`: it cannot be compared."""
        (answer,) = await self._ask(one.path + BETWEEN + other.path) or (b"",)
        if answer.startswith(PROOF):
            return Proof(*FIELDS.unpack_from(answer, len(PROOF)))
        reason = answer[1:].decode()
        logger.debug("not compared: {!r} and {!r}: {}", one.path, other.path, reason)
        return None

    async def _ask(self, *questions: bytes) -> list[bytes] | None:
        """Return the replies of a process; `None`: it died, or took too long."""
        worker = self._free.pop() if self._free else await start_worker(self._nursery, MODULE)
        try:
            answers = await worker.request_all(questions, PATIENCE)
        except (WorkerDied, trio.TooSlowError) as error:
            logger.warning("not compared: {}: {}", questions, error)
            worker.kill()
            return None
        except BaseException:
            worker.kill()
            raise
        self._free.append(worker)
        return answers


async def _side_by_side(work: Callable[[], Awaitable[None]], count: int) -> None:
    async with trio.open_nursery() as nursery:
        for _ in range(min(SIZE, count)):
            nursery.start_soon(work)
