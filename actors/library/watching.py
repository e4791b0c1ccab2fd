"""Notices what other programs do in the sources, within a second.

The system tells a watcher in a thread of its own. Where it cannot (its limit
is reached, the drive is in the network), the sources are compared from time to time.
"""

from __future__ import annotations

import os
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable

import trio
from loguru import logger

from actors.kernel.mailbox import Address
from actors.library.errors import LibraryError
from actors.library.query import sources
from actors.library.query.sources import Root
from actors.library.roots import Roots
from actors.library.scans import Scans
from actors.library.store import Store
from actors.messages import library
from models.audio.units import SourceId
from models.library.part import WHOLE, Parts, touched

SETTLED = 2.0
"""Seconds after the start until watching begins: the first frame comes before."""
STEP, DEBOUNCE = 150, 450
"""Milliseconds: how long changes must be quiet, and for how long they are gathered at most."""
LOOK = 5.0
"""Seconds between two looks whether a source went away or came back."""
RARELY = 60.0
"""Seconds between two comparisons where nothing can be watched."""


class Watching:
    """Watches every source that can be reached."""

    def __init__(
        self, store: Store, events: Address[library.Event], scans: Scans, roots: Roots
    ) -> None:
        self._store, self._events, self._scans, self._roots = store, events, scans, roots
        self._threads = trio.CapacityLimiter(2)
        self._others = trio.Event()

    def sources_changed(self) -> None:
        """There are other sources now than before."""
        self._others.set()

    async def run(self) -> None:
        """Watch until cancelled; begin anew whenever the sources are others."""
        await trio.sleep(SETTLED)
        while True:
            self._others = trio.Event()
            online = [root for root in await self._known() if not root.offline]
            async with trio.open_nursery() as nursery:
                if online:
                    nursery.start_soon(self._watch, online)
                await self._until_others(online)
                nursery.cancel_scope.cancel()

    async def _known(self) -> tuple[Root, ...]:
        try:
            return await self._store.rows.read(sources.roots)
        except LibraryError as error:
            logger.warning("not watching: {}", error)
            return ()

    async def _until_others(self, watched: list[Root]) -> None:
        """Return once other sources can be reached than those that are watched."""
        paths = {root.source: root.path for root in watched}
        while True:
            with trio.move_on_after(LOOK):
                await self._others.wait()
                return
            try:
                await self._roots.look_around()
            except LibraryError as error:
                logger.warning("not looking at the sources: {}", error)
                continue
            known = await self._known()
            if {root.source: root.path for root in known if not root.offline} != paths:
                listed = await self._store.rows.read(sources.listed)
                await self._events.send(library.SourcesListed(listed))
                return

    async def _watch(self, roots: list[Root]) -> None:
        stop = threading.Event()
        try:
            watch = await trio.to_thread.run_sync(
                _watcher, roots, limiter=self._threads, abandon_on_cancel=True
            )
            for root in roots:  # what happened before anyone watched
                await self._touch(root.source, WHOLE)
            while True:
                found = await trio.to_thread.run_sync(
                    watch, stop, limiter=self._threads, abandon_on_cancel=True
                )
                await self._take(roots, found)
        except OSError as error:
            reason = f"changes made by other programs are noticed late: {error}"
            logger.warning(reason)
            await self._events.send(library.LibraryFailed(reason))
            await self._compare(roots)
        finally:
            stop.set()

    async def _compare(self, roots: list[Root]) -> None:
        while True:
            await trio.sleep(RARELY)
            for root in roots:
                await self._touch(root.source, WHOLE)

    async def _take(self, roots: list[Root], changes: Iterable[bytes] | None) -> None:
        if changes is None:
            for root in roots:
                await self._touch(root.source, WHOLE)
            return
        below: defaultdict[SourceId, list[bytes]] = defaultdict(list)
        for path in changes:
            for root in roots:
                inside = os.path.join(root.path, b"")
                if path.startswith(inside):
                    below[root.source].append(path[len(inside) :])
        for source, paths in below.items():
            await self._touch(source, touched(paths))

    async def _touch(self, source: SourceId, parts: Parts) -> None:
        try:
            await self._scans.touch(source, parts)
        except LibraryError as error:
            logger.warning("a change was not taken in: {}", error)


Watch = Callable[[threading.Event], list[bytes] | None]
"""Waits in a thread for changes, for a few seconds; returns their paths, `None`: anywhere."""


def _watcher(roots: list[Root]) -> Watch:
    """Begin to watch.

    Raises:
        OSError: the system cannot, such as because its limit is reached.
    """
    # Late: it is not needed for the first frame. Direct: `watchfiles.watch` begins only when
    # it waits, so that what happens in between would be missed.
    from watchfiles._rust_notify import RustNotify, WatchfilesRustInternalError

    paths = [os.fsdecode(root.path) for root in roots]
    notify = RustNotify(paths, False, False, 0, True, True)

    def watch(stop: threading.Event) -> list[bytes] | None:
        try:
            told = notify.watch(DEBOUNCE, STEP, int(LOOK * 1000), stop)
        except WatchfilesRustInternalError as error:
            # A name that is no text cannot be told; what else changed is lost with it.
            logger.info("something changed: {}", error)
            return None
        if isinstance(told, str):  # nothing happened, or it shall end
            return []
        return [os.fsencode(path) for _, path in told]

    return watch
