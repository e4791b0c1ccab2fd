"""Opens the place where the user wants heavy work to be done."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import TypeVar

import trio
from loguru import logger

from actors.embeddings.batches import first_cause
from actors.embeddings.compute import Compute
from actors.embeddings.executor import ExecutorFailed
from actors.embeddings.extraction import Choice
from actors.embeddings.gate import Gate
from actors.embeddings.opening import NO_ANSWER, ClusterCompute, accepts, open_compute
from actors.embeddings.vector_builder import PATIENCE
from actors.kernel.mailbox import Address
from actors.kernel.reply import NoReply, ask
from actors.messages import embeddings, library
from models.cluster.path_map import PathMap
from models.cluster.place import Place

Done = TypeVar("Done")
AGAIN, LONGEST_AGAIN = 2.0, 60.0
"""Seconds before a cluster is tried again; doubled from the first to the last."""
STEADY = 120.0
"""Seconds after which a place that was lost had worked."""


class Workplace:
    """Where work is done, asked for whenever some begins."""

    def __init__(
        self,
        choice: Choice,
        library_: Address[library.Command],
        events: Address[embeddings.Event],
        *,
        patient: bool = False,
    ) -> None:
        """Take the choice of the user, the library, and the receiver of events.

        Args:
            choice: Of the user.
            library_: Knows where workers see its sources.
            events: Receiver of events.
            patient: Work waits for a cluster that cannot be used, and goes on when it can.
        """
        self._choice, self._library, self._events = choice, library_, events
        self._patient = patient
        self._place: Place | None = None
        """As chosen since the start; `None`: as `config.toml` says."""
        self._stated = ""
        self.gate = Gate()
        """Pauses the work."""

    async def run(
        self, work: Callable[[Compute], Awaitable[Done]], failed: Callable[[str], Done]
    ) -> Done:
        """Return the result of work, or of `failed` with the reason, if the place is lost.

        Whoever is patient goes on with what is not stored yet as soon as the cluster is back.
        """
        reason, pause = "", AGAIN
        while True:
            place = self._place
            if place is None:
                place = await trio.to_thread.run_sync(self._choice.place)
            begun = trio.current_time()
            try:
                async with self._open(place) as compute:
                    done = await work(compute)
                    reason = compute.failed if isinstance(compute, ClusterCompute) else ""
                    if not reason or not self._patient:
                        return done
            except* ExecutorFailed as errors:
                reason = str(first_cause(errors))
            if not place.is_cluster:
                return failed(reason)
            if self._patient:
                await self._tell(reason)
            if not self._patient or place.local_workers:
                return failed(reason)
            if trio.current_time() - begun > STEADY:
                pause = AGAIN
            while True:
                logger.info("the cluster is tried again in {:.0f} s: {}", pause, reason)
                await trio.sleep(pause)
                pause = min(2 * pause, LONGEST_AGAIN)
                if await accepts(place):
                    break

    async def use(self, place: Place) -> None:
        """Do the work that begins from now on in another place."""
        self._place = place
        await self._tell("")

    async def _tell(self, reason: str) -> None:
        if reason == NO_ANSWER and self._stated:
            return  # why it did not answer before says more
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
        if place.is_cluster and not place.local_workers:  # those see the folders as we do
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
                watch = partial(compute.watch, self._tell, patient=self._patient)
                nursery.start_soon(watch)
            yield compute
            nursery.cancel_scope.cancel()
