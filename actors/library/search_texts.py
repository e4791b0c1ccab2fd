"""Background refresh of stale search texts."""

from __future__ import annotations

from actors.kernel.jobs import Jobs
from actors.kernel.mailbox import Address
from actors.library.query import stale_words
from actors.library.store import Store
from actors.messages import library
from models.audio.units import SourceId


class SearchTexts:
    """Refreshes search texts until none is stale, then reports the stale lists."""

    def __init__(self, store: Store, events: Address[library.Event], jobs: Jobs) -> None:
        self._store, self._events, self._jobs = store, events, jobs
        self._touched: set[SourceId] = set()

    def start(self) -> None:
        """Start or restart; work done so far is kept."""
        self._jobs.start("search texts", self._run)

    async def _run(self) -> None:
        # Keep lists: otherwise each batch would rebuild every list.
        while found := await self._store.writer.write(stale_words.refresh_words, keeps_lists=True):
            self._touched |= found
        if self._touched:
            self._store.writer.invalidate_lists()
        while self._touched:
            await self._events.send(library.SamplesAdded(self._touched.pop()))
