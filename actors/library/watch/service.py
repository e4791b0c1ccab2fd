"""Detects changes by other programs in the sources, within a second.

Each source has its own watcher. Where the system cannot report changes (watch limit reached, folder
not accessible, network drive), the affected folders are rescanned periodically, and the user is
notified once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import trio
from loguru import logger

from actors.kernel.mailbox import Address
from actors.library.errors import LibraryError
from actors.library.query import sources
from actors.library.query.sources import Root
from actors.library.roots import Roots
from actors.library.scans import Scans
from actors.library.store import Store
from actors.library.watch import inotify
from actors.library.watch.mounts import Mount, mounts, remote_mounts
from actors.library.watch.notify import Notify
from actors.library.watch.tree import Tree
from actors.library.watch.watcher import CannotWatch, Watcher
from actors.messages import library
from models.audio.clock import count_noun
from models.audio.units import SourceId
from models.library.file_name import display_path
from models.library.scan_scope import WHOLE, Parts, merge_scopes, scope_of_changes

SETTLED = 2.0
"""Seconds after start-up before watching begins, so that the first frame is not delayed."""
POLL_PERIOD = 5.0
"""Seconds between checks whether a source went offline or came back."""
RARELY = 45.0
"""Minimum seconds between rescans of folders that cannot be watched."""
SHARE = 10
"""A rescan is followed by a pause of at least this multiple of its duration."""
THREADS = 8
"""Limit of threads; a drive that never responds blocks one of them."""

Start = Callable[[bytes, trio.CapacityLimiter], Watcher]


@dataclass(slots=True)
class _Watched:
    path: bytes
    drives: tuple[Mount, ...]
    """Network mounts at or below the root."""
    scope: trio.CancelScope = field(default_factory=trio.CancelScope)


class _Pending:
    """Changed folders that have not been rescanned yet."""

    def __init__(self) -> None:
        self._parts: Parts = {}
        self._some = trio.Event()

    def add(self, parts: Parts) -> None:
        self._parts = merge_scopes(self._parts, parts)
        if self._parts:
            self._some.set()

    async def take(self) -> Parts:
        await self._some.wait()
        self._some = trio.Event()
        parts, self._parts = self._parts, {}
        return parts


class Watching:
    """Watches every source that is online."""

    def __init__(
        self,
        store: Store,
        events: Address[library.Event],
        scans: Scans,
        roots: Roots,
        start: Start = Tree if inotify.AVAILABLE else Notify,
    ) -> None:
        self._store, self._events, self._scans, self._roots = store, events, scans, roots
        self._start = start
        self._threads = trio.CapacityLimiter(THREADS)
        self._others = trio.Event()
        self._watched: dict[SourceId, _Watched] = {}
        self._said: set[tuple[SourceId, str]] = set()

    def sources_changed(self) -> None:
        """Signal that the list of sources changed."""
        self._others.set()

    async def run(self) -> None:
        """Watch until cancelled, starting and stopping watchers as sources come and go."""
        await trio.sleep(SETTLED)
        async with trio.open_nursery() as nursery:
            while True:
                self._others = trio.Event()
                await self._poll_roots()
                await self._follow(nursery)
                with trio.move_on_after(POLL_PERIOD):
                    await self._others.wait()

    async def _poll_roots(self) -> None:
        try:
            before = await self._store.rows.read(sources.source_roots)
            await self._roots.check_all()
            after = await self._store.rows.read(sources.source_roots)
            if {root.source: root.offline for root in before} != {
                root.source: root.offline for root in after
            }:
                listed = await self._store.rows.read(sources.list_sources)
                await self._events.send(library.SourcesListed(listed))
        except LibraryError as error:
            logger.warning("cannot check which sources are online: {}", error)

    async def _follow(self, nursery: trio.Nursery) -> None:
        """Start watchers of sources that came online, stop those of sources that went offline."""
        try:
            roots = await self._store.rows.read(sources.source_roots)
        except LibraryError as error:
            logger.warning("cannot read which sources to watch: {}", error)
            return
        table = mounts()
        wanted = {
            root.source: _Watched(root.path, tuple(remote_mounts(root.path, table)))
            for root in roots
            if not root.offline
        }
        for source, watched in list(self._watched.items()):
            other = wanted.get(source)
            if other is None or (other.path, other.drives) != (watched.path, watched.drives):
                watched.scope.cancel()
                del self._watched[source]
        for root in roots:
            if root.source in wanted and root.source not in self._watched:
                self._watched[root.source] = wanted[root.source]
                nursery.start_soon(self._keep, root, wanted[root.source])

    async def _keep(self, root: Root, watched: _Watched) -> None:
        with watched.scope:
            while True:
                begun = trio.current_time()
                try:
                    await self._watch(root)
                    break  # the root was replaced or removed
                except CannotWatch as error:
                    await self._tell(root, {b"": str(error)})
                except Exception as error:  # noqa: BLE001 - no watcher takes the library down
                    logger.opt(exception=error).error("a watcher failed")
                    await self._tell(root, {b"": f"{type(error).__name__}: {error}"})
                await self._touch(root.source, WHOLE)
                await self._pause(begun)
        if self._watched.get(root.source) is watched:
            del self._watched[root.source]
            self._others.set()

    async def _watch(self, root: Root) -> None:
        """Watch a source until its root is replaced or removed.

        Raises:
            CannotWatch: It cannot be watched.
        """
        watcher = self._start(root.path, self._threads)
        error: CannotWatch | None = None
        try:
            await watcher.begin()
            await self._tell(root, watcher.late())
            async with trio.open_nursery() as nursery:
                nursery.start_soon(self._take, root, watcher, nursery.cancel_scope)
                nursery.start_soon(self._compare, root, watcher)
        except* CannotWatch as group:
            error = _first(group)
        finally:
            watcher.close()
        if error is not None:
            raise error

    async def _take(self, root: Root, watcher: Watcher, end: trio.CancelScope) -> None:
        """Rescan changed folders; a slow rescan does not block receiving further changes."""
        pending = _Pending()
        pending.add(WHOLE)  # changes from before watching began
        async with trio.open_nursery() as nursery:
            nursery.start_soon(self._poll_root, root, pending)
            while True:
                found = await watcher.changes()
                pending.add(WHOLE if found.lost else scope_of_changes(found.changes))
                await self._tell(root, watcher.late())
                if found.over:
                    end.cancel()

    async def _poll_root(self, root: Root, pending: _Pending) -> None:
        while True:
            await self._touch(root.source, await pending.take())

    async def _compare(self, root: Root, watcher: Watcher) -> None:
        """Periodically rescan the folders that cannot be watched."""
        begun = trio.current_time()
        while True:
            await self._pause(begun)
            begun = trio.current_time()
            if late := watcher.late():
                await watcher.retry()
                await self._tell(root, watcher.late())
                await self._touch(root.source, merge_scopes({}, dict.fromkeys(late, True)))

    async def _pause(self, begun: float) -> None:
        await trio.sleep(max(RARELY, SHARE * (trio.current_time() - begun)))

    async def _tell(self, root: Root, late: Mapping[bytes, str]) -> None:
        """Notify the user of folders that cannot be watched; each reason once per source."""
        folders: defaultdict[str, list[bytes]] = defaultdict(list)
        for folder, reason in late.items():
            if (root.source, reason) not in self._said:
                folders[reason].append(folder)
        for reason, paths in folders.items():
            self._said.add((root.source, reason))
            where = display_path(root.path)
            if b"" not in paths:
                where += (
                    f", {count_noun(len(paths), 'folder')}"
                    if len(paths) > 1
                    else f", {display_path(paths[0])}"
                )
            text = f"Changes by other programs are noticed late in {where}: {reason}"
            logger.warning("{}", text)
            await self._events.send(library.LibraryFailed(text))

    async def _touch(self, source: SourceId, parts: Parts) -> None:
        try:
            await self._scans.rescan(source, parts)
        except LibraryError as error:
            logger.warning("rescan after a change on disk failed: {}", error)


def _first(group: BaseExceptionGroup[CannotWatch]) -> CannotWatch:
    error = group.exceptions[0]
    return _first(error) if isinstance(error, BaseExceptionGroup) else error
