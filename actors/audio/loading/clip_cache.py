"""Cache of the clips of one engine: the playing one, prepared ones, recently played ones."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterable

import trio

from actors.audio.engine import Clip, Engine
from actors.audio.loading.clip_loader import ClipLoader
from actors.audio.loading.shared_buffer import available_memory
from actors.audio.loading.stereo_source import Unavailable, UnreadableSound
from actors.media.error import os_error_reason
from models.library.file_name import display_name

MAX_CLIPS = 128
"""Clips kept; each takes up to four file handles on either side."""
BUDGET = 512 << 20
"""Bytes of clips kept, besides the playing one."""
AHEAD_SHARE = 8
"""A clip larger than the budget divided by this is not prepared."""
PATIENCE = 10.0
"""Seconds until an unresponsive drive is given up."""

Key = tuple[bytes, int, int, int, int]
"""Path, size, mtime, ctime, inode: other content has another key."""


class ClipCache:
    """Loads files into clips of one engine; evicts the least recently used."""

    def __init__(self, engine: Engine, nursery: trio.Nursery) -> None:
        """Create an empty cache; files load in tasks of `nursery`."""
        self._engine = engine
        self._nursery = nursery
        self._items: dict[Key, ClipLoader] = {}  # least recently used first
        self._scopes: dict[Key, trio.CancelScope] = {}
        self._playing: Key | None = None
        self._ahead: frozenset[Key] = frozenset()
        self._budget = min(BUDGET, available_memory())
        # An unresponsive drive blocks its thread, so there are several.
        self._urgent, self._idle = trio.CapacityLimiter(6), trio.CapacityLimiter(2)
        self._closed = False

    def close(self) -> None:
        """Load nothing any more: the engine ends, and with it the tasks of the nursery."""
        self._closed = True

    def held(self, path: bytes, start: float) -> ClipLoader | None:
        """Return the loader of a file that is playable from `start` at once, without any I/O.

        The file may have changed since it was loaded: `fetch` tells, which returns another loader
        then.
        """
        key = next((key for key in reversed(self._items) if key[0] == path), None)
        loader = self._items[key] if key is not None else None
        if key is None or loader is None or not loader.plays_from(start):
            return None
        self._use(key, loader)
        return loader

    async def fetch(self, path: bytes, start: float) -> ClipLoader:
        """Return the loader of a file, playable from `start` (frame of the file).

        Raises:
            UnreadableSound: the file cannot be played, or no longer on this engine.
        """
        begun = time.monotonic()
        while time.monotonic() < begun + PATIENCE:  # trio's clock jumps in tests
            with trio.move_on_after(PATIENCE):
                return await self._fetch(path, start)
        raise Unavailable(f"{display_name(path)}: drive not responding")

    async def _fetch(self, path: bytes, start: float) -> ClipLoader:
        key = await self._key(path, self._urgent)
        known = self._items.get(key)
        if known is not None and known.done and known.temporary:
            self._forget(key)  # the temporary failure may be over
        loader = self._items.get(key) or self._begin(key, start, self._urgent)
        self._use(key, loader)
        try:
            await loader.until_playable(start)
        except UnreadableSound:
            self._forget(key)
            raise
        self._trim()
        return loader

    def _use(self, key: Key, loader: ClipLoader) -> None:
        """Make it the playing one, which is the most recently used."""
        self._playing = key
        self._cancel_unwanted()
        self._items.pop(key, None)
        self._items[key] = loader

    async def prepare(self, paths: Iterable[bytes]) -> None:
        """Load these files ahead, one after the other; replaces the previous list."""
        self._ahead = frozenset()
        keys: list[Key] = []
        for path in paths:
            try:
                keys.append(await self._key(path, self._idle))
            except UnreadableSound:
                continue  # reported when it is played
        self._ahead = frozenset(keys)
        self._cancel_unwanted()
        await self._until_playing_is_read()
        for key in keys:
            if self._closed:
                return
            if key not in self._items:
                loader = self._begin(key, 0.0, self._idle, self._budget // AHEAD_SHARE)
                self._items[key] = loader
                await loader.until_done()
                if loader.failed:
                    self._forget(key)
            self._trim()

    async def _until_playing_is_read(self) -> None:
        playing = self._items.get(self._playing) if self._playing else None
        if playing is not None:
            await playing.until_settled()

    async def _key(self, path: bytes, limiter: trio.CapacityLimiter) -> Key:
        try:
            found = await trio.to_thread.run_sync(
                os.stat, path, limiter=limiter, abandon_on_cancel=True
            )
        except OSError as error:
            message = f"{display_name(path)}: {os_error_reason(error)}"
            raise Unavailable(message) from error
        except ValueError as error:  # a null byte in the path
            raise UnreadableSound(f"{display_name(path)}: {error}") from error
        if not stat.S_ISREG(found.st_mode):  # opening a pipe would wait for a writer
            what = "is a folder" if stat.S_ISDIR(found.st_mode) else "not a file"
            raise UnreadableSound(f"{display_name(path)}: {what}")
        # A file that replaced another may have the same size and mtime.
        times = found.st_mtime_ns, found.st_ctime_ns
        return path, found.st_size, *times, found.st_ino

    def _begin(
        self, key: Key, start: float, limiter: trio.CapacityLimiter, limit: int | None = None
    ) -> ClipLoader:
        if self._closed:
            raise Unavailable(f"{display_name(key[0])}: the audio output has changed")
        loader = ClipLoader(key[0], self._engine.clip_rate, start, limit)
        self._nursery.start_soon(self._run, key, loader, limiter)
        return loader

    async def _run(self, key: Key, loader: ClipLoader, limiter: trio.CapacityLimiter) -> None:
        with trio.CancelScope() as scope:
            self._scopes[key] = scope
            await loader.run(limiter, self._engine.load)
        if self._scopes.get(key) is scope:
            del self._scopes[key]

    def _cancel_unwanted(self) -> None:
        """Cancel loads that are neither playing nor to be prepared."""
        for key in [key for key, item in self._items.items() if not item.complete]:
            if key != self._playing and key not in self._ahead:
                self._forget(key)

    def _trim(self) -> None:
        """Evict the least recently used clips until the rest fits the limits."""
        held = sum(item.bytes for item in self._items.values())
        for key in list(self._items):
            if held <= self._budget and len(self._items) <= MAX_CLIPS:
                return
            if key != self._playing and key not in self._ahead:
                held -= self._items[key].bytes
                self._forget(key)

    def _forget(self, key: Key) -> None:
        loader = self._items.pop(key, None)
        if scope := self._scopes.pop(key, None):
            scope.cancel()
        clip: Clip | None = loader.loaded_clip if loader else None
        if clip is not None:
            self._engine.unload(clip)
