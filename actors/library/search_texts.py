"""Brings the texts that searches look into up to date, beside all orders."""

from __future__ import annotations

from actors.kernel.jobs import Jobs
from actors.kernel.mailbox import Address
from actors.library.query import stale_words
from actors.library.store import Store
from actors.messages import library
from models.audio.units import SourceId


class SearchTexts:
    """Goes on until none is stale, and says then which lists are out of date."""

    def __init__(self, store: Store, events: Address[library.Event], jobs: Jobs) -> None:
        self._store, self._events, self._jobs = store, events, jobs
        self._touched: set[SourceId] = set()

    def start(self) -> None:
        """Begin, or begin anew: what was done so far stays."""
        self._jobs.start("search texts", self._run)

    async def _run(self) -> None:
        # Quiet: else each batch would have every list made anew.
        while found := await self._store.writer.write(stale_words.refresh, keeps_lists=True):
            self._touched |= found
        if self._touched:
            self._store.writer.outdate()
        while self._touched:
            await self._events.send(library.SamplesAdded(self._touched.pop()))
