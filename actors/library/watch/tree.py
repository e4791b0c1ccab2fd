"""Watcher of one source, based on inotify.

inotify watches single folders, so the tree is walked once and each new folder is added as it
appears. Folders that cannot be watched are remembered; the rest is watched.
"""

from __future__ import annotations

import errno
import os
import threading
from collections import deque
from collections.abc import Callable, Mapping
from time import monotonic
from typing import TypeVar

import trio

from actors.library.watch import inotify
from actors.library.watch.inotify import Event, Inotify
from actors.library.watch.mounts import mounts, remote_mounts
from actors.library.watch.watcher import CannotWatch, Found
from actors.media.error import os_error_reason
from actors.media.sound_names import is_sound
from models.library.scan_scope import Change
from models.library.system_folders import is_system_folder

Answer = TypeVar("Answer")

STEP = 0.03
"""Seconds a thread works at a time; an upper bound for the delay of cancellation."""
QUIET, GATHERED = 0.15, 0.45
"""Seconds without events that end a batch of changes, and maximum seconds of a batch."""
_LIMITS = {
    errno.ENOSPC: "the system's limit of watched folders is reached (max_user_watches)",
    errno.EMFILE: "the system's limit of watchers is reached (max_user_instances)",
    errno.ENFILE: "the system's limit of open files is reached",
}
"""Source: inotify_init(2), inotify_add_watch(2)."""
_MAY_BE_LINK = inotify.CREATE | inotify.MOVED_TO

_Place = tuple[int, bytes]
"""Watch descriptor of the parent and name. A plain tuple, as there may be 100 000."""
_ROOT: _Place = (0, b"")


