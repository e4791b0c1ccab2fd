"""Find duplicate sounds in the library."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from pathlib import Path

import numpy as np
import trio
from numpy.typing import NDArray

from actors.embeddings.batches import first_cause
from actors.embeddings.compute import Compute
from actors.embeddings.duplicates.paths import resolve_names
from actors.embeddings.duplicates.ruled_out import RuledOut
from actors.embeddings.duplicates.test_pool import Comparer, Found, compare_pairs
from actors.embeddings.executor import ExecutorFailed, Work
from actors.embeddings.job import SILENT, ShowNotice
from actors.embeddings.library_index import LibraryIndex
from actors.embeddings.store import EmbeddingStore
from actors.embeddings.vector_builder import PATIENCE
from actors.kernel.mailbox import Address
from actors.kernel.reply import NoReply, ask
from actors.messages import library
from models.audio.units import SampleId
from models.duplicates import candidates
from models.duplicates.clusters import Proofs, best_order, duplicate_groups
from models.duplicates.group import Group
from models.duplicates.link_names import separate_link_names
from models.duplicates.report import DuplicateReport
from models.duplicates.union_find import Joined
from models.embedding.network import NetworkError
from models.embedding.space.unit_vector import Vectors
from models.library.sample import Sample

PERIOD = 1.0
"""Minimum seconds between two reports of the groups found so far."""
_Known = tuple[NDArray[np.int64], Vectors]


Early = Callable[[DuplicateReport], Awaitable[None]]


async def _nobody(_report: DuplicateReport) -> None:
    """Ignore the report."""


class Finding:
    """Duplicate search over the whole library."""

    def __init__(
        self, store: EmbeddingStore, library_: Address[library.Command], cache: Path
    ) -> None:
        """Take the embedding store, the library, and a cache folder that may be emptied."""
        self._store, self._library = store, library_
        self._ruled_out = RuledOut(cache)

    async def find_exact(self) -> DuplicateReport:
        """Return the groups of byte-identical files."""
        try:
            copied = await ask(self._library, library.FetchIdenticalCopies, within=PATIENCE)
        except (NoReply, trio.TooSlowError) as error:
            return DuplicateReport((), reason=str(error) or SILENT)
        return DuplicateReport(await _grouped(copied, {}))

    async def find(
        self, compute: Compute, tell: ShowNotice, early: Early = _nobody
    ) -> DuplicateReport:
        """Return all duplicate groups.

        Args:
            compute: Where files are compared.
            tell: Progress callback, in pairs tested.
            early: Receives the groups of byte-identical files, which are known at once, then
                those found so far.
        """
        exact: tuple[Group, ...] = ()
        proofs: Proofs = {}
        tested, reason = 0, ""
        try:
            copied = await ask(self._library, library.FetchIdenticalCopies, within=PATIENCE)
            exact = await _grouped(copied, {})
            await early(DuplicateReport(exact))
            samples = await ask(self._library, library.Export, within=PATIENCE)
        except (NoReply, trio.TooSlowError) as error:
            return DuplicateReport(exact, reason=str(error) or SILENT)
        copies = {copy.id for some in copied for copy in some[1:]}
        alone = {one.id: one for one in samples if not one.missing and one.id not in copies}
        whole = {some[0].id: some for some in copied}

        async def grouped(proofs: Proofs) -> tuple[Group, ...]:
            """Return the groups; all other files are in none."""
            others = {one for pair in proofs for one in pair} - whole.keys()
            return await _grouped([*copied, *((alone[one],) for one in others)], proofs)

        async def found(proofs: Proofs) -> None:
            await early(DuplicateReport(await grouped(proofs)))

        try:
            ids, vectors = await self._store.run_query(_known)
        except (NetworkError, NoReply, trio.TooSlowError, ValueError) as error:
            return DuplicateReport(exact, reason=str(error) or SILENT)
        kept = np.isin(ids, np.array(list(alone), np.int64))
        contents = [whole.get(one, (alone[one],)) for one in map(SampleId, ids[kept].tolist())]
        try:
            async with trio.open_nursery() as nursery:
                executor = await compute.executor(nursery, Work.COMPARE)
                make = partial(Comparer, executor, pause=compute.gate.wait)
                proofs, tested = await self._proven(contents, vectors[kept], make, tell, found)
                nursery.cancel_scope.cancel()
        except* ExecutorFailed as errors:
            reason = str(first_cause(errors))
        if reason:
            return DuplicateReport(exact, reason=reason)
        return DuplicateReport(await grouped(proofs), tested)

    async def _proven(
        self,
        contents: Sequence[Sequence[Sample]],
        vectors: Vectors,
        make: Callable[[Joined | None], Comparer],
        tell: ShowNotice,
        show: Callable[[Proofs], Awaitable[None]],
    ) -> tuple[Found, int]:
        """Return the proofs of duplicate pairs, and the number of pairs compared.

        Args:
            contents: The files of each content; the first is compared.
            vectors: float32 [contents, size].
            make: Makes the comparer of the pairs.
            tell: Progress callback.
            show: Receives the proofs found so far.
        """
        shown = trio.current_time() - PERIOD

        async def show_more(more: Found) -> None:
            nonlocal shown
            if trio.current_time() - shown >= PERIOD:
                await show(proofs | more)
                shown = trio.current_time()

        files = [some[0] for some in contents]
        row = {one.id: at for at, one in enumerate(files)}
        rank = await trio.to_thread.run_sync(_rank, contents)
        pairs = await trio.to_thread.run_sync(_nearest, vectors)
        proofs: Found = {}
        tested: set[candidates.Pair] = set()
        same: Joined | None = Joined()  # in a large group nearly all pairs follow from others
        while pairs:
            compared = [(files[one], files[other]) for one, other in pairs]
            comparer = make(same)
            proofs |= await compare_pairs(compared, comparer, self._ruled_out, tell, show_more)
            tested |= {
                pair
                for pair, (one, other) in zip(pairs, compared, strict=True)
                if same is None
                or (one.id, other.id) in proofs
                or not same.are_joined(one.id, other.id)
            }
            same = None
            proven = [(row[one], row[other]) for one, other in proofs]
            work = partial(candidates.further_candidates, vectors, rank, proven, tested)
            pairs = await trio.to_thread.run_sync(work)
        return proofs, len(tested)


def _known(memory: LibraryIndex) -> _Known:
    return memory.index.ids.copy(), memory.index.matrix


def _nearest(vectors: Vectors) -> list[candidates.Pair]:
    """Return the candidate pairs, sorted so that those sharing a file are adjacent."""
    return sorted(
        {
            (int(one), int(other))
            for some in candidates.candidate_blocks(vectors)
            for one, other in some
        }
    )


def _rank(contents: Sequence[Sequence[Sample]]) -> list[int]:
    """Return the rank of each content; lower is better."""
    order = sorted(range(len(contents)), key=lambda at: best_order(contents[at]))
    ranks: list[int] = np.argsort(order).tolist()
    return ranks


async def _grouped(samples: Sequence[tuple[Sample, ...]], proofs: Proofs) -> tuple[Group, ...]:
    """Return the groups of files that exist now."""
    work = partial(duplicate_groups, samples, proofs)
    found = await trio.to_thread.run_sync(work, abandon_on_cancel=True)
    members = [one for group in found for one in group.members]
    leading = await trio.to_thread.run_sync(resolve_names, members, abandon_on_cancel=True)
    return separate_link_names(found, leading)
