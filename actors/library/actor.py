"""The library actor: one mailbox, one loop, long work in background jobs."""

from __future__ import annotations

from pathlib import Path

import trio
from loguru import logger

from actors.kernel.jobs import Jobs
from actors.kernel.mailbox import Address, Mailbox, request_in
from actors.library.commands import CommandHandler
from actors.library.derived.hashing import Pace
from actors.library.errors import LibraryError
from actors.library.store import open_store
from actors.messages import library

UNHURRIED = Pace()
LAST_WORDS = 2.0
"""Seconds for pending writes when the app closes."""


class LibraryActor:
    """Receives `library.Command`, sends `library.Event`."""

    def __init__(
        self,
        inbox: Mailbox[library.Command],
        events: Address[library.Event],
        folder: Path,
        pace: Pace = UNHURRIED,
        *,
        resume: bool = True,
    ) -> None:
        """Create the actor.

        Args:
            inbox: Commands.
            events: Where events are sent.
            folder: Of the library.
            pace: Of background hashing.
            resume: Complete steps that a crash interrupted.
        """
        self._inbox = inbox
        self._events = events
        self._folder = folder
        self._pace, self._resume = pace, resume

    async def run(self) -> None:
        """Handle commands until cancelled; without a database, refuse each of them."""
        try:
            async with (
                open_store(self._folder, self._inbox.pulse.beat) as store,
                trio.open_nursery() as nursery,
            ):
                handler = CommandHandler(store, self._events, Jobs(nursery))
                try:
                    await handler.begin(self._pace, resume=self._resume)
                    async for command in self._inbox:
                        await handler.handle(command)
                finally:
                    with trio.move_on_after(LAST_WORDS, shield=True):
                        await handler.end()
        except LibraryError as error:
            logger.error("{}", error)
            await self._refuse(str(error))

    async def _refuse(self, reason: str) -> None:
        await self._events.send(library.LibraryClosed(reason))
        async for command in self._inbox:
            if (question := request_in(command)) is not None:
                question.refuse(reason)
            await self._events.send(library.LibraryFailed(reason, command))