class Tree:
    """Watches a root and all folders below it; symlinks to folders are followed once.

    A folder is stored as its place in its parent, so that renaming a folder needs no update of its
    descendants.
    """

    def __init__(self, root: bytes, threads: trio.CapacityLimiter) -> None:
        """Open an inotify queue.

        Raises:
            CannotWatch: The system refuses to open one.
        """
        try:
            self._inotify = Inotify()
        except OSError as error:
            raise CannotWatch(_reason(error)) from error
        self._root, self._threads = root, threads
        self._root_watch = 0
        self._folders: dict[int, _Place] = {}
        self._links: set[_Place] = set()
        self._todo: deque[_Place] = deque([_ROOT])
        self._failed: dict[_Place, str] = {}
        self._remote = {
            mount.path: f"a drive that others may change ({mount.kind.decode(errors='replace')})"
            for mount in remote_mounts(root, mounts())
        }
        self._busy = threading.Lock()
        self._closing = self._closed = False

    async def begin(self) -> None:
        """Watch every folder that can be watched; see `Watcher`."""
        await self._grow()
        if not self._folders:
            raise CannotWatch(self._failed.get(_ROOT, "it is gone"))

    async def changes(self) -> Found:
        """Wait for changes; see `Watcher`."""
        await trio.lowlevel.wait_readable(self._inotify.descriptor)
        events: list[Event] = []
        with trio.move_on_after(GATHERED):
            while more := await self._thread(self._inotify.read):
                events += more
                await trio.sleep(QUIET)
        found = await self._thread(lambda: self._take(events))
        await self._grow()
        return found

    async def retry(self) -> None:
        """Retry the folders that failed; see `Watcher`."""
        await self._thread(self._again)
        await self._grow()

    def late(self) -> Mapping[bytes, str]:
        """Return the folders that are not watched reliably; see `Watcher`."""
        failed = list(self._failed.items())  # atomic copy: a thread may modify it
        return dict(self._remote) | {self._path(place): reason for place, reason in failed}

    def close(self) -> None:
        """Close the queue, or leave that to the thread that is using it."""
        self._closing = True
        if self._busy.acquire(blocking=False):
            try:
                self._shut()
            finally:
                self._busy.release()

    def _shut(self) -> None:
        if not self._closed:
            self._closed = True
            self._inotify.close()

    async def _thread(self, work: Callable[[], Answer]) -> Answer:
        """Run `work` in a thread that may be abandoned: a dead drive never responds."""

        def guarded() -> Answer:
            with self._busy:
                try:
                    if self._closing:
                        raise CannotWatch("it is not watched any more")
                    return work()
                finally:
                    if self._closing:
                        self._shut()

        try:
            return await trio.to_thread.run_sync(
                guarded, abandon_on_cancel=True, limiter=self._threads
            )
        except OSError as error:
            raise CannotWatch(_reason(error)) from error

    async def _grow(self) -> None:
        while self._todo:
            await self._thread(self._add_some)

    def _add_some(self) -> None:
        until = monotonic() + STEP
        while self._todo and monotonic() < until and not self._closing:
            self._add(self._todo.popleft())

    def _again(self) -> None:
        self._todo += self._failed
        self._failed.clear()

    def _add(self, place: _Place) -> None:
        """Watch a folder and queue its subfolders."""
        if place != _ROOT and (place[0] not in self._folders or is_system_folder(place[1])):
            return  # the parent is gone, or it is a system folder
        path = os.path.join(self._root, self._path(place))
        try:
            watch = self._inotify.add(path)
        except OSError as error:
            if error.errno not in {errno.ENOENT, errno.ENOTDIR}:
                self._failed[place] = _reason(error)
            return
        known = self._folders.get(watch)
        if known is not None and known != place and self._is_at(known, watch):
            return  # reached through a symlink as well
        self._failed.pop(place, None)
        if place == _ROOT:
            self._root_watch = watch
        elif self._is_above(watch, place[0]):
            return  # the stored tree is stale; pending events will update it
        self._folders[watch] = place
        self._read_folder(watch, path)

    def _read_folder(self, watch: int, path: bytes) -> None:
        try:
            with os.scandir(path) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        self._todo.append((watch, entry.name))
                    elif entry.is_symlink() and os.path.isdir(entry):
                        self._link((watch, entry.name))
        except OSError:
            return  # gone, or cannot be listed: the scan reports it

    def _link(self, place: _Place) -> None:
        self._links.add(place)
        path, root = self._path(place), os.path.realpath(self._root)
        real = os.path.realpath(os.path.join(self._root, path))
        if os.path.join(real, b"").startswith(os.path.join(root, b"")):
            return  # its target is inside the root and watched there
        self._todo.append(place)
        for mount in remote_mounts(real, mounts()):
            kind = mount.kind.decode(errors="replace")
            self._remote[path] = f"a drive that others may change ({kind})"

    def _take(self, events: list[Event]) -> Found:
        """Convert events to changes and update the watched folders."""
        changes: list[Change] = []
        moved: set[int] = set()
        lost = over = False
        for watch, mask, name in events:
            if mask & inotify.OVERFLOW:
                lost = True
                self._todo.append(_ROOT)  # new folders may have been missed
            elif (place := self._folders.get(watch)) is None:
                continue
            elif mask & inotify.UNMOUNT:
                lost = over = True
            elif mask & inotify.IGNORED:
                del self._folders[watch]
                over = over or watch == self._root_watch
            elif mask & (inotify.DELETE_SELF | inotify.MOVE_SELF):
                changes.append((self._path(place), True))
                over = over or watch == self._root_watch
                moved.add(watch)
            elif name:
                changes += self._changed((watch, name), mask)
            elif watch == self._root_watch:  # its permissions may have changed
                changes.append((b"", True))
        self._forget({watch for watch in moved if not self._is_still(watch)})
        return Found(tuple(dict.fromkeys(changes)), lost, over or not self._is_root())

    def _changed(self, place: _Place, mask: int) -> list[Change]:
        path = self._path(place)
        folder = bool(mask & inotify.ISDIR)
        if not folder and mask & _MAY_BE_LINK and os.path.isdir(os.path.join(self._root, path)):
            self._link(place)
            folder = True
        elif folder and mask & (inotify.CREATE | inotify.MOVED_TO):
            self._todo.append(place)
        elif folder and mask & inotify.ATTRIB:
            self._again()  # it and its contents may be accessible now
        elif place in self._links and mask & (inotify.DELETE | inotify.MOVED_FROM):
            self._links.discard(place)
            folder = True
        return [(path, folder)] if folder or is_sound(place[1]) else []

    def _forget(self, gone: set[int]) -> None:
        """Stop watching folders that were moved away, and their descendants."""
        if not gone:
            return
        below = {
            watch for watch in self._folders if any(self._is_above(one, watch) for one in gone)
        }
        for watch in below:
            del self._folders[watch]
            self._inotify.remove(watch)
        self._failed = {
            place: reason for place, reason in self._failed.items() if place[0] in self._folders
        }

    def _is_root(self) -> bool:
        """Return whether the root is still the folder it was at the start."""
        return self._is_at(_ROOT, self._root_watch)

    def _is_still(self, watch: int) -> bool:
        place = self._folders.get(watch)
        return place is not None and self._is_at(place, watch)

    def _is_at(self, place: _Place, watch: int) -> bool:
        """Return whether a folder is still at its place."""
        try:
            found = self._inotify.add(os.path.join(self._root, self._path(place)))
        except OSError:
            return False
        if found != watch and found not in self._folders:
            self._todo.append(place)
        return found == watch

    def _is_above(self, one: int, other: int) -> bool:
        """Return whether `one` is `other` or an ancestor of it."""
        while other in self._folders:
            if other == one:
                return True
            other = self._folders[other][0]
        return False

    def _path(self, place: _Place) -> bytes:
        """Return a path relative to the root."""
        names: list[bytes] = []
        above, name = place
        while name:
            names.append(name)
            above, name = self._folders.get(above, _ROOT)
        return b"/".join(reversed(names))


def _reason(error: OSError) -> str:
    return _LIMITS.get(error.errno or 0) or os_error_reason(error)
