"""Opens the place where heavy work is done: this computer, or a Dask cluster."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import trio

from actors.embeddings.batches import first_cause
from actors.embeddings.compute import Compute
from actors.embeddings.executor import Executor, ExecutorFailed, Work
from actors.embeddings.gate import Gate
from actors.embeddings.local_executor import MODULES, SIZE, LocalExecutor
from models.audio.clock import count_noun
from models.cluster.path_map import PathMap
from models.cluster.place import InvalidPlace, Place, checked_place

if TYPE_CHECKING:
    from actors.embeddings.cluster.dask_options import Connection
    from actors.embeddings.cluster.link import Link

SAME_PATHS = PathMap()
READERS = min(SIZE, 4)
"""Processes that analyse: more read more than a drive gives."""


TRIAL = 12.0
"""Seconds in which a scheduler answers that is tried; its process needs some to start."""
LOCAL_TRIAL = 60.0
"""Seconds in which a cluster on this computer has started."""
FIRST_WORKERS = 1.0
"""Seconds in which a scheduler that answers has told of its workers."""
GRACE = 3.0
"""Seconds without an answer after which the user is told."""
NO_ANSWER, NO_SCHEDULER = "no answer yet", "no scheduler answers there"
NO_WORKERS = "it has no workers: start one with “sempal worker”"
Tell = Callable[[str], Awaitable[None]]


class LocalCompute:
    """Processes of this computer."""

    workers = 0
    warnings: tuple[str, ...] = ()

    def __init__(self, folder: Path, gate: Gate) -> None:
        """Take the `.sempal` folder, where models are installed, and a gate."""
        self._folder, self.gate = folder, gate

    async def executor(self, nursery: trio.Nursery, work: Work, model: str = "") -> Executor:
        """Return an executor of processes."""
        if work is Work.EMBED:
            return LocalExecutor(nursery, SIZE, (model, str(self._folder)))
        size = READERS if work is Work.ANALYSE else SIZE
        return LocalExecutor(nursery, size, (), MODULES[work])


class ClusterCompute:
    """A Dask cluster."""

    def __init__(
        self, link: Link, folder: Path, folders: PathMap, gate: Gate, *, starting: bool = False
    ) -> None:
        """Take the connection, the `.sempal` folder, where workers see our folders, and a gate.

        Args:
            link: The connection.
            folder: Of models.
            folders: Where workers see our folders.
            gate: Pauses the work.
            starting: Its worker is just being started.
        """
        from actors.embeddings.cluster.cluster_executor import COMING, Roster

        self._link, self._folder, self._folders = link, folder, folders
        self.gate = gate
        self._roster = Roster(LOCAL_TRIAL if starting else COMING)

    @property
    def workers(self) -> int:
        """Threads of all workers that may be asked."""
        workers = self._link.workers.items()
        return sum(threads for address, threads in workers if address not in self._roster.barred)

    @property
    def warnings(self) -> tuple[str, ...]:
        """The workers that get no work or did not see files, and why."""
        roster = self._roster
        barred = [f"{one}: {reason}" for one, reason in sorted(roster.barred.items())]
        unseen = [
            f"{one}: {count_noun(count, 'file')} not seen there, such as {roster.example[one]}"
            for one, count in sorted(roster.unseen.items())
            if one not in roster.barred
        ]
        return (*barred, *unseen)

    @property
    def failed(self) -> str:
        """Why work ended before its end; empty: it did not."""
        return self._roster.failed

    @property
    def bytes_moved(self) -> tuple[int, int]:
        """Bytes of requests and of answers so far."""
        return self._link.sent, self._link.received

    async def reached(self) -> tuple[int, str]:
        """Wait until the scheduler answers; return the threads of its workers, or why it does not.

        The first failure counts: whoever tries an address waits for no scheduler to be started.
        """
        link = self._link
        while not link.connected:
            if link.last_fault:
                return 0, link.last_fault
            await link.until_changed()
        with trio.move_on_after(FIRST_WORKERS):
            while not link.workers:
                await link.until_changed()
        return self.workers, ""

    async def watch(self, tell: Tell, *, patient: bool) -> None:
        """Tell why nothing is computed for as long as it is so; empty: there are workers.

        Args:
            tell: Receives it.
            patient: Also before the first worker; else work ends soon if there is none, and says
                so itself.
        """
        link = self._link
        while not patient and not link.workers:
            await link.until_changed()
        while True:
            with trio.move_on_after(GRACE):
                while not link.workers:
                    await link.until_changed()
            if link.connected:
                await tell("" if link.workers else NO_WORKERS)
            else:
                await tell(link.last_fault or NO_ANSWER)
            await link.until_changed()

    async def executor(self, nursery: trio.Nursery, work: Work, model: str = "") -> Executor:
        """Return an executor of workers."""
        from actors.embeddings.cluster.cluster_executor import ClusterExecutor
        from actors.embeddings.cluster.envelope import Purpose
        from actors.embeddings.cluster.program import program_version
        from actors.model_files.registry import model_digest

        digest = ""
        if model:
            digest = await trio.to_thread.run_sync(model_digest, model, self._folder)
        purpose = Purpose(work.value, program_version(), model, digest)
        return ClusterExecutor(nursery, self._link, self._roster, purpose, self._folders)


async def accepts(place: Place) -> bool:
    """Return whether something takes connections at the address of a scheduler."""
    host, _, port = place.address.rpartition("://")[2].rpartition(":")
    with trio.move_on_after(TRIAL):
        try:
            stream = await trio.open_tcp_stream(host.strip("[]"), int(port))
        except (OSError, ValueError):
            return False
        await stream.aclose()
        return True
    return False


async def try_place(place: Place, folder: Path) -> tuple[int, str]:
    """Return the threads of the workers in a place, and why it cannot be used; empty: it can."""
    reason = NO_SCHEDULER
    try:
        with trio.move_on_after(LOCAL_TRIAL if place.local_workers else TRIAL):
            async with open_compute(place, folder) as compute:
                return await compute.reached() if isinstance(compute, ClusterCompute) else (0, "")
    except* ExecutorFailed as errors:
        reason = str(first_cause(errors))
    return 0, reason


@asynccontextmanager
async def open_compute(
    place: Place, folder: Path, folders: PathMap = SAME_PATHS, gate: Gate | None = None
) -> AsyncGenerator[Compute, None]:
    """Connect to where work is done, for the body of the context.

    Args:
        place: As the user named it.
        folder: The `.sempal` folder.
        folders: Where workers see our folders.
        gate: Pauses the work.

    Raises:
        ExecutorFailed: It cannot be used; the message says why. In a group, if it was lost later.
    """
    if not place.is_cluster:
        yield LocalCompute(folder, gate or Gate())
        return
    try:
        place = checked_place(place)
    except InvalidPlace as error:
        raise ExecutorFailed(str(error)) from error
    from actors.embeddings.cluster.dask_options import Connection, is_installed
    from actors.embeddings.cluster.host import start_local_cluster
    from actors.embeddings.cluster.link import Link

    if not is_installed():
        raise ExecutorFailed("clusters need the extra: pip install sempal[cluster]")
    async with trio.open_nursery() as nursery:
        connection: Connection
        if place.local_workers:
            try:
                connection = await start_local_cluster(nursery, place.local_workers, folder)
            except OSError as error:
                raise ExecutorFailed(str(error)) from error
        else:
            files = place.tls_ca, place.tls_cert, place.tls_key
            connection = Connection(place.address, *files)
        link = Link(nursery, connection)
        starting = bool(place.local_workers)
        yield ClusterCompute(link, folder, folders, gate or Gate(), starting=starting)
        nursery.cancel_scope.cancel()
