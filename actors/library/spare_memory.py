"""Gives memory back once no list has been asked for a while."""

from __future__ import annotations

from collections.abc import Callable

import trio

from actors.kernel.spare_memory import give_back
from actors.library.store import Store

QUIET = 5.0
"""Seconds without a list: who types or sorts asks again."""


class SpareMemory:
    """A permanent background job."""

    def __init__(
        self, store: Store, give: Callable[[], None] = give_back, quiet: float = QUIET
    ) -> None:
        """Create the job.

        Args:
            store: Tells when lists are read.
            give: Gives memory back, in a thread.
            quiet: Seconds without a list.
        """
        self._store, self._give, self._quiet = store, give, quiet

    async def run(self) -> None:
        """Give memory back after each time that lists were read, until cancelled."""
        reads = self._store.lists.reads
        while True:
            seen = reads.value
            await trio.sleep(self._quiet)
            if reads.value != seen:
                continue
            await trio.to_thread.run_sync(self._give, abandon_on_cancel=True)
            await reads.until(lambda now: now != seen)  # noqa: B023 - called before the next round
