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
from actors.embeddings.opening import ClusterCompute, open_compute
from actors.embeddings.vector_builder import PATIENCE
from actors.kernel.mailbox import Address
from actors.kernel.reply import NoReply, ask
from actors.messages import embeddings, library
from models.cluster.path_map import PathMap
from models.cluster.place import Place

Done = TypeVar("Done")


class Workplace:
    """Where work is done, asked for whenever some begins."""

    def __init__(
        self,
        choice: Choice,
        library_: Address[library.Command],
        events: Address[embeddings.Event],
    ) -> None:
        """Take the choice of the user, the library, and the receiver of events."""
        self._choice, self._library, self._events = choice, library_, events
        self._place: Place | None = None
        """As chosen since the start; `None`: as `config.toml` says."""
        self._stated = ""
        self.gate = Gate()
        """Pauses the work."""

    async def run(
        self, work: Callable[[Compute], Awaitable[Done]], failed: Callable[[str], Done]
    ) -> Done:
        """Return the result of work, or of `failed` with the reason, if the place is lost."""
        reason = ""
        place = self._place
        if place is None:
            place = await trio.to_thread.run_sync(self._choice.place)
        try:
            async with self._open(place) as compute:
                return await work(compute)
        except* ExecutorFailed as errors:
            reason = str(first_cause(errors))
        if place.is_cluster:
            await self._tell(reason)
        return failed(reason)

    async def use(self, place: Place) -> None:
        """Do the work that begins from now on in another place."""
        self._place = place
        await self._tell("")

    async def _tell(self, reason: str) -> None:
        if reason != self._stated:
            self._stated = reason
            await self._events.send(embeddings.ClusterWaited(reason))

    @asynccontextmanager
    async def _open(self, place: Place) -> AsyncGenerator[Compute, None]:
        """Connect for the body of the context.

        Raises:
            ExecutorFailed: The place cannot be used.
        """
        folders = PathMap()
        if place.is_cluster:
            try:
                sources = await ask(self._library, library.FetchSources, within=PATIENCE)
            except (NoReply, trio.TooSlowError) as error:
                raise ExecutorFailed(str(error) or "the library does not answer") from error
            folders = PathMap(
                tuple((one.root, one.worker_root) for one in sources if one.worker_root)
            )
        async with (
            open_compute(place, self._choice.folder, folders, self.gate) as compute,
            trio.open_nursery() as nursery,
        ):
            if isinstance(compute, ClusterCompute):
                nursery.start_soon(compute.watch, self._tell)
            yield compute
            nursery.cancel_scope.cancel()
