"""Finds the sounds of the library that are there more than once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from pathlib import Path

import numpy as np
import trio
from numpy.typing import NDArray

from actors.embeddings.duplicates.ruled_out import Pair, RuledOut
from actors.embeddings.duplicates.testing import outcomes
from actors.embeddings.job import SILENT, Tell, untold
from actors.embeddings.knowledge import PATIENCE, Knowledge
from actors.embeddings.memory import Memory
from actors.kernel.mailbox import Address
from actors.kernel.reply import NoReply, ask
from actors.messages import embeddings, library
from models.audio.units import SampleId
from models.duplicates import candidates
from models.duplicates.grouping import groups
from models.duplicates.report import DuplicateReport
from models.embedding.likeness.vector import Vectors
from models.embedding.network import NetworkError
from models.library.sample import Sample

_Known = tuple[NDArray[np.int64], Vectors]


Early = Callable[[DuplicateReport], Awaitable[None]]


async def _nobody(_report: DuplicateReport) -> None:
    """Tell nobody."""


class Finding:
    """Answers `TakeDuplicates`."""

    def __init__(
        self, knowledge: Knowledge, library_: Address[library.Command], cache: Path
    ) -> None:
        """Take who knows the sounds and the files, and a folder that may be emptied."""
        self._knowledge, self._library = knowledge, library_
        self._ruled_out = RuledOut(cache)

    async def program(self, order: embeddings.TakeDuplicates, tell: Tell = untold) -> None:
        """Answer a program, which waits."""
        with order.reply_to as reply:
            reply.send(await self.found(tell))

    async def found(self, tell: Tell, early: Early = _nobody) -> DuplicateReport:
        """Return all groups.

        Args:
            tell: Hears how many pairs were tested.
            early: Hears of files that are equal byte by byte, which is known long before.
        """
        try:
            twins = await ask(self._library, library.TakeTwins, within=PATIENCE)
            samples = await ask(self._library, library.Export, within=PATIENCE)
        except (NoReply, trio.TooSlowError) as error:
            return DuplicateReport((), problem=str(error) or SILENT)
        copies = {copy.id for some in twins for copy in some[1:]}
        alone = {one.id: one for one in samples if not one.missing and one.id not in copies}
        whole = {some[0].id: some for some in twins}
        alike = [whole.get(one, (sample,)) for one, sample in alone.items()]
        await early(DuplicateReport(groups(alike, {})))
        try:
            known = await self._knowledge.asked(_known)
        except (NetworkError, NoReply, trio.TooSlowError, ValueError) as error:
            return DuplicateReport(groups(alike, {}), problem=str(error) or SILENT)
        pairs = await trio.to_thread.run_sync(partial(_pairs, known, alone))
        proofs = await outcomes(pairs, self._ruled_out, tell)
        return DuplicateReport(groups(alike, proofs), len(pairs))


def _known(memory: Memory) -> _Known:
    return memory.exact.ids.copy(), memory.exact.matrix.copy()


def _pairs(known: _Known, alone: Mapping[SampleId, Sample]) -> list[Pair]:
    """Return which files are worth a test, those that share one side by side."""
    ids, vectors = known
    kept = np.isin(ids, np.array(list(alone), np.int64))
    ids, vectors = ids[kept], vectors[kept]
    found = {(int(one), int(other)) for some in candidates.blocks(vectors) for one, other in some}
    return [
        (alone[SampleId(int(ids[one]))], alone[SampleId(int(ids[other]))])
        for one, other in sorted(found)
    ]
