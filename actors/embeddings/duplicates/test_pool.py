"""Compare pairs of files with an executor.

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
from actors.embeddings.duplicates.worker import FIELDS, PRINT, PROOF
from actors.embeddings.executor import Executor, Quarantine, Question, answer_all
from actors.embeddings.job import ShowNotice, ignore_progress
from models.audio.units import SampleId
from models.duplicates.fingerprint import (
    SpectralFingerprint,
    lowest_residual,
    unpack_fingerprint,
)
from models.duplicates.proof import PART, SURE, Proof, proven_kind, residual_limit
from models.duplicates.union_find import Joined
from models.library.sample import Sample

STEP = 256
"""Pairs between two progress reports, for an executor of up to `USUAL`."""
USUAL = 8
TOGETHER = 8
"""Files per request of fingerprints."""
KEPT = 8192
"""Fingerprints in memory: one takes 4 kB."""
Found = dict[tuple[SampleId, SampleId], Proof]
ShowFound = Callable[[Found], Awaitable[None]]


async def _nobody(_found: Found) -> None:
    """Ignore what is found."""


async def compare_pairs(
    pairs: Sequence[Pair],
    comparer: Comparer,
    ruled_out: RuledOut,
    tell: ShowNotice = ignore_progress,
    show: ShowFound = _nobody,
) -> Found:
    """Return the proofs of pairs that are duplicates or likely so, by their ids.

    Cancelling loses no pair that was ruled out.

    Args:
        pairs: Pairs sharing a file should be adjacent: it is read once.
        comparer: Compares them.
        ruled_out: Cache of pairs that are not duplicates.
        tell: Progress callback.
        show: Receives all found so far, whenever there is more.

    Raises:
        ExecutorFailed: In a group: there is no worker, and there will be none.
    """
    names = await trio.to_thread.run_sync(pair_names, pairs)
    known = await trio.to_thread.run_sync(ruled_out.known, names)
    todo = np.flatnonzero(~known)
    found: Found = {}
    out = known.copy()
    begun = trio.current_time()
    try:
        step = STEP * max(1, comparer.size // USUAL)
        for first in range(0, len(todo), step):
            block = todo[first : first + step]
            some = [pairs[at] for at in block]
            left, proofs = await comparer.compare(some)
            out[block] = ~left
            if proofs:
                found |= proofs
                await show(dict(found))
            done = first + len(block)
            await tell(done, len(todo), done / max(1e-3, trio.current_time() - begun))
    finally:
        if out.sum() > known.sum():
            with trio.CancelScope(shield=True):
                await trio.to_thread.run_sync(partial(ruled_out.keep, names[out]))
    return found


class Comparer:
    """Compares pairs with an executor."""

    def __init__(
        self,
        executor: Executor,
        same: Joined | None = None,
        pause: Callable[[], Awaitable[None]] = trio.lowlevel.checkpoint,
    ) -> None:
        """Create it.

        Args:
            executor: Reads and compares files.
            same: Collects pairs proven for certain, by ids; pairs that follow from others are not
                compared then. `None`: all are.
            pause: Waits before each block while work is paused.
        """
        self._executor, self._same, self._pause = executor, same, pause
        self._quarantine = Quarantine()
        self._prints: OrderedDict[bytes, SpectralFingerprint | None] = OrderedDict()
        """By path; `None`: incomparable."""

    @property
    def size(self) -> int:
        """Number of pairs that can be compared at the same time."""
        return self._executor.size

    async def compare(self, pairs: Sequence[Pair]) -> tuple[NDArray[np.bool_], Found]:
        """Return which pairs were not ruled out, and the proofs of those that are duplicates."""
        await self._pause()
        left = np.ones(len(pairs), np.bool_)
        asked = [at for at, pair in enumerate(pairs) if not self._follows(pair)]
        await self._read_all(one for at in asked for one in pairs[at])
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

        await self._side_by_side(work, len(todo))
        while len(self._prints) > KEPT:
            self._prints.popitem(last=False)
        return left, found

    def _follows(self, pair: Pair) -> bool:
        return self._same is not None and self._same.are_joined(pair[0].id, pair[1].id)

    async def _read_all(self, samples: Iterable[Sample]) -> None:
        """Read the fingerprints that are not in memory."""
        wanted = {one.path: one for one in samples}
        for path in wanted:
            if path in self._prints:
                self._prints.move_to_end(path)
        unread = [one for path, one in wanted.items() if path not in self._prints]
        todo = deque(unread[at : at + TOGETHER] for at in range(0, len(unread), TOGETHER))

        async def work() -> None:
            while todo:
                some = todo.popleft()
                answers = await self._ask(*(Question((one,)) for one in some))
                for one, answer in zip(some, answers, strict=True):
                    read = answer.startswith(PRINT)
                    self._prints[one.path] = unpack_fingerprint(answer[1:]) if read else None

        await self._side_by_side(work, len(todo))

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
        (answer,) = await self._ask(Question((one, other)))
        if answer.startswith(PROOF):
            return Proof(*FIELDS.unpack_from(answer, len(PROOF)))
        reason = answer[1:].decode(errors="replace")
        logger.debug("not compared: {!r} and {!r}: {}", one.path, other.path, reason)
        return None

    async def _ask(self, *questions: Question) -> list[bytes]:
        """Return a reply to each question; others than `PRINT` and `PROOF` hold a reason."""
        return await answer_all(self._executor, questions, self._quarantine)

    async def _side_by_side(self, work: Callable[[], Awaitable[None]], count: int) -> None:
        async with trio.open_nursery() as nursery:
            for _ in range(min(self._executor.size, count)):
                nursery.start_soon(work)
