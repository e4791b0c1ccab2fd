"""Sounds at hand for one engine: what plays, what may be played next, what was played."""

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
from actors.media.error import words
from models.library.file_name import name

MAX_CLIPS = 128
"""Sounds kept; each takes up to four file handles on either side."""
BUDGET = 512 << 20
"""Bytes of sounds kept, besides the one that plays."""
AHEAD_SHARE = 8
"""A sound that takes more than one part in this many of the budget is not read ahead."""
PATIENCE = 10.0
"""Seconds until a drive that does not answer is given up."""

Key = tuple[bytes, int, int, int, int]
"""Path, size, times of the last change of content and inode, inode: of another content another."""


class ClipCache:
    """Reads files into clips of one engine, and forgets the least recently used."""

    def __init__(self, engine: Engine, nursery: trio.Nursery) -> None:
        """Take the engine whose memory is filled, and the nursery in which that is done."""
        self._engine = engine
        self._nursery = nursery
        self._items: dict[Key, ClipLoader] = {}  # the least recently used first
        self._scopes: dict[Key, trio.CancelScope] = {}
        self._playing: Key | None = None
        self._ahead: frozenset[Key] = frozenset()
        self._budget = min(BUDGET, available_memory())
        # A drive that does not answer holds its thread, so there is more than one.
        self._urgent, self._idle = trio.CapacityLimiter(6), trio.CapacityLimiter(2)

    async def fetch(self, path: bytes, start: float) -> ClipLoader:
        """Return the sound of a file, playable from `start` (frame of the file).

        Raises:
            UnreadableSound: there is none.
        """
        begun = time.monotonic()
        while time.monotonic() < begun + PATIENCE:  # trio's clock jumps in tests
            with trio.move_on_after(PATIENCE):
                return await self._fetch(path, start)
        raise Unavailable(f"{name(path)}: drive not responding")

    async def _fetch(self, path: bytes, start: float) -> ClipLoader:
        key = await self._key(path, self._urgent)
        self._playing = key
        self._cancel_unwanted()
        known = self._items.get(key)
        if known is not None and known.done and known.temporary:
            self._forget(key)  # what kept it from being read may have passed
        loader = self._items.pop(key, None) or self._begin(key, start, self._urgent)
        self._items[key] = loader
        try:
            await loader.until_holds(start)
        except UnreadableSound:
            self._forget(key)
            raise
        self._trim()
        return loader

    async def prepare(self, paths: Iterable[bytes]) -> None:
        """Read these ahead, one after the other; earlier wishes are forgotten."""
        self._ahead = frozenset()
        keys: list[Key] = []
        for path in paths:
            try:
                keys.append(await self._key(path, self._idle))
            except UnreadableSound:
                continue  # said when it is to be played
        self._ahead = frozenset(keys)
        self._cancel_unwanted()
        await self._until_playing_is_read()
        for key in keys:
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
            message = f"{name(path)}: {words(error)}"
            raise Unavailable(message) from error
        except ValueError as error:  # a null byte in the path
            raise UnreadableSound(f"{name(path)}: {error}") from error
        if not stat.S_ISREG(found.st_mode):  # opening a pipe would wait for somebody to write
            what = "is a folder" if stat.S_ISDIR(found.st_mode) else "not a file"
            raise UnreadableSound(f"{name(path)}: {what}")
        # A file that took the place of another may have its size and time of change.
        times = found.st_mtime_ns, found.st_ctime_ns
        return path, found.st_size, *times, found.st_ino

    def _begin(
        self, key: Key, start: float, limiter: trio.CapacityLimiter, limit: int | None = None
    ) -> ClipLoader:
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
        """Stop reading what nobody waits for any more."""
        for key in [key for key, item in self._items.items() if not item.complete]:
            if key != self._playing and key not in self._ahead:
                self._forget(key)

    def _trim(self) -> None:
        """Forget the least recently used until the rest is within the bounds."""
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
        clip: Clip | None = loader.made if loader else None
        if clip is not None:
            self._engine.unload(clip)
