"""Opens the place where the user wants heavy work to be done."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

import trio

from actors.embeddings.batches import first_cause
from actors.embeddings.compute import Compute
from actors.embeddings.executor import ExecutorFailed
from actors.embeddings.extraction import Choice
from actors.embeddings.gate import Gate
from actors.embeddings.opening import open_compute
from actors.embeddings.vector_builder import PATIENCE
from actors.kernel.mailbox import Address
from actors.kernel.reply import NoReply, ask
from actors.messages import library
from models.cluster.path_map import PathMap

Done = TypeVar("Done")


class Workplace:
    """Where work is done, asked for whenever some begins."""

    def __init__(self, choice: Choice, library_: Address[library.Command]) -> None:
        """Take what the user chose, and the library."""
        self._choice, self._library = choice, library_
        self.gate = Gate()
        """Pauses the work."""

    async def run(
        self, work: Callable[[Compute], Awaitable[Done]], failed: Callable[[str], Done]
    ) -> Done:
        """Return the result of work, or of `failed` with the reason, if the place is lost."""
        reason = ""
        try:
            async with self._open() as compute:
                return await work(compute)
        except* ExecutorFailed as errors:
            reason = str(first_cause(errors))
        return failed(reason)

    @asynccontextmanager
    async def _open(self) -> AsyncGenerator[Compute, None]:
        """Connect for the body of the context.

        Raises:
            ExecutorFailed: The place cannot be used.
        """
        place = await trio.to_thread.run_sync(self._choice.place)
        folders = PathMap()
        if place.is_cluster:
            try:
                sources = await ask(self._library, library.FetchSources, within=PATIENCE)
            except (NoReply, trio.TooSlowError) as error:
                raise ExecutorFailed(str(error) or "the library does not answer") from error
            folders = PathMap(
                tuple((one.root, one.worker_root) for one in sources if one.worker_root)
            )
        async with open_compute(place, self._choice.folder, folders, self.gate) as compute:
            yield compute
