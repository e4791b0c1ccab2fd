"""Pool of processes that compare pairs of files."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np
import trio
from loguru import logger

from actors.embeddings.duplicates.ruled_out import Pair, RuledOut, pair_names
from actors.embeddings.duplicates.worker import BETWEEN, FIELDS, PROOF, WORTH
from actors.embeddings.job import ShowNotice, ignore_progress
from actors.embeddings.worker_pool import SIZE
from actors.kernel.worker import Worker, WorkerDied, start_worker
from models.audio.units import SampleId
from models.duplicates.proof import PART, SURE, Proof, proven_kind, residual_limit
from models.duplicates.union_find import Joined
from models.library.sample import Sample

MODULE = "actors.embeddings.duplicates.worker"
STEP = 16
"""Pairs between two progress reports."""
PATIENCE = 60.0
"""Seconds a pair may take; the longest takes a few."""

Found = dict[tuple[SampleId, SampleId], Proof]


async def compare_pairs(
    pairs: Sequence[Pair],
    ruled_out: RuledOut,
    tell: ShowNotice = ignore_progress,
    same: Joined | None = None,
) -> Found:
    """Return the proofs of pairs that are duplicates or likely so, by their ids.

    Cancelling loses no pair that was ruled out.

    Args:
        pairs: Pairs sharing a file should be adjacent: it is read once.
        ruled_out: Cache of pairs that are not duplicates.
        tell: Progress callback.
        same: Collects pairs proven for certain, by ids; pairs that follow from others are not
            compared. `None`: all are.
    """
    names = await trio.to_thread.run_sync(pair_names, pairs)
    known = await trio.to_thread.run_sync(ruled_out.known, names)
    todo = np.flatnonzero(~known).tolist()
    found: Found = {}
    out = known.copy()
    begun, done = trio.current_time(), 0

    async def work(workers: trio.Nursery, some: Sequence[int]) -> None:
        nonlocal done
        worker = None
        for at in some:
            one, other = pairs[at]
            if same and same.are_joined(one.id, other.id):
                done += 1
                continue
            worker = worker or await start_worker(workers, MODULE)
            proof = await _left(worker, one, other)
            done += 1
            if done % STEP == 0:
                await tell(done, len(todo), done / max(1e-3, trio.current_time() - begun))
            if proof is None:
                worker.kill()
                worker = None
            elif isinstance(proof, Proof):
                if proven_kind(one, other, proof) is None:
                    out[at] = True
                else:
                    found[one.id, other.id] = proof
                    if same and proof.left <= SURE and proof.parts <= PART:
                        same.join(one.id, other.id)

    share = max(1, -(-len(todo) // SIZE))
    try:
        async with trio.open_nursery() as workers:
            async with trio.open_nursery() as working:
                for begin in range(0, len(todo), share):
                    working.start_soon(work, workers, todo[begin : begin + share])
            workers.cancel_scope.cancel()
    finally:
        if out.sum() > known.sum():
            with trio.CancelScope(shield=True):
                await trio.to_thread.run_sync(partial(ruled_out.keep, names[out]))
    return found


async def _left(worker: Worker, one: Sample, other: Sample) -> Proof | str | None:
    """Return the proof or a reason; `None`: the process must be replaced."""
    question = WORTH.pack(residual_limit(one, other)) + one.path + BETWEEN + other.path
    try:
        answer = await worker.request(question, PATIENCE)
    except (WorkerDied, trio.TooSlowError) as error:
        logger.warning("not compared: {!r} and {!r}: {}", one.path, other.path, error)
        return None
    if answer.startswith(PROOF):
        return Proof(*FIELDS.unpack_from(answer, len(PROOF)))
    reason = answer[1:].decode()
    logger.debug("not compared: {!r} and {!r}: {}", one.path, other.path, reason)
    return reason
